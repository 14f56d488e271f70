package io.curia.model;

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
    public CaConfiguration {
        Objects.requireNonNull(clusterId);
        Objects.requireNonNull(provider);
        config = CompactMap.deepCopyOf(config);
        state = CompactMap.copyOf(state);
    }

    /** The same for another cluster. */
    public CaConfiguration withClusterId(String newClusterId) {
        return new CaConfiguration(
                newClusterId, provider, config, state, forceWithoutCrossSigning, createIndex, modifyIndex);
    }

    /** Hides the settings, for there may be keys among them. */
    @Override
    public String toString() {
        return "CaConfiguration[clusterId=" + clusterId + ", provider=" + provider + "]";
    }

    /** The same with other indexes. */
    public CaConfiguration withIndexes(long newCreateIndex, long newModifyIndex) {
        return new CaConfiguration(
                clusterId, provider, config, state, forceWithoutCrossSigning, newCreateIndex, newModifyIndex);
    }
}
