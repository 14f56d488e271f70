package io.curia.raft;

import static io.curia.raft.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose files are taken from under it acknowledges nothing more, and says why it stops. */
class DisplacedTest {
    @TempDir
    Path root;

    private Servers servers;
    private Servers.Server only;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers(root, 1);
        servers.startAll();
        only = servers.awaitLeader();
        only.apply("before");
    }

    @AfterEach
    void close() {
        servers.close();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path log() throws IOException {
        try (var files = Files.walk(only.dataDir.resolve("raft/groups"))) {
            return files.filter(
                            file -> file.endsWith("log.mv") && file.toString().contains(FsmService.GROUP + "@"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void assertNothingIsAcknowledged() {
        var write = only.engine.apply("lost".getBytes(StandardCharsets.UTF_8)).toCompletableFuture();
        assertStops();
        assertThatThrownBy(() -> write.get(2, TimeUnit.SECONDS))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(TimeoutException.class),
                        failure -> assertThat(failure).hasCauseInstanceOf(RaftException.class));
    }

    private void assertStops() {
        await().atMost(PATIENCE).until(() -> !only.fatal.isEmpty());
        assertThat(only.fatal).singleElement().asString().contains(only.dataDir.toString(), "removed or replaced");
    }

    @Test
    void noWriteIsAcknowledgedIntoADirectoryThatWasDeleted() throws Exception {
        delete(only.dataDir);
        assertNothingIsAcknowledged();
        assertThat(only.dataDir.resolve("raft/groups")).doesNotExist();
    }

    @Test
    void noWriteIsAcknowledgedIntoADirectoryThatWasMovedAway() throws Exception {
        Files.move(only.dataDir, root.resolve("elsewhere"));
        assertNothingIsAcknowledged();
    }

    @Test
    void noWriteIsAcknowledgedIntoALogThatWasReplaced() throws Exception {
        var log = log();
        var copy = Files.copy(log, root.resolve("copy"));
        Files.move(copy, log, StandardCopyOption.REPLACE_EXISTING);
        assertNothingIsAcknowledged();
    }

    @Test
    void aServerThatWritesNothingNoticesTheLossOfItsLock() throws Exception {
        Files.delete(only.dataDir.resolve("raft/lock"));
        assertStops();
    }

    @Test
    void aServerThatWritesNothingNoticesTheLossOfItsMembership() throws Exception {
        Files.delete(only.dataDir.resolve("raft/members.mv"));
        assertStops();
    }
}
