package io.curia.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers keep every write they acknowledged, once, whoever of them is killed and when. */
@Timeout(600)
class CrashTest {
    private static final int CLIENTS = 6;
    private static final int SOME = 400;

    @TempDir
    Path dir;

    private static void verify(CrashCluster cluster, CrashClients clients) throws Exception {
        clients.close();
        var first = cluster.consistentState(0);
        clients.verify(first);
        for (int i = 1; i < cluster.size(); i++) {
            int server = i;
            // it may still be starting
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> cluster.localState(server).equals(first));
        }
    }

    @Test
    void oneServerIsKilledAgainAndAgain() throws Exception {
        try (var cluster = new CrashCluster(dir, 1);
                var clients = new CrashClients(cluster, CLIENTS)) {
            for (int crash = 0; crash < 4; crash++) {
                clients.awaitProgress(SOME);
                cluster.kill(0);
                cluster.start(0);
            }
            clients.awaitProgress(SOME);
            verify(cluster, clients);
        }
    }

    @Test
    void aFollowerIsKilled() throws Exception {
        try (var cluster = new CrashCluster(dir, 3);
                var clients = new CrashClients(cluster, CLIENTS)) {
            clients.awaitProgress(SOME);
            int follower = (cluster.awaitLeader() + 1) % 3;
            cluster.kill(follower);
            clients.awaitProgress(SOME);
            cluster.start(follower);
            clients.awaitProgress(SOME);
            verify(cluster, clients);
        }
    }

    @Test
    void theLeaderIsKilledAgainAndAgain() throws Exception {
        try (var cluster = new CrashCluster(dir, 3);
                var clients = new CrashClients(cluster, CLIENTS)) {
            for (int crash = 0; crash < 3; crash++) {
                clients.awaitProgress(SOME);
                int leader = cluster.awaitLeader();
                cluster.kill(leader);
                clients.awaitProgress(SOME);
                cluster.start(leader);
            }
            clients.awaitProgress(SOME);
            cluster.awaitLeader();
            verify(cluster, clients);
        }
    }

    @Test
    void allAreKilledAtOnce() throws Exception {
        try (var cluster = new CrashCluster(dir, 3);
                var clients = new CrashClients(cluster, CLIENTS)) {
            for (int crash = 0; crash < 2; crash++) {
                clients.awaitProgress(SOME);
                cluster.kill(0, 1, 2);
                for (int i = 0; i < 3; i++) {
                    cluster.start(i);
                }
            }
            clients.awaitProgress(SOME);
            verify(cluster, clients);
        }
    }

    @Test
    void aSecondProcessOnTheSameDirectoryIsRefused() throws Exception {
        try (var cluster = new CrashCluster(dir, 1);
                var clients = new CrashClients(cluster, 2)) {
            clients.awaitProgress(50);
            var twin = cluster.launchTwin(0);
            assertThat(twin.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(twin.exitValue()).isNotZero();
            assertThat(cluster.log(0)).contains("another server uses the data directory");
            clients.awaitProgress(50);
            verify(cluster, clients);
        }
    }
}
