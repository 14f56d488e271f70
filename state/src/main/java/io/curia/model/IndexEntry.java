package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * One row of the index table (state-store §2): the index of the last change of a table or of a part of one.
 *
 * @param key what it counts, such as {@code kvs}; found without regard to case, kept as last written
 * @param value the index
 */
public record IndexEntry(String key, long value) {
    private static final Shape.Fields<IndexEntry> FIELDS = new Shape.Fields<>();
    private static final Value<IndexEntry, String> KEY = FIELDS.text("Key", IndexEntry::key);
    private static final Whole<IndexEntry> VALUE = FIELDS.uint64("Value", IndexEntry::value);

    /** Its fields. */
    public static final Shape<IndexEntry> SHAPE =
            FIELDS.make(draft -> new IndexEntry(draft.get(KEY), draft.get(VALUE)));

    public IndexEntry {
        Objects.requireNonNull(key);
    }
}
