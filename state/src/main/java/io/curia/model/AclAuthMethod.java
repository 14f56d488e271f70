package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Map;
import java.util.Objects;

/**
 * A way to get a token by proving who one is elsewhere (fsm-commands §3, type 27).
 *
 * @param name unique without regard to case
 * @param type {@code jwt}, {@code kubernetes} and so on
 * @param displayName shown to people
 * @param description shown to people
 * @param maxTokenTtl how long tokens of logins are valid, in nanoseconds; 0 for ever
 * @param tokenLocality {@code global}, {@code local}, or empty for the latter
 * @param config settings of its type; null and empty differ
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record AclAuthMethod(
        String name,
        String type,
        String displayName,
        String description,
        long maxTokenTtl,
        String tokenLocality,
        Map<String, Object> config,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<AclAuthMethod> FIELDS = new Shape.Fields<>();
    private static final Value<AclAuthMethod, String> NAME = FIELDS.text("Name", AclAuthMethod::name);
    private static final Value<AclAuthMethod, String> TYPE = FIELDS.text("Type", AclAuthMethod::type);
    private static final Value<AclAuthMethod, String> DISPLAY_NAME =
            FIELDS.text("DisplayName", AclAuthMethod::displayName);
    private static final Value<AclAuthMethod, String> DESCRIPTION =
            FIELDS.text("Description", AclAuthMethod::description);
    private static final Whole<AclAuthMethod> MAX_TOKEN_TTL = FIELDS.int64("MaxTokenTTL", AclAuthMethod::maxTokenTtl);
    private static final Value<AclAuthMethod, String> TOKEN_LOCALITY =
            FIELDS.text("TokenLocality", AclAuthMethod::tokenLocality);
    private static final Value<AclAuthMethod, Map<String, Object>> CONFIG =
            FIELDS.anyMap("Config", AclAuthMethod::config);
    private static final Whole<AclAuthMethod> CREATE_INDEX = FIELDS.index("CreateIndex", AclAuthMethod::createIndex);
    private static final Whole<AclAuthMethod> MODIFY_INDEX = FIELDS.index("ModifyIndex", AclAuthMethod::modifyIndex);

    /** Its fields. */
    public static final Shape<AclAuthMethod> SHAPE = FIELDS.make(draft -> new AclAuthMethod(
            draft.get(NAME),
            draft.get(TYPE),
            draft.get(DISPLAY_NAME),
            draft.get(DESCRIPTION),
            draft.get(MAX_TOKEN_TTL),
            draft.get(TOKEN_LOCALITY),
            draft.get(CONFIG),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public AclAuthMethod {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(displayName);
        Objects.requireNonNull(description);
        Objects.requireNonNull(tokenLocality);
        config = CompactMap.deepCopyOf(config);
    }

    /** Whether tokens of its logins are valid in all datacenters. */
    public boolean makesGlobalTokens() {
        return tokenLocality.equals("global");
    }

    /** The same with other indexes. */
    public AclAuthMethod withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
