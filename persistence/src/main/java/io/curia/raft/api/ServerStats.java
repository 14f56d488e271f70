package io.curia.raft.api;

/**
 * How far one server has come, by its own account.
 *
 * @param lastContactMs milliseconds since it heard from the leader; 0 for the leader itself, negative if it never did
 * @param lastTerm the term of the last entry in its log
 * @param lastIndex the Raft index of the last entry in its log
 */
public record ServerStats(long lastContactMs, long lastTerm, long lastIndex) {}
