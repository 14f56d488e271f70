package io.curia.raft;

import io.curia.fsm.ReplicatedState;
import io.curia.raft.api.FatalHandler;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.hazelcast.GivenUpException;
import io.curia.raft.hazelcast.HazelcastRaftEngine;
import io.curia.raft.hazelcast.SoloFounding;
import io.curia.raft.offline.PeersFile;
import io.curia.raft.recovery.Recovery;
import io.curia.raft.storage.RaftIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The one place that decides which engine replicates the log. */
public final class RaftEngines {
    private RaftEngines() {}

    /**
     * Starts this server's part of the log: founds the group anew if the data directory asks for it ({@link Recovery}), checks
     * and restores what is on disk, then joins the others. It returns when this server takes part in the member list, which
     * may be before there is a leader.
     *
     * @param state with nothing in it, which the log then fills
     * @param fatal told of faults after which the server must stop
     * @throws IllegalStateException if another server uses the data directory, or the port is taken
     * @throws io.curia.raft.storage.StorageCorruptedException if a file of the data directory is damaged
     */
    public static RaftEngine start(RaftConfig config, ReplicatedState state, FatalHandler fatal) {
        var recovery = new Recovery(config, HazelcastRaftEngine.GROUP);
        recovery.run(state, SoloFounding::found);
        var engine = start(recovery, state, fatal);
        recovery.lookAtNextStart();
        return engine;
    }

    private static RaftEngine start(Recovery recovery, ReplicatedState state, FatalHandler fatal) {
        try {
            return HazelcastRaftEngine.start(recovery.config(), state, fatal);
        } catch (GivenUpException e) {
            recovery.beginAnew(e.getMessage());
            return HazelcastRaftEngine.start(recovery.config(), state, fatal);
        }
    }

    /**
     * Has the next start of a server found the group anew, alone and with the state that it has then ({@link Recovery}).
     *
     * @param dataDir that of the server, which may run
     * @param nodeId its node id
     * @param address {@code host:port} of its Raft port
     * @throws IOException if that cannot be written down
     */
    public static void foundAnewAtNextStart(Path dataDir, String nodeId, String address) throws IOException {
        PeersFile.askFor(dataDir, new PeersFile.Peer(nodeId, address, true));
    }

    /**
     * The node id of the server that has run in a data directory; empty if none has, or if the file that tells it is damaged.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalStateException if a newer version wrote it
     */
    public static Optional<UUID> nodeIdOf(Path dataDir) throws IOException {
        return RaftIdentity.of(dataDir).map(RaftIdentity::nodeId);
    }
}
