/**
 * The replicated log: Hazelcast's CP Subsystem with its log, term and snapshots kept in H2 MVStore. It proposes
 * commands, applies committed ones to the state machine and says when a read is safe. Only this package may touch
 * Hazelcast or MVStore; it knows nothing of tables, commands or HTTP.
 */
package io.curia.raft;
