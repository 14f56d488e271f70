package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.Consistency;
import io.curia.server.config.SettingException;
import io.curia.server.config.Settings;
import io.curia.state.Indexes;
import io.curia.state.KvEntries;
import io.curia.state.Tombstones;
import io.curia.testing.FreePorts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RunningServerTest {
    @TempDir
    Path dir;

    private Settings settings(Map<String, String> more) throws IOException {
        var values = new HashMap<>(Map.of(
                "curia.data-dir", dir.resolve("data").toString(),
                "curia.node-name", "s1",
                "curia.raft.port", Integer.toString(FreePorts.take())));
        values.putAll(more);
        return Settings.load(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }

    private static RunningServer start(Settings settings) {
        Fsm fsm = StandardFsm.create(ForkJoinPool.commonPool());
        return RunningServer.start(
                settings,
                fsm,
                (reason, cause) -> {
                    throw new AssertionError(reason, cause);
                },
                RunningServerTest.class.getClassLoader());
    }

    private static void apply(RunningServer server, Command command) throws Exception {
        await().until(server.raft()::isLeader);
        server.raft().apply(command.encode()).toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static KvsCommand put(String key, String value) {
        return KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of(value), 7));
    }

    private static KvEntry get(RunningServer server, String key) {
        return KvEntries.get(server.fsm().store().read(), ByteString.of(key), null)
                .value();
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        String id;
        try (var server = start(settings(Map.of()))) {
            apply(server, put("k", "v"));
            id = server.node().nodeId();
        }
        try (var server = start(settings(Map.of()))) {
            server.raft()
                    .awaitReadable(Consistency.DEFAULT)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(get(server, "k").value()).isEqualTo(ByteString.of("v"));
            assertThat(get(server, "k").flags()).isEqualTo(7);
            assertThat(server.node().nodeId()).isEqualTo(id);
        }
    }

    @Test
    void theNodeIsWhatTheSettingsSay() throws Exception {
        try (var server = start(settings(Map.of("curia.datacenter", "east", "curia.http.port", "9500")))) {
            assertThat(server.node())
                    .isEqualTo(new ServerNode(
                            "east",
                            "s1",
                            Files.readAllLines(dir.resolve("data/node-id")).get(0),
                            server.node().version(),
                            "127.0.0.1",
                            9500));
            assertThat(server.node().version()).matches("\\d+\\.\\d+\\.\\d+.*");
        }
    }

    @Test
    void theLeaderForgetsTombstonesOnceTheirTimeIsUp() throws Exception {
        try (var server = start(settings(Map.of("curia.tombstone-ttl", "1s")))) {
            apply(server, put("k", "v"));
            apply(server, delete("k"));
            // the tombstone itself may be gone already
            long left = tombstonesIndex(server);
            assertThat(left).isPositive();
            await().until(() -> !hasTombstones(server));
            assertThat(tombstonesIndex(server)).isEqualTo(left);
        }
    }

    @Test
    void oldTombstonesGoAfterARestart() throws Exception {
        try (var server = start(settings(Map.of()))) {
            apply(server, put("k", "v"));
            apply(server, delete("k"));
        }
        try (var server = start(settings(Map.of("curia.tombstone-ttl", "1s")))) {
            await().until(() -> server.raft().isLeader() && !hasTombstones(server));
            assertThat(tombstonesIndex(server)).isPositive();
        }
    }

    @Test
    void aTakenPortIsNamedWithItsSetting() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = settings(Map.of("curia.raft.port", Integer.toString(taken.getLocalPort())));
            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(StartException.class)
                    .hasMessageContainingAll(
                            "127.0.0.1 port " + taken.getLocalPort(), "curia.raft.port", "curia.bind-address");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Files.writeString(dir.resolve("data"), "in the way");
        var settings = settings(Map.of());
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("curia.data-dir=" + dir.resolve("data") + " cannot be made or written");
    }

    @Test
    void anotherIdentityThanTheKeptOneIsRefused() throws Exception {
        start(settings(Map.of())).close();
        var settings = settings(Map.of("curia.node-id", UUID.randomUUID().toString()));
        assertThatThrownBy(() -> start(settings)).isInstanceOf(SettingException.class);
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() throws Exception {
        try (var server = start(settings(Map.of()))) {
            var settings = settings(Map.of());
            Path upload = Files.createFile(dir.resolve("data/scratch/upload-1"));
            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(dir.resolve("data").toString());
            assertThat(upload).as("what the first server is receiving").exists();
            apply(server, put("k", "v"));
        }
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        var server = start(settings(Map.of()));
        server.close();
        server.close();
        assertThat(Files.exists(dir.resolve("data"))).isTrue();
    }

    /** Its tombstones are older than those that the leader has noted since. */
    @Test
    void theTombstonesOfARestoredArchiveGoInTimeToo() throws Exception {
        try (var server = start(settings(Map.of("curia.tombstone-ttl", "1s")))) {
            // from elsewhere, where nobody takes them away
            var other = StandardFsm.create(Runnable::run);
            other.apply(1, put("k", "v").encode());
            other.apply(2, delete("k").encode());
            assertThat(hasTombstones(other)).isTrue();
            apply(server, put("later", "v"));
            apply(server, delete("later"));
            await().until(() -> !hasTombstones(server));

            Restores.restore(server.raft(), Restores.archive(other));
            assertThat(tombstonesIndex(server)).isEqualTo(2);
            await().until(() -> !hasTombstones(server));
        }
    }

    private static KvsCommand delete(String key) {
        return KvsCommand.of(KvsOp.DELETE, KvEntry.ofKey(ByteString.of(key), 0));
    }

    private static boolean hasTombstones(RunningServer server) {
        return hasTombstones(server.fsm());
    }

    private static boolean hasTombstones(Fsm fsm) {
        return Tombstones.all(fsm.store().read()).iterator().hasNext();
    }

    /** The index of the last change to tombstones but for their end; 0 if there never were any. */
    private static long tombstonesIndex(RunningServer server) {
        return Indexes.get(server.fsm().store().read(), Tombstones.INDEX_KEY, null);
    }

    @Test
    void uploadsThatAKilledServerLeftAreDeleted() throws Exception {
        Path left = Files.createDirectories(dir.resolve("data/scratch")).resolve("upload-1");
        Files.writeString(left, "half an archive");
        try (var server = start(settings(Map.of()))) {
            assertThat(left).doesNotExist();
            assertThat(server.scratch()).isNotNull();
        }
    }
}
