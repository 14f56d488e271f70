package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * A note that servers keep for themselves, such as the form in which intentions are stored (fsm-commands §3, type 31).
 *
 * @param key its name, found without regard to case
 * @param value what is noted
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record SystemMetadataEntry(String key, String value, long createIndex, long modifyIndex) {
    private static final Shape.Fields<SystemMetadataEntry> FIELDS = new Shape.Fields<>();
    private static final Value<SystemMetadataEntry, String> KEY = FIELDS.text("Key", SystemMetadataEntry::key);
    private static final Value<SystemMetadataEntry, String> VALUE = FIELDS.text("Value", SystemMetadataEntry::value);
    private static final Whole<SystemMetadataEntry> CREATE_INDEX =
            FIELDS.index("CreateIndex", SystemMetadataEntry::createIndex);
    private static final Whole<SystemMetadataEntry> MODIFY_INDEX =
            FIELDS.index("ModifyIndex", SystemMetadataEntry::modifyIndex);

    /** Its fields. */
    public static final Shape<SystemMetadataEntry> SHAPE = FIELDS.make(draft -> new SystemMetadataEntry(
            draft.get(KEY), draft.get(VALUE), draft.get(CREATE_INDEX), draft.get(MODIFY_INDEX)));

    public SystemMetadataEntry {
        Objects.requireNonNull(key);
        Objects.requireNonNull(value);
    }

    /** The same with other indexes. */
    public SystemMetadataEntry withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
