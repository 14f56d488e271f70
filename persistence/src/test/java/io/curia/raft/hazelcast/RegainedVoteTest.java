package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.RaftServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that lose their votes and get them back without a restart between. */
@Timeout(300)
class RegainedVoteTest {
    @TempDir
    private Path root;

    @Test
    void whoGetsItsVoteBackKnowsOfTheGroupsWhatTheOthersKnow() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            for (int round = 0; round < 2; round++) {
                for (var server : servers.all) {
                    var other = servers.all.stream()
                            .filter(each -> each != server)
                            .findFirst()
                            .orElseThrow();
                    GrowingTest.remove(other, server);
                    await().atMost(Servers.PATIENCE)
                            .until(() -> voters(server) == 2 && Insides.onlyFollows(server.engine));
                    GrowingTest.promote(other, server);
                    await().atMost(Servers.PATIENCE)
                            .until(() -> servers.all.stream().allMatch(each -> voters(each) == 3));
                }
            }
            awaitAgreement(servers);

            // what each has on disk, which others passed on to it, must tell the same to one that knows nothing yet
            servers.all.forEach(servers::stop);
            servers.startAll();
            awaitAgreement(servers);
        }
    }

    private static void awaitAgreement(Servers servers) {
        await().atMost(Servers.PATIENCE).untilAsserted(() -> {
            var expected = Insides.metadata(servers.all.get(0).engine);
            assertThat(expected).contains("curia").endsWith("to be changed: null");
            for (var server : servers.all) {
                assertThat(Insides.metadata(server.engine)).isEqualTo(expected);
            }
        });
    }

    private static long voters(Servers.Server asked) {
        return asked.engine.servers().stream().filter(RaftServer::voter).count();
    }
}
