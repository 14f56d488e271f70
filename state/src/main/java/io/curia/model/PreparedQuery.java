package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * A query for a service that is stored to be executed by id or name (fsm-commands §3, type 7).
 *
 * @param id a UUID
 * @param name by which it is found too, or the prefix of a template; may be empty
 * @param session the session it lives as long as; may be empty
 * @param token the token it runs with; may be empty
 * @param template what makes it a template
 * @param service what it looks for
 * @param dns how DNS answers it
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record PreparedQuery(
        String id,
        String name,
        String session,
        String token,
        QueryTemplate template,
        QueryService service,
        QueryDns dns,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<PreparedQuery> FIELDS = new Shape.Fields<>();
    private static final Value<PreparedQuery, String> ID = FIELDS.text("ID", PreparedQuery::id);
    private static final Value<PreparedQuery, String> NAME = FIELDS.text("Name", PreparedQuery::name);
    private static final Value<PreparedQuery, String> SESSION = FIELDS.text("Session", PreparedQuery::session);
    private static final Value<PreparedQuery, String> TOKEN = FIELDS.text("Token", PreparedQuery::token);
    private static final Value<PreparedQuery, QueryTemplate> TEMPLATE =
            FIELDS.row("Template", PreparedQuery::template, QueryTemplate.SHAPE);
    private static final Value<PreparedQuery, QueryService> SERVICE =
            FIELDS.row("Service", PreparedQuery::service, QueryService.SHAPE);
    private static final Value<PreparedQuery, QueryDns> DNS = FIELDS.row("DNS", PreparedQuery::dns, QueryDns.SHAPE);
    private static final Whole<PreparedQuery> CREATE_INDEX = FIELDS.index("CreateIndex", PreparedQuery::createIndex);
    private static final Whole<PreparedQuery> MODIFY_INDEX = FIELDS.index("ModifyIndex", PreparedQuery::modifyIndex);

    /** Its fields. */
    public static final Shape<PreparedQuery> SHAPE = FIELDS.make(draft -> new PreparedQuery(
            draft.get(ID),
            draft.get(NAME),
            draft.get(SESSION),
            draft.get(TOKEN),
            draft.get(TEMPLATE),
            draft.get(SERVICE),
            draft.get(DNS),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public PreparedQuery {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(session);
        Objects.requireNonNull(token);
        Objects.requireNonNull(template);
        Objects.requireNonNull(service);
        Objects.requireNonNull(dns);
    }

    /** Whether it is a template. */
    public boolean isTemplate() {
        return !template.type().isEmpty();
    }

    /** The same for another service. */
    public PreparedQuery withService(QueryService newService) {
        return SHAPE.draft(this).set(SERVICE, newService).build();
    }

    /** The same with other indexes. */
    public PreparedQuery withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
