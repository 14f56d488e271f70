package io.curia.snapshot;

import java.util.List;
import java.util.Objects;

/**
 * What an archive says about itself in {@code meta.json} (snapshot-format §2). Immutable.
 *
 * @param version of the format; 1 is written
 * @param id {@code <term>-<index>-<unix ms>}
 * @param index of the last log entry the state contains
 * @param term of that entry
 * @param peers an old form of the servers, base64
 * @param servers the members of the cluster when the snapshot was taken; never used by a restore
 * @param configurationIndex the log index of that membership
 * @param size length of {@code state.bin} in bytes
 */
public record ArchiveMeta(
        long version,
        String id,
        long index,
        long term,
        String peers,
        List<Server> servers,
        long configurationIndex,
        long size) {
    /** The version that is written. */
    public static final long VERSION = 1;

    public ArchiveMeta {
        Objects.requireNonNull(id);
        Objects.requireNonNull(peers);
        servers = List.copyOf(servers);
    }

    /**
     * Reads the content of a {@code meta.json} that lies beside its state.
     *
     * @throws ArchiveException if it is no JSON, or a field has a wrong type
     */
    public static ArchiveMeta fromJson(byte[] json) throws ArchiveException {
        return MetaJson.read(json);
    }

    /**
     * Refuses an archive of a server that had no state when it was asked for it: kept as a backup, it would one day put
     * nothing in the place of everything.
     *
     * @throws ArchiveException if its index is 0
     */
    public void requireState() throws ArchiveException {
        if (index == 0) {
            throw new ArchiveException("the archive is to index 0, its server had no state to save");
        }
    }

    /**
     * Checks what a restore demands beside a sound archive.
     *
     * @param stateBytes the true length of {@code state.bin}
     * @throws ArchiveException if the version is not the one that is written, or the size is not the true one
     */
    public void requireRestorable(long stateBytes) throws ArchiveException {
        if (version == 0) {
            throw new ArchiveException("failed to create snapshot: unsupported snapshot version 0");
        } else if (version != VERSION) {
            throw new ArchiveException("unsupported snapshot version " + version);
        } else if (size != stateBytes) {
            throw new ArchiveException(
                    "failed to write snapshot, size didn't match (" + stateBytes + " != " + size + ")");
        }
    }

    /** The same with another size. */
    public ArchiveMeta withSize(long bytes) {
        return new ArchiveMeta(version, id, index, term, peers, servers, configurationIndex, bytes);
    }

    /**
     * A member of the cluster.
     *
     * @param suffrage 0 voter, 1 nonvoter, 2 staging
     * @param id node id
     * @param address {@code host:port}
     */
    public record Server(long suffrage, String id, String address) {
        public Server {
            Objects.requireNonNull(id);
            Objects.requireNonNull(address);
        }
    }
}
