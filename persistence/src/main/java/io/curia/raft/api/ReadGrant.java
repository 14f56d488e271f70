package io.curia.raft.api;

/**
 * Leave to read this server's state now.
 *
 * @param knownLeader whether this server knows a leader
 * @param lastContactMs the state's age, {@link ReplicatedLog#lastContactMs()}, but never 0 without a leader; 0 on the leader
 *     itself and for reads that the leader has vouched for
 */
public record ReadGrant(boolean knownLeader, long lastContactMs) {}
