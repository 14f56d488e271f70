package io.curia.model;

import static io.curia.model.Trait.Plain.NOT_CONTENT;
import static io.curia.model.Trait.Plain.NULL_AS_EMPTY;
import static io.curia.model.Trait.Plain.UNFILTERED;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.List;
import java.util.Objects;

/**
 * A check of a node, or of a service on it (fsm-commands §3, type 0).
 *
 * @param node name of the node
 * @param checkId unique on its node, without regard to case
 * @param name for people
 * @param status {@code passing}, {@code warning} or {@code critical}; an empty text in requests only
 * @param notes for people
 * @param output of the last run
 * @param serviceId the instance it concerns, or an empty text for the whole node
 * @param serviceName copied from the instance when the check is written
 * @param serviceTags copied likewise; null and empty differ
 * @param type {@code http}, {@code ttl} and so on, or an empty text
 * @param interval for people: the definition's is what counts
 * @param timeout likewise
 * @param exposedPort the port at which a proxy serves it
 * @param definition what it does; never null
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write that changed it
 */
public record HealthCheck(
        String node,
        String checkId,
        String name,
        String status,
        String notes,
        String output,
        String serviceId,
        String serviceName,
        List<String> serviceTags,
        String type,
        String interval,
        String timeout,
        int exposedPort,
        HealthCheckDefinition definition,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<HealthCheck> FIELDS = new Shape.Fields<>();
    public static final Value<HealthCheck, String> NODE = FIELDS.text("Node", HealthCheck::node);
    public static final Value<HealthCheck, String> CHECK_ID = FIELDS.text("CheckID", HealthCheck::checkId);
    public static final Value<HealthCheck, String> NAME = FIELDS.text("Name", HealthCheck::name);
    public static final Value<HealthCheck, String> STATUS = FIELDS.text("Status", HealthCheck::status);
    public static final Value<HealthCheck, String> NOTES = FIELDS.text("Notes", HealthCheck::notes);
    public static final Value<HealthCheck, String> OUTPUT = FIELDS.text("Output", HealthCheck::output);
    public static final Value<HealthCheck, String> SERVICE_ID = FIELDS.text("ServiceID", HealthCheck::serviceId);
    public static final Value<HealthCheck, String> SERVICE_NAME = FIELDS.text("ServiceName", HealthCheck::serviceName);
    public static final Value<HealthCheck, List<String>> SERVICE_TAGS =
            FIELDS.texts("ServiceTags", HealthCheck::serviceTags, NULL_AS_EMPTY);
    public static final Value<HealthCheck, String> TYPE = FIELDS.text("Type", HealthCheck::type, NOT_CONTENT);
    public static final Value<HealthCheck, String> INTERVAL =
            FIELDS.text("Interval", HealthCheck::interval, NOT_CONTENT);
    public static final Value<HealthCheck, String> TIMEOUT = FIELDS.text("Timeout", HealthCheck::timeout, NOT_CONTENT);
    public static final Whole<HealthCheck> EXPOSED_PORT =
            FIELDS.int32("ExposedPort", HealthCheck::exposedPort, NOT_CONTENT);
    public static final Value<HealthCheck, HealthCheckDefinition> DEFINITION =
            FIELDS.row("Definition", HealthCheck::definition, HealthCheckDefinition.SHAPE, UNFILTERED);
    public static final Whole<HealthCheck> CREATE_INDEX = FIELDS.index("CreateIndex", HealthCheck::createIndex);
    public static final Whole<HealthCheck> MODIFY_INDEX = FIELDS.index("ModifyIndex", HealthCheck::modifyIndex);

    /** Its fields. */
    public static final Shape<HealthCheck> SHAPE = FIELDS.make(draft -> new HealthCheck(
            draft.get(NODE),
            draft.get(CHECK_ID),
            draft.get(NAME),
            draft.get(STATUS),
            draft.get(NOTES),
            draft.get(OUTPUT),
            draft.get(SERVICE_ID),
            draft.get(SERVICE_NAME),
            draft.get(SERVICE_TAGS),
            draft.get(TYPE),
            draft.get(INTERVAL),
            draft.get(TIMEOUT),
            (int) draft.get(EXPOSED_PORT),
            draft.get(DEFINITION),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    /** All is well. */
    public static final String PASSING = "passing";

    /** Something may be wrong; still given out. */
    public static final String WARNING = "warning";

    /** Not to be used. */
    public static final String CRITICAL = "critical";

    /** The check of a node by which the cluster says that it is reachable. */
    public static final String SERF_HEALTH = "serfHealth";

    public HealthCheck {
        Objects.requireNonNull(node);
        Objects.requireNonNull(checkId);
        Objects.requireNonNull(name);
        Objects.requireNonNull(status);
        Objects.requireNonNull(notes);
        Objects.requireNonNull(output);
        Objects.requireNonNull(serviceId);
        Objects.requireNonNull(serviceName);
        Objects.requireNonNull(definition);
        serviceTags = Lists.copyOf(serviceTags);
        // Millions of checks share what nearly all have.
        definition = definition.equals(HealthCheckDefinition.EMPTY) ? HealthCheckDefinition.EMPTY : definition;
        status = shared(status);
    }

    /** A check of a node, or of a service if its id is given. */
    public static HealthCheck of(String node, String checkId, String serviceId, String status) {
        return SHAPE.draft()
                .set(NODE, node)
                .set(CHECK_ID, checkId)
                .set(NAME, checkId)
                .set(STATUS, status)
                .set(SERVICE_ID, serviceId)
                .build();
    }

    /** The same with another outcome. */
    public HealthCheck withStatus(String newStatus, String newOutput) {
        return SHAPE.draft(this).set(STATUS, newStatus).set(OUTPUT, newOutput).build();
    }

    /** The same with another id. */
    public HealthCheck withId(String newCheckId) {
        return SHAPE.draft(this).set(CHECK_ID, newCheckId).build();
    }

    /** The same on another node. */
    public HealthCheck withNode(String newNode) {
        return SHAPE.draft(this).set(NODE, newNode).build();
    }

    /** The same with what is copied from its service, whose id it has. */
    public HealthCheck withService(NodeService service) {
        return SHAPE.draft(this)
                .set(SERVICE_ID, service.id().equals(serviceId) ? service.id() : serviceId)
                .set(SERVICE_NAME, service.service())
                .set(SERVICE_TAGS, service.tags())
                .build();
    }

    /** The same with another definition. */
    public HealthCheck withDefinition(HealthCheckDefinition newDefinition) {
        return SHAPE.draft(this).set(DEFINITION, newDefinition).build();
    }

    /** The same with other indexes. */
    public HealthCheck withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }

    /** Whether all that counts is equal, so that writing one over the other changes nothing (state-store §4.4). */
    public boolean sameContent(HealthCheck other) {
        return SHAPE.sameContent(this, other);
    }

    /** Whether it concerns the whole node. */
    public boolean isOfNode() {
        return serviceId.isEmpty();
    }

    private static String shared(String status) {
        return switch (status) {
            case PASSING -> PASSING;
            case WARNING -> WARNING;
            case CRITICAL -> CRITICAL;
            default -> status;
        };
    }
}
