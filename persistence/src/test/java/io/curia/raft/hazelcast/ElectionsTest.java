package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose leader is lost. */
class ElectionsTest {
    @TempDir
    Path dir;

    private Servers servers;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers(dir, 3);
        servers.startAll();
        servers.awaitLeader().applySurely("first");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private static int term(Servers.Server server) {
        return server.engine.look(node -> node.state().term());
    }

    private static void kill(Servers.Server server) {
        server.engine.kill();
        server.engine = null;
    }

    @Test
    void theOthersElectAnotherAndWhatWaitedForOneIsWritten() {
        var writes = new Writes();
        for (int i = 0; i < 3; i++) {
            var lost = servers.awaitLeader();
            var before = term(lost);
            kill(lost);
            var left = servers.all.stream()
                    .filter(s -> s.engine != null)
                    .findFirst()
                    .orElseThrow();
            // without a leader it waits for the next one; it may fail only if it was on its way to the one that is lost
            var waiting = left.engine
                    .apply(("waiting " + i).getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture();
            try {
                assertThat(waiting.join()).isNotNull();
            } catch (CompletionException e) {
                assertThat(e).matches(Servers::isForWantOfALeader);
            }
            var next = servers.awaitLeader();
            assertThat(next).isNotSameAs(lost);
            assertThat(term(next)).isGreaterThan(before);
            writes.write(next, "after-" + i, 5);
            servers.start(lost);
            await().atMost(PATIENCE).until(() -> lost.state.texts().equals(next.state.texts()));
        }
    }

    @Test
    void aServerWithoutAMajorityAsksAndAsksAndItsTermStays() {
        var leader = servers.awaitLeader();
        var alone = servers.awaitFollower();
        servers.all.stream().filter(s -> s != alone && s != leader).forEach(ElectionsTest::kill);
        kill(leader);
        await().atMost(PATIENCE).until(() -> alone.engine.leaderAddress().isEmpty());
        var before = term(alone);

        await().during(Duration.ofSeconds(4)).atMost(PATIENCE).until(() -> term(alone) == before);

        servers.start(leader);
        servers.awaitLeader().applySurely("together again");
    }
}
