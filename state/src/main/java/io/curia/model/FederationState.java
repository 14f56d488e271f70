package io.curia.model;

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
    public FederationState {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(updatedAt);
        meshGateways = Lists.deepCopyOf(meshGateways);
    }

    /** The same with another index of the primary. */
    public FederationState withPrimaryModifyIndex(long newPrimaryModifyIndex) {
        return new FederationState(
                datacenter, meshGateways, updatedAt, newPrimaryModifyIndex, createIndex, modifyIndex);
    }

    /** The same with other indexes. */
    public FederationState withIndexes(long newCreateIndex, long newModifyIndex) {
        return new FederationState(
                datacenter, meshGateways, updatedAt, primaryModifyIndex, newCreateIndex, newModifyIndex);
    }
}
