package io.curia.model;

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
        return new PreparedQuery(id, name, session, token, template, newService, dns, createIndex, modifyIndex);
    }

    /** The same with other indexes. */
    public PreparedQuery withIndexes(long newCreateIndex, long newModifyIndex) {
        return new PreparedQuery(id, name, session, token, template, service, dns, newCreateIndex, newModifyIndex);
    }
}
