package io.curia.torture.client;

/** A server as clients know it. Thread-safe. */
public interface Target {
    /** The way to it. */
    Api api();

    /** Its name, and how often it was started until now, such as {@code server-1#2}. */
    String incarnation();

    /** Whether clients ask it; others are not there, or are about to go. */
    default boolean isInService() {
        return true;
    }
}
