/**
 * Where a server's part of the replicated log is started, and which engine that is. The rest of the server knows the
 * interfaces of {@code raft.api}; the rooms below are known here only.
 */
package io.curia.raft;
