/**
 * What a server lets in: how many commands may wait, and what the heap has room for, in writes and in snapshots that are
 * read. It measures the state and does not know how commands are replicated or kept. No Hazelcast, no files.
 */
package io.curia.raft.admission;
