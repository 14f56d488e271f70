package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroup;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.RaftFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Founds the groups of a server alone, in a data directory of its own and in the way any server founds them, but under a seed
 * that is given. The member that does it listens on the loopback address and is of a cluster that no other is of.
 */
public final class SoloFounding {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MS = 20;

    private SoloFounding() {}

    /** See {@link io.curia.raft.recovery.Founder#found}. */
    public static byte[] found(RaftConfig config, long seed) {
        try {
            seed(config, seed);
            awaitFounded(config.alone("founding-" + config.nodeId(), freePort()));
        } catch (IOException e) {
            throw new IllegalStateException("a group cannot be founded in " + config.dataDir() + ": " + e, e);
        }
        // of the library's services none has a part in our group
        var serialization = new DefaultSerializationServiceBuilder().build();
        try {
            return serialization.toBytes(new ArrayList<>());
        } finally {
            serialization.dispose();
        }
    }

    /** The library founds its membership group under the seed that it finds, and ours under the same. */
    private static void seed(RaftConfig config, long seed) throws IOException {
        var directory = DataDirectory.open(config.dataDir());
        try (var files = new RaftFiles(
                directory, config.nodeId(), RaftFiles.segmentBytes(config.snapshotBytes()), RaftFiles.NOBODY_LISTENS)) {
            files.metadata().persistMetadataGroup(new GroupId(CPGroup.METADATA_CP_GROUP_NAME, seed, 0));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitFounded(RaftConfig alone) {
        var failure = new AtomicReference<String>();
        try (var engine = HazelcastRaftEngine.start(alone, new NoState(), (reason, cause) -> failure.set(reason))) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!engine.isLeader()) {
                if (failure.get() != null || System.nanoTime() - end > 0) {
                    throw new IllegalStateException("a group cannot be founded in " + alone.dataDir() + ": "
                            + (failure.get() == null
                                    ? "it has no leader after " + PATIENCE.toSeconds() + " s"
                                    : failure.get()));
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a group was founded in " + alone.dataDir(), e);
        }
    }

    /** No command comes before the group is closed again. */
    private static final class NoState implements ReplicatedState {
        @Override
        public ApplyResult apply(long raftIndex, byte[] entry) {
            throw new IllegalStateException("nobody can have proposed a command");
        }

        @Override
        public Capture capture() {
            throw new IllegalStateException("there is nothing to capture");
        }

        @Override
        public Prepared prepare(InputStream in) {
            throw new IllegalStateException("there is nothing to restore");
        }
    }
}
