package io.curia.raft.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What one server needs to take part in the log.
 *
 * @param nodeId this server's identity; the same at every start, for its votes are kept under it
 * @param nodeName shown in the member list
 * @param datacenter servers of different datacenters never join each other
 * @param dataDir where log, term, membership and snapshots are kept; one server a directory
 * @param bindAddress address the Raft listener is bound to
 * @param advertiseAddress address the other servers reach it at
 * @param port Raft port, the same for binding and advertising
 * @param bootstrapExpect how many servers found the cluster together: 1, or 3 and more; 0 for a server that founds none
 *     and joins one
 * @param retryJoin {@code host:port} of other servers, tried until one answers
 * @param timings how long servers wait for each other
 * @param snapshotThreshold applied entries between two internal snapshots
 * @param snapshotBytes bytes of applied entries after which an internal snapshot comes sooner
 * @param maxPendingEntries entries this server may have proposed and not yet seen committed
 * @param maxPendingBytes their bytes, likewise
 * @param heapBytes the most heap this server may have, which the others are told
 * @param rpcHoldTimeout how long a request waits for a leader
 * @param classLoader loads the commands' classes; null for the one that loaded this class
 * @param traits what the others are told of this server
 */
public record RaftConfig(
        UUID nodeId,
        String nodeName,
        String datacenter,
        Path dataDir,
        String bindAddress,
        String advertiseAddress,
        int port,
        int bootstrapExpect,
        List<String> retryJoin,
        RaftTimings timings,
        int snapshotThreshold,
        long snapshotBytes,
        int maxPendingEntries,
        long maxPendingBytes,
        long heapBytes,
        Duration rpcHoldTimeout,
        ClassLoader classLoader,
        ServerTraits traits) {
    /** A log of large entries is worth a snapshot sooner, for a start reads all of it. */
    public static final long DEFAULT_SNAPSHOT_BYTES = 256L << 20;

    /** Of the entries since a snapshot, and of what they freed, the heap must be able to hold this part. */
    private static final int SNAPSHOT_DIVISOR = 8;

    /** Each byte that is proposed is in memory several times until it is on disk. */
    private static final int PENDING_DIVISOR = 32;

    public RaftConfig {
        Objects.requireNonNull(nodeId);
        Objects.requireNonNull(nodeName);
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(dataDir);
        Objects.requireNonNull(bindAddress);
        Objects.requireNonNull(advertiseAddress);
        Objects.requireNonNull(timings);
        Objects.requireNonNull(rpcHoldTimeout);
        Objects.requireNonNull(traits);
        retryJoin = List.copyOf(retryJoin);
        if (bootstrapExpect < 0 || bootstrapExpect == 2) {
            throw new IllegalArgumentException("bootstrapExpect must be 0, 1, or 3 and more");
        }
        if (snapshotThreshold < 1 || snapshotBytes < 1 || maxPendingEntries < 1 || maxPendingBytes < 1) {
            throw new IllegalArgumentException("thresholds must be positive");
        }
    }

    /** Of a server that tells nothing of itself. */
    public RaftConfig(
            UUID nodeId,
            String nodeName,
            String datacenter,
            Path dataDir,
            String bindAddress,
            String advertiseAddress,
            int port,
            int bootstrapExpect,
            List<String> retryJoin,
            int raftMultiplier,
            int snapshotThreshold,
            long snapshotBytes,
            int maxPendingEntries,
            long maxPendingBytes,
            long heapBytes,
            Duration rpcHoldTimeout,
            ClassLoader classLoader) {
        this(
                nodeId,
                nodeName,
                datacenter,
                dataDir,
                bindAddress,
                advertiseAddress,
                port,
                bootstrapExpect,
                retryJoin,
                RaftTimings.scaled(raftMultiplier),
                snapshotThreshold,
                snapshotBytes,
                maxPendingEntries,
                maxPendingBytes,
                heapBytes,
                rpcHoldTimeout,
                classLoader,
                ServerTraits.NONE);
    }

    /** Bytes of entries between two snapshots that suit a heap of so many bytes. */
    public static long snapshotBytes(long heap) {
        return Math.min(DEFAULT_SNAPSHOT_BYTES, heap / SNAPSHOT_DIVISOR);
    }

    /** Of the bytes that may wait to be committed those that suit a heap of so many bytes. */
    public static long pendingBytes(long wanted, long heap) {
        return Math.min(wanted, heap / PENDING_DIVISOR);
    }

    /** The same with another data directory. */
    public RaftConfig in(Path directory) {
        return at(datacenter, directory, bindAddress, advertiseAddress, port, bootstrapExpect, retryJoin);
    }

    /**
     * The same for a server that founds no cluster and joins one.
     *
     * @param address {@code host:port} of one of its servers, beside those that are known
     */
    public RaftConfig joining(String address) {
        var join =
                Stream.concat(retryJoin.stream(), Stream.of(address)).distinct().toList();
        return at(datacenter, dataDir, bindAddress, advertiseAddress, port, 0, join);
    }

    /**
     * The same on a port of the loopback address, with nobody else in the cluster.
     *
     * @param secluded a datacenter that no other server is of
     */
    public RaftConfig alone(String secluded, int freePort) {
        return at(secluded, dataDir, "127.0.0.1", "127.0.0.1", freePort, 1, List.of());
    }

    /** The same server in another place, or with other servers around it. */
    private RaftConfig at(
            String where,
            Path directory,
            String bind,
            String advertise,
            int raftPort,
            int founders,
            List<String> join) {
        return new RaftConfig(
                nodeId,
                nodeName,
                where,
                directory,
                bind,
                advertise,
                raftPort,
                founders,
                join,
                timings,
                snapshotThreshold,
                snapshotBytes,
                maxPendingEntries,
                maxPendingBytes,
                heapBytes,
                rpcHoldTimeout,
                classLoader,
                traits);
    }

    /** Milliseconds between two heartbeats of a leader without writes. */
    public long heartbeatMs() {
        return timings.heartbeatMs();
    }

    /** Milliseconds a follower waits for a sign of its leader before it asks for an election. */
    public long electionTimeoutMs() {
        return timings.electionTimeoutMs();
    }

    /** Milliseconds a leader may answer reads after a majority last acknowledged it. */
    public long leaseMs() {
        return timings.leaseMs();
    }
}
