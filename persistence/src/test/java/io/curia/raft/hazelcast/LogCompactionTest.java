package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a server takes internal snapshots. */
@Timeout(60)
class LogCompactionTest {
    private static final int THRESHOLD = 50;
    private static final int THRESHOLD_BYTES = 100_000;
    private static final int LARGE = THRESHOLD_BYTES / 4;

    @TempDir
    Path dir;

    private static Servers.Server only(Servers servers) throws InterruptedException {
        servers.snapshotThreshold = THRESHOLD;
        servers.snapshotBytes = THRESHOLD_BYTES;
        servers.startAll();
        return servers.awaitLeader();
    }

    private static void write(Servers.Server server, int count, int bytes) {
        for (int i = 0; i < count; i++) {
            server.apply(new byte[bytes]);
        }
    }

    private static void awaitCaptures(Servers.Server server, int count) {
        await().atMost(PATIENCE).until(() -> server.state.captures() == count);
    }

    @Test
    void afterSoManyBytesOfEntries() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var server = only(servers);
            write(server, 3, LARGE);
            write(server, 1, LARGE - 1);
            assertThat(server.state.captures()).isZero();
            write(server, 1, 1);
            awaitCaptures(server, 1);

            write(server, 3, LARGE);
            write(server, 1, LARGE - 1);
            assertThat(server.state.captures()).isEqualTo(1);
            write(server, 1, 1);
            awaitCaptures(server, 2);
        }
    }

    @Test
    void orAfterSoManyEntries() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var server = only(servers);
            write(server, THRESHOLD - 5, 1);
            assertThat(server.state.captures()).isZero();
            write(server, 5, 1);
            awaitCaptures(server, 1);
        }
    }

    /** A server that starts reads all entries behind its snapshot, so they count for it as when they came. */
    @Test
    void whatAStartReadsCountsToo() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var server = only(servers);
            write(server, 3, LARGE);
            servers.stop(server);
            servers.start(server);
            servers.awaitLeader();
            assertThat(server.state.captures()).isZero();
            write(server, 1, LARGE);
            awaitCaptures(server, 1);
        }
    }

    /** Or a restart would have to bear once more what is gone. */
    @Test
    void afterSoManyBytesWereFreed() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var server = only(servers);
            write(server, 3, LARGE);
            server.apply("-");
            assertThat(server.state.captures()).isZero();
            write(server, 3, 1);
            assertThat(server.state.captures()).isZero();
        }
        try (var servers = new Servers(dir.resolve("more"), 1)) {
            var server = only(servers);
            write(server, 4, LARGE);
            awaitCaptures(server, 1);
            server.apply("-");
            awaitCaptures(server, 2);
        }
    }
}
