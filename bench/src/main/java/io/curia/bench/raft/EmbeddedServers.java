package io.curia.bench.raft;

import io.curia.fsm.Fsm;
import io.curia.fsm.standard.StandardFsm;
import io.curia.raft.HazelcastRaftEngine;
import io.curia.raft.RaftConfig;
import io.curia.raft.RaftEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;

/** Embedded servers for measurements: real files, real sockets on loopback, no HTTP. */
final class EmbeddedServers {
    private EmbeddedServers() {}

    /** A started server's log and state machine. */
    record Running(RaftEngine engine, Fsm fsm) {}

    static Running start(UUID id, int port, Path dataDir, int servers, List<Integer> otherPorts) {
        Fsm fsm = StandardFsm.create(ForkJoinPool.commonPool());
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
                8192,
                64L << 20,
                Duration.ofSeconds(7),
                null);
        var engine = HazelcastRaftEngine.start(config, fsm, (reason, cause) -> {
            System.err.println(reason);
            Runtime.getRuntime().halt(1);
        });
        return new Running(engine, fsm);
    }

    static RaftEngine awaitLeader(List<RaftEngine> engines) throws InterruptedException {
        while (true) {
            for (var engine : engines) {
                if (engine.isLeader()) {
                    return engine;
                }
            }
            Thread.sleep(5);
        }
    }

    static List<Integer> freePorts(int count) throws IOException {
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
