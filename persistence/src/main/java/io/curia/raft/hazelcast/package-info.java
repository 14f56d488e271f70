/**
 * {@link RaftEngine} on Hazelcast's CP Subsystem: proposals, leadership, membership, snapshots between servers, and the port
 * that only servers may use. The only package that touches Hazelcast, but for one class in the library's own. It knows files
 * through {@link LogStore} alone, and no tables, commands or HTTP.
 */
package io.curia.raft.hazelcast;

import io.curia.raft.api.RaftEngine;
import io.curia.raft.storage.LogStore;
