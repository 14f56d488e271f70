/**
 * What the rest of the server may know of replication: the log, the leader, the cluster, and what can go wrong. Interfaces
 * and values only, none of which names an engine or a form of storage. It knows the results of commands, nothing else.
 */
package io.curia.raft.api;
