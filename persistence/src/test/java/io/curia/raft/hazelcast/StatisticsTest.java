package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.ServerStats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
    @TempDir
    Path root;

    @Test
    void everyServerTellsHowFarItHasCome() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            servers.awaitLeader().applySurely("first");

            for (var asked : servers.all) {
                await().atMost(Servers.PATIENCE).untilAsserted(() -> {
                    var leader = servers.awaitLeader();
                    var stats = stats(asked);
                    assertThat(stats).hasSize(3);
                    for (var server : servers.all) {
                        var own = stats.get(server.id.toString());
                        assertThat(own.lastIndex()).isEqualTo(leader.engine.lastApplied());
                        assertThat(own.lastTerm()).isEqualTo(leader.engine.term());
                        assertThat(own.lastContactMs()).isNotNegative();
                    }
                    assertThat(stats.get(leader.id.toString()).lastContactMs()).isZero();
                });
            }

            var lost = servers.awaitFollower();
            servers.stop(lost);
            await().atMost(Servers.PATIENCE)
                    .untilAsserted(() ->
                            assertThat(stats(servers.awaitLeader())).hasSize(2).doesNotContainKey(lost.id.toString()));
        }
    }

    private static Map<String, ServerStats> stats(Servers.Server asked) {
        return asked.engine.stats().toCompletableFuture().join();
    }
}
