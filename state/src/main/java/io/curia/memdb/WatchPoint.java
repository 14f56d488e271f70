package io.curia.memdb;

/** Something a watch set is registered at. */
@FunctionalInterface
interface WatchPoint {
    /** Frees the registration, if it is still there. */
    void leave(WatchSet watch);
}
