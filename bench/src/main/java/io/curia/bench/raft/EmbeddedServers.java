package io.curia.bench.raft;

import io.curia.fsm.Fsm;
import io.curia.fsm.ReplicatedState;
import io.curia.fsm.standard.StandardFsm;
import io.curia.raft.RaftEngines;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Embedded servers for measurements: real files, real sockets on loopback, no HTTP. Stateless. */
public final class EmbeddedServers {
    /** Its many lines would hide the figures; kept here, for loggers that nobody refers to lose their level. */
    private static final Logger HAZELCAST = Logger.getLogger("com.hazelcast");

    static {
        HAZELCAST.setLevel(Level.SEVERE);
    }

    private EmbeddedServers() {}

    /** A started server's log and state machine. */
    record Running(RaftEngine engine, Fsm fsm) {}

    static Running start(UUID id, int port, Path dataDir, int servers, List<Integer> otherPorts) {
        Fsm fsm = StandardFsm.create(ForkJoinPool.commonPool());
        return new Running(start(id, port, dataDir, servers, otherPorts, fsm), fsm);
    }

    /**
     * Starts one server with the defaults of the settings; the program ends if the server cannot go on.
     *
     * @param servers how many found the cluster
     * @param otherPorts the Raft ports of the others
     * @param state what the log drives
     */
    public static RaftEngine start(
            UUID id, int port, Path dataDir, int servers, List<Integer> otherPorts, ReplicatedState state) {
        var config = new RaftConfig(
                id,
                "bench-" + port,
                "bench",
                dataDir,
                "127.0.0.1",
                "127.0.0.1",
                port,
                servers,
                otherPorts.stream().map(p -> "127.0.0.1:" + p).toList(),
                1,
                16384,
                RaftConfig.snapshotBytes(Runtime.getRuntime().maxMemory()),
                8192,
                RaftConfig.pendingBytes(64L << 20, Runtime.getRuntime().maxMemory()),
                Runtime.getRuntime().maxMemory(),
                Duration.ofSeconds(7),
                null);
        return RaftEngines.start(config, state, (reason, cause) -> {
            System.err.println(reason);
            Runtime.getRuntime().halt(1);
        });
    }

    /** The one of these that leads, as soon as there is one. */
    public static RaftEngine awaitLeader(List<RaftEngine> engines) throws InterruptedException {
        while (true) {
            for (var engine : engines) {
                if (engine.isLeader()) {
                    return engine;
                }
            }
            // a start, not a figure: it need not be seen at once
            Thread.sleep(5);
        }
    }

    /** Ports of the loopback interface that nobody uses. */
    public static List<Integer> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (var i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
        for (var socket : sockets) {
            socket.close();
        }
        return ports;
    }
}
