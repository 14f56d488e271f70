package io.curia.state.chain;

import io.curia.model.ConfigEntry;

/** Where config entries come from. */
@FunctionalInterface
public interface EntrySource {
    /** The entry of that kind and name, or null. */
    ConfigEntry find(String kind, String name);
}
