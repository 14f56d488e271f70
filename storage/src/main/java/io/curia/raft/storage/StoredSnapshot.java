package io.curia.raft.storage;

/**
 * A snapshot on the disk, checked.
 *
 * @param content where its chunks are; none if the head says that it has no content
 * @param length bytes of its content, unpacked
 */
public record StoredSnapshot(SnapshotHead head, SnapshotContent.Stored content, long length) {}
