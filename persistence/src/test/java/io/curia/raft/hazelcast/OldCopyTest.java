package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.testing.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A data directory that was put back from an older copy does not vote. */
@Timeout(300)
class OldCopyTest {
    @TempDir
    Path dir;

    private Servers servers;
    private Servers.Server victim;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        servers = new Servers(dir, 3);
        servers.startAll();
        victim = servers.awaitFollower();
        servers.awaitLeader().applySurely("before");
        awaitAll("before");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private void awaitAll(String text) {
        await().until(() -> servers.all.stream()
                .filter(server -> server.engine != null)
                .allMatch(server -> server.state.texts().contains(text)));
    }

    private Path copy() throws IOException {
        var to = dir.resolve("copy");
        try (var files = Files.walk(victim.dataDir)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(victim.dataDir.relativize(file).toString()));
            }
        }
        return to;
    }

    private void putBack(Path copy) throws IOException {
        try (var files = Files.walk(victim.dataDir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.move(copy, victim.dataDir);
    }

    private void assertRefused() {
        try (var logged = new Logged(Reception.class)) {
            assertThatThrownBy(() -> servers.start(victim))
                    .isInstanceOf(GivenUpException.class)
                    .hasMessageContaining("it is an older copy");
            victim.engine = null;
            assertThat(logged.warnings()).isNotEmpty().allSatisfy(line -> assertThat(line)
                    .contains("127.0.0.1:" + victim.port, "may not take part", "older copy"));
        }
        servers.awaitLeader().applySurely("after");
        assertThat(servers.all).allSatisfy(server -> assertThat(server.fatal).isEmpty());
    }

    @Test
    void aCopyOfAStoppedServerIsNoticed() throws Exception {
        servers.stop(victim);
        var copy = copy();
        servers.start(victim);
        awaitAll("before");
        servers.stop(victim);

        putBack(copy);

        assertRefused();
    }

    @Test
    void aCopyOfARunningServerIsNoticedAlsoAfterTheOthersHaveRestarted() throws Exception {
        var leader = servers.awaitLeader();
        // nothing is written meanwhile, so that the copy is one as a snapshot of the file system would be
        var copy = copy();
        for (int i = 0; i < 20; i++) {
            leader.applySurely("later" + i);
        }
        awaitAll("later19");
        await().until(() -> leader.engine.hasSeenOthersAt(leader.engine.lastApplied()));
        servers.stop(victim);
        for (var other : servers.all) {
            if (other != victim) {
                servers.stop(other);
            }
        }
        putBack(copy);
        for (var other : servers.all) {
            if (other != victim) {
                servers.start(other);
            }
        }
        servers.awaitLeader();

        assertRefused();
    }

    @Test
    void whoeverComesBackWithItsOwnIsLetIn() throws Exception {
        for (int round = 0; round < 2; round++) {
            for (var server : servers.all) {
                servers.stop(server);
                servers.awaitLeader().applySurely("while " + round + " is away");
                servers.start(server);
                awaitAll("while " + round + " is away");
            }
        }
        assertThat(servers.all).allSatisfy(server -> assertThat(server.fatal).isEmpty());
    }
}
