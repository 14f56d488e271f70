package io.curia.model;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.List;
import java.util.Objects;

/**
 * What is known of the mesh gateways of one datacenter (fsm-commands §3, type 30).
 *
 * @param datacenter which datacenter it describes; found without regard to case
 * @param meshGateways its mesh gateways, each as a map with a Node, a Service and Checks, in the form msgpack carries;
 *     null and empty differ
 * @param updatedAt when the datacenter last reported, else the zero time
 * @param primaryModifyIndex the index it had in the primary datacenter
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record FederationState(
        String datacenter,
        List<Object> meshGateways,
        GoTime updatedAt,
        long primaryModifyIndex,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<FederationState> FIELDS = new Shape.Fields<>();
    private static final Value<FederationState, String> DATACENTER =
            FIELDS.text("Datacenter", FederationState::datacenter);
    private static final Value<FederationState, List<Object>> MESH_GATEWAYS =
            FIELDS.anyList("MeshGateways", FederationState::meshGateways);
    private static final Value<FederationState, GoTime> UPDATED_AT =
            FIELDS.time("UpdatedAt", FederationState::updatedAt, new Trait.Zero(GoTime.ZERO));
    private static final Whole<FederationState> PRIMARY_MODIFY_INDEX =
            FIELDS.uint64("PrimaryModifyIndex", FederationState::primaryModifyIndex);
    private static final Whole<FederationState> CREATE_INDEX =
            FIELDS.index("CreateIndex", FederationState::createIndex);
    private static final Whole<FederationState> MODIFY_INDEX =
            FIELDS.index("ModifyIndex", FederationState::modifyIndex);

    /** Its fields. */
    public static final Shape<FederationState> SHAPE = FIELDS.make(draft -> new FederationState(
            draft.get(DATACENTER),
            draft.get(MESH_GATEWAYS),
            draft.get(UPDATED_AT),
            draft.get(PRIMARY_MODIFY_INDEX),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public FederationState {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(updatedAt);
        meshGateways = Lists.deepCopyOf(meshGateways);
    }

    /** The same with another index of the primary. */
    public FederationState withPrimaryModifyIndex(long newPrimaryModifyIndex) {
        return SHAPE.draft(this)
                .set(PRIMARY_MODIFY_INDEX, newPrimaryModifyIndex)
                .build();
    }

    /** The same with other indexes. */
    public FederationState withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
