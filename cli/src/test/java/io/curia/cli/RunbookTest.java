package io.curia.cli;

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
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** "A majority is lost for good" of {@code docs/operations.md}: its commands, as they stand there, in their order. */
@Timeout(300)
class RunbookTest {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final String CHAPTER = "### A majority is lost for good\n";
    private static final String PROMPT = "./curia ";

    @TempDir
    private Path directory;

    private final List<Server> servers = new ArrayList<>();
    private final List<String> fatal = new CopyOnWriteArrayList<>();

    private final class Server {
        private final UUID id = UUID.randomUUID();
        private final int port = FreePorts.take();
        private final Path dataDir = directory.resolve("s" + servers.size());
        private Fsm fsm;
        private RaftEngine engine;

        void start(int expect) {
            fsm = StandardFsm.create(ForkJoinPool.commonPool());
            var others = servers.stream()
                    .filter(other -> other != this)
                    .map(other -> "127.0.0.1:" + other.port)
                    .toList();
            var config = new RaftConfig(
                    id,
                    "n" + servers.indexOf(this),
                    "dc1",
                    dataDir,
                    "127.0.0.1",
                    "127.0.0.1",
                    port,
                    expect,
                    others,
                    1,
                    1000,
                    RaftConfig.DEFAULT_SNAPSHOT_BYTES,
                    8192,
                    64L << 20,
                    1L << 30,
                    Duration.ofSeconds(30),
                    null);
            engine = RaftEngines.start(config, fsm, (reason, cause) -> fatal.add(reason));
        }

        void stop() {
            if (engine != null) {
                engine.close();
                engine = null;
            }
        }

        boolean leads() {
            return engine != null && engine.isLeader();
        }

        void put(String key) {
            engine.apply(KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of("value"), 0))
                            .encode())
                    .toCompletableFuture()
                    .join();
        }

        KvEntry get(String key) {
            return KvEntries.get(fsm.store().read(), ByteString.of(key), new WatchSet())
                    .value();
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::stop);
    }

    private static List<String> commands() throws IOException {
        var page = Files.readString(PAGE).replace("\r\n", "\n");
        int from = page.indexOf(CHAPTER) + CHAPTER.length();
        return page.substring(from, page.indexOf("\n## ", from))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** On this machine: where nobody answers, and where the survivor keeps its state. */
    private Cli.Outcome run(String command, Path survivor, String nobody) {
        return Cli.run(command.replace("SERVER-1:8500", nobody)
                .replace("SERVER-2:8500", nobody)
                .replace("/var/lib/curia", survivor.toString())
                .split(" ", -1));
    }

    @Test
    void theGroupIsFoundedAnewByTheCommandsOfThePage() throws IOException {
        for (int i = 0; i < 3; i++) {
            servers.add(new Server());
        }
        CompletableFuture.allOf(servers.stream()
                        .map(server -> CompletableFuture.runAsync(() -> server.start(3)))
                        .toArray(CompletableFuture[]::new))
                .join();
        await().until(() -> servers.stream().anyMatch(Server::leads));
        servers.stream().filter(Server::leads).findFirst().orElseThrow().put("key");
        await().until(() -> servers.stream().allMatch(server -> server.get("key") != null));
        servers.forEach(Server::stop);
        var survivor = servers.get(0);
        var commands = commands();
        assertThat(commands).hasSize(3).allMatch(command -> command.startsWith("operator recover "));
        // the second is for servers that run, of which there are none here
        assertThat(commands.remove(1)).endsWith(" -found-from=SERVER-1:8500");
        String nobody;
        try (var gone = new TestServer()) {
            nobody = gone.address();
        }

        for (var command : commands) {
            var outcome = run(command, survivor.dataDir, nobody);
            assertThat(outcome.code()).as("%s: %s", command, outcome.err()).isZero();
            assertThat(outcome.out()).contains("Newest state: " + survivor.dataDir);
        }
        survivor.start(3);

        await().until(survivor::leads);
        assertThat(survivor.get("key")).isNotNull();
        survivor.put("after");
        var other = servers.get(1);
        other.start(3);
        assertThat(other.dataDir)
                .isDirectoryContaining(file -> file.getFileName().toString().startsWith("raft.old-"));
        survivor.put("still");
        await().until(() -> other.get("key") != null && other.get("still") != null);
        assertThat(fatal).isEmpty();
    }
}
