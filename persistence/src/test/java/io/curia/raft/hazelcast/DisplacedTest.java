package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.RaftException;
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

    /** Puts a copy in the place of the newest file of the group whose name matches. */
    private void replace(String name) throws IOException {
        Path replaced;
        try (var files = Files.walk(only.dataDir.resolve("raft/groups"))) {
            replaced = files.filter(file -> file.getFileName().toString().matches(name)
                            && file.toString().contains(FsmService.GROUP + "@"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        var copy = Files.copy(replaced, root.resolve("copy"));
        Files.move(copy, replaced, StandardCopyOption.REPLACE_EXISTING);
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
        replace("log-.*");
        assertNothingIsAcknowledged();
    }

    @Test
    void aServerThatWritesNothingNoticesTheLossOfItsLog() throws Exception {
        replace("log-.*");
        assertStops();
    }

    @Test
    void aServerNoticesTheLossOfItsVote() throws Exception {
        replace("log[.]mv");
        assertStops();
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
