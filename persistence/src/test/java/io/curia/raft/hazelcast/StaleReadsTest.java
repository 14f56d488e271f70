package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ReadGrant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server gives that is asked for its own state, whatever that is. */
class StaleReadsTest {
    @TempDir
    Path dir;

    @Test
    void aServerThatNeverHadAStateRefuses() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.start(servers.all.get(0));
            assertRefused(servers.all.get(0).engine);
            assertThat(servers.all.get(0).engine.lastContactMs()).isEqualTo(-1);
        }
    }

    @Test
    void aLogThatNobodyConfirmsIsNoState() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            servers.awaitLeader();
            servers.all.get(0).applySurely("a");
            servers.all.forEach(servers::stop);

            servers.start(servers.all.get(0));
            assertRefused(servers.all.get(0).engine);
        }
    }

    @Test
    void aSnapshotFromTheDiskIsAsOldAsItsFile() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.snapshotThreshold = 20;
            servers.startAll();
            var server = servers.awaitFollower();
            for (var n = 0; n < 100; n++) {
                server.applySurely("e" + n);
            }
            await().atMost(PATIENCE).until(() -> newestSnapshot(server) != null);
            servers.all.forEach(servers::stop);
            Files.setLastModifiedTime(
                    newestSnapshot(server), FileTime.from(Instant.now().minus(Duration.ofHours(3))));

            servers.start(server);
            var grant = stale(server.engine);
            assertThat(grant.knownLeader()).isFalse();
            assertThat(grant.lastContactMs())
                    .isGreaterThanOrEqualTo(Duration.ofHours(3).toMillis());
            assertThat(server.state.size()).isPositive();

            servers.all.stream().filter(s -> s != server).forEach(servers::start);
            servers.awaitLeader();
            await().atMost(PATIENCE).until(() -> stale(server.engine).lastContactMs() < 60_000);
        }
    }

    @Test
    void theAgeGrowsOnceTheLeaderIsLost() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            var last = servers.awaitLeader();
            last.applySurely("a");
            servers.all.stream().filter(s -> s != last).forEach(servers::stop);
            await().atMost(PATIENCE).until(() -> !stale(last.engine).knownLeader());
            var first = stale(last.engine).lastContactMs();
            assertThat(first).isPositive();
            await().atMost(PATIENCE).until(() -> stale(last.engine).lastContactMs() > first);
        }
    }

    @Test
    void aNewMemberAnswersFromTheLeadersState() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            servers.awaitLeader();
            for (var n = 0; n < 50; n++) {
                servers.all.get(0).applySurely("e" + n);
            }
            var server = servers.awaitFollower();
            servers.stop(server);
            servers.start(server);
            server.engine
                    .awaitReadable(Consistency.STALE)
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(server.state.distinctTexts()).hasSize(50);
        }
    }

    private static ReadGrant stale(RaftEngine engine) {
        return engine.awaitReadable(Consistency.STALE).toCompletableFuture().join();
    }

    private static void assertRefused(RaftEngine engine) {
        assertThatThrownBy(() -> stale(engine))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RaftException.class, e -> assertThat(e.kind()).isEqualTo(RaftException.Kind.NO_LEADER));
    }

    private static Path newestSnapshot(Servers.Server server) throws IOException {
        try (var files = Files.walk(server.dataDir.resolve("raft/groups"))) {
            return files.filter(f -> f.getParent().getFileName().toString().startsWith("curia@"))
                    .filter(f -> f.getFileName().toString().matches("snapshot-\\d+\\.mv"))
                    .max((a, b) -> Long.compare(number(a), number(b)))
                    .orElse(null);
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
    }
}
