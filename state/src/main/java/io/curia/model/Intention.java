package io.curia.model;

import static io.curia.model.Trait.Plain.SPARSE;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Who may talk to whom, as servers before 1.9 stored it (fsm-commands §3, type 12).
 *
 * @param id a UUID
 * @param description shown to people
 * @param sourceNs namespace of the source
 * @param sourceName who calls; {@code *} for any
 * @param destinationNs namespace of the destination
 * @param destinationName who is called; {@code *} for any
 * @param sourceType {@code consul}
 * @param action {@code allow} or {@code deny}
 * @param permissions finer rules, as values msgpack carries; null and empty differ
 * @param defaultAddr kept, without effect; left out of encodings when empty
 * @param defaultPort kept, without effect; left out of encodings when 0
 * @param meta what its owner says about it; null and empty differ
 * @param precedence which of several that match counts, the greatest
 * @param createdAt when it was made
 * @param updatedAt when it was changed last
 * @param hash kept; may be null
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record Intention(
        String id,
        String description,
        String sourceNs,
        String sourceName,
        String destinationNs,
        String destinationName,
        String sourceType,
        String action,
        List<Object> permissions,
        String defaultAddr,
        long defaultPort,
        Map<String, String> meta,
        long precedence,
        GoTime createdAt,
        GoTime updatedAt,
        ByteString hash,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<Intention> FIELDS = new Shape.Fields<>();
    private static final Value<Intention, String> ID = FIELDS.text("ID", Intention::id);
    private static final Value<Intention, String> DESCRIPTION = FIELDS.text("Description", Intention::description);
    private static final Value<Intention, String> SOURCE_NS = FIELDS.text("SourceNS", Intention::sourceNs);
    private static final Value<Intention, String> SOURCE_NAME = FIELDS.text("SourceName", Intention::sourceName);
    private static final Value<Intention, String> DESTINATION_NS =
            FIELDS.text("DestinationNS", Intention::destinationNs);
    private static final Value<Intention, String> DESTINATION_NAME =
            FIELDS.text("DestinationName", Intention::destinationName);
    private static final Value<Intention, String> SOURCE_TYPE = FIELDS.text("SourceType", Intention::sourceType);
    private static final Value<Intention, String> ACTION = FIELDS.text("Action", Intention::action);
    private static final Value<Intention, List<Object>> PERMISSIONS =
            FIELDS.anyList("Permissions", Intention::permissions);
    private static final Value<Intention, String> DEFAULT_ADDR =
            FIELDS.text("DefaultAddr", Intention::defaultAddr, SPARSE);
    private static final Whole<Intention> DEFAULT_PORT = FIELDS.int64("DefaultPort", Intention::defaultPort, SPARSE);
    private static final Value<Intention, Map<String, String>> META = FIELDS.textMap("Meta", Intention::meta);
    private static final Whole<Intention> PRECEDENCE = FIELDS.int64("Precedence", Intention::precedence);
    private static final Value<Intention, GoTime> CREATED_AT =
            FIELDS.time("CreatedAt", Intention::createdAt, new Trait.Zero(GoTime.ZERO));
    private static final Value<Intention, GoTime> UPDATED_AT =
            FIELDS.time("UpdatedAt", Intention::updatedAt, new Trait.Zero(GoTime.ZERO));
    private static final Value<Intention, ByteString> HASH = FIELDS.bytes("Hash", Intention::hash);
    private static final Whole<Intention> CREATE_INDEX = FIELDS.index("CreateIndex", Intention::createIndex);
    private static final Whole<Intention> MODIFY_INDEX = FIELDS.index("ModifyIndex", Intention::modifyIndex);

    /** Its fields. */
    public static final Shape<Intention> SHAPE = FIELDS.make(draft -> new Intention(
            draft.get(ID),
            draft.get(DESCRIPTION),
            draft.get(SOURCE_NS),
            draft.get(SOURCE_NAME),
            draft.get(DESTINATION_NS),
            draft.get(DESTINATION_NAME),
            draft.get(SOURCE_TYPE),
            draft.get(ACTION),
            draft.get(PERMISSIONS),
            draft.get(DEFAULT_ADDR),
            draft.get(DEFAULT_PORT),
            draft.get(META),
            draft.get(PRECEDENCE),
            draft.get(CREATED_AT),
            draft.get(UPDATED_AT),
            draft.get(HASH),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public Intention {
        Objects.requireNonNull(id);
        Objects.requireNonNull(description);
        Objects.requireNonNull(sourceNs);
        Objects.requireNonNull(sourceName);
        Objects.requireNonNull(destinationNs);
        Objects.requireNonNull(destinationName);
        Objects.requireNonNull(sourceType);
        Objects.requireNonNull(action);
        Objects.requireNonNull(defaultAddr);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(updatedAt);
        permissions = Lists.deepCopyOf(permissions);
        meta = CompactMap.copyOf(meta);
    }

    /** The same with what the store gives it when it is written. */
    public Intention stored(
            Map<String, String> newMeta,
            long newPrecedence,
            GoTime newCreatedAt,
            long newCreateIndex,
            long newModifyIndex) {
        return SHAPE.draft(this)
                .set(META, newMeta)
                .set(PRECEDENCE, newPrecedence)
                .set(CREATED_AT, newCreatedAt)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }

    /** The same with other indexes. */
    public Intention withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
