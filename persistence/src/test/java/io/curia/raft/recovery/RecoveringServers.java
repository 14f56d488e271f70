package io.curia.raft.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.RaftEngines;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.state.KvEntries;
import io.curia.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Servers in this process whose group is lost and founded anew. */
final class RecoveringServers implements AutoCloseable {
    private final Path dir;
    final List<Server> servers = new ArrayList<>();
    final List<String> fatal = new CopyOnWriteArrayList<>();

    /** @param dir where their data directories are */
    RecoveringServers(Path dir) {
        this.dir = dir;
    }

    /** One server with the real state machine. */
    final class Server {
        final UUID id = UUID.randomUUID();
        final Path dataDir;
        final int port;
        Fsm fsm;
        RaftEngine engine;

        Server(int port) {
            this.dataDir = dir.resolve("s" + servers.size());
            this.port = port;
        }

        void start(int expect) {
            fsm = StandardFsm.create(ForkJoinPool.commonPool());
            engine = RaftEngines.start(config(this, expect), fsm, (reason, cause) -> fatal.add(reason));
        }

        void stop() {
            if (engine != null) {
                engine.close();
                engine = null;
            }
        }

        long put(String key) {
            var command = KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of("value of " + key), 0));
            engine.apply(command.encode()).toCompletableFuture().join();
            return get(key).modifyIndex();
        }

        KvEntry get(String key) {
            return KvEntries.get(fsm.store().read(), ByteString.of(key), new WatchSet())
                    .value();
        }

        void peersJson(String content) throws IOException {
            Files.writeString(dataDir.resolve("raft/peers.json"), content);
        }

        String self() {
            return "[" + entry() + "]";
        }

        String entry() {
            return "{\"id\":\"" + id + "\",\"address\":\"127.0.0.1:" + port + "\",\"non_voter\":false}";
        }

        List<String> setAside() throws IOException {
            try (var files = Files.list(dataDir)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("raft.old-"))
                        .toList();
            }
        }
    }

    RaftConfig config(Server server, int expect) {
        return new RaftConfig(
                server.id,
                "n" + servers.indexOf(server),
                "dc1",
                server.dataDir,
                "127.0.0.1",
                "127.0.0.1",
                server.port,
                expect,
                servers.stream()
                        .filter(other -> other != server)
                        .map(other -> "127.0.0.1:" + other.port)
                        .toList(),
                1,
                100,
                RaftConfig.DEFAULT_SNAPSHOT_BYTES,
                8192,
                64L << 20,
                1L << 30,
                Duration.ofSeconds(30),
                null);
    }

    void found(int count) throws IOException, InterruptedException {
        for (int port : FreePorts.take(count)) {
            servers.add(new Server(port));
        }
        var starters = Executors.newFixedThreadPool(count);
        var started = servers.stream()
                .map(server -> starters.submit(() -> server.start(count)))
                .toList();
        starters.shutdown();
        assertThat(starters.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(started).allSatisfy(start -> assertThat(start).isDone().succeedsWithin(Duration.ZERO));
        await().until(() -> servers.stream().anyMatch(server -> server.engine.isLeader()));
    }

    Server leader() {
        await().until(() -> servers.stream().anyMatch(server -> server.engine != null && server.engine.isLeader()));
        return servers.stream()
                .filter(server -> server.engine != null && server.engine.isLeader())
                .findFirst()
                .orElseThrow();
    }

    Server add() {
        var server = new Server(FreePorts.take());
        servers.add(server);
        return server;
    }

    @Override
    public void close() {
        servers.forEach(Server::stop);
    }

    void startTogether(Server... some) {
        CompletableFuture.allOf(Stream.of(some)
                        .map(server -> CompletableFuture.runAsync(() -> server.start(3)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
