package io.curia.model;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Map;
import java.util.Objects;

/**
 * Which provider issues the certificates of the mesh, and how (fsm-commands §3, type 13).
 *
 * @param clusterId a UUID that makes the trust domain
 * @param provider which provider; in old snapshots an empty text means that there is no configuration
 * @param config settings of the provider; null and empty differ
 * @param state what the provider keeps for itself; null and empty differ
 * @param forceWithoutCrossSigning whether a root may be replaced that cannot cross-sign
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record CaConfiguration(
        String clusterId,
        String provider,
        Map<String, Object> config,
        Map<String, String> state,
        boolean forceWithoutCrossSigning,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<CaConfiguration> FIELDS = new Shape.Fields<>();
    private static final Value<CaConfiguration, String> CLUSTER_ID =
            FIELDS.text("ClusterID", CaConfiguration::clusterId);
    private static final Value<CaConfiguration, String> PROVIDER = FIELDS.text("Provider", CaConfiguration::provider);
    private static final Value<CaConfiguration, Map<String, Object>> CONFIG =
            FIELDS.anyMap("Config", CaConfiguration::config);
    private static final Value<CaConfiguration, Map<String, String>> STATE =
            FIELDS.textMap("State", CaConfiguration::state);
    private static final Flag<CaConfiguration> FORCE_WITHOUT_CROSS_SIGNING =
            FIELDS.flag("ForceWithoutCrossSigning", CaConfiguration::forceWithoutCrossSigning);
    private static final Whole<CaConfiguration> CREATE_INDEX =
            FIELDS.index("CreateIndex", CaConfiguration::createIndex);
    private static final Whole<CaConfiguration> MODIFY_INDEX =
            FIELDS.index("ModifyIndex", CaConfiguration::modifyIndex);

    /** Its fields. */
    public static final Shape<CaConfiguration> SHAPE = FIELDS.make(draft -> new CaConfiguration(
            draft.get(CLUSTER_ID),
            draft.get(PROVIDER),
            draft.get(CONFIG),
            draft.get(STATE),
            draft.get(FORCE_WITHOUT_CROSS_SIGNING),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public CaConfiguration {
        Objects.requireNonNull(clusterId);
        Objects.requireNonNull(provider);
        config = CompactMap.deepCopyOf(config);
        state = CompactMap.copyOf(state);
    }

    /** The same for another cluster. */
    public CaConfiguration withClusterId(String newClusterId) {
        return SHAPE.draft(this).set(CLUSTER_ID, newClusterId).build();
    }

    /** Hides the settings, for there may be keys among them. */
    @Override
    public String toString() {
        return "CaConfiguration[clusterId=" + clusterId + ", provider=" + provider + "]";
    }

    /** The same with other indexes. */
    public CaConfiguration withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
