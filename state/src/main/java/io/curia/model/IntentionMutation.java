package io.curia.model;

import java.util.Map;
import java.util.Objects;

/**
 * A change of one intention within the config entry of its destination (fsm-commands §3, type 12).
 *
 * @param id which one, by the id that intentions have had before 1.9; empty: by source and destination
 * @param destination who is called
 * @param source who calls
 * @param value what it becomes, as an element of the entry's Sources; null for deletes
 */
public record IntentionMutation(String id, String destination, String source, Map<String, Object> value) {
    /** @throws IllegalArgumentException if a field of the value holds a value of another kind */
    public IntentionMutation {
        Objects.requireNonNull(id);
        Objects.requireNonNull(destination);
        Objects.requireNonNull(source);
        value = value == null ? null : ConfigShapes.source(value);
    }
}
