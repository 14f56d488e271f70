/**
 * What a server keeps of its log on disk: entries, term and vote, snapshots, membership, in MVStore files whose every commit is
 * checked. {@link LogStore} says what is durable when. It knows no Raft library, and what is in an entry is bytes to it.
 */
package io.curia.raft.storage;
