package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import io.curia.snapshot.ArchiveReader;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The batch jobs, started as WildFly's console and command line start them. */
@ArquillianTest
@RunAsClient
class BatchJobsIT {
    private static final String SAVE = "snapshot-save";
    private static final String RESTORE = "snapshot-restore";
    private static final String VERIFY = "snapshot-verify";

    private final ApiClient http = new ApiClient(Integer.getInteger("single.http"));

    private ModelControllerClient management;

    @TempDir
    private Path directory;

    private Jobs jobs;

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @BeforeEach
    void awaitLeader() throws UnknownHostException {
        management = ModelControllerClient.Factory.create("127.0.0.1", Integer.getInteger("single.management"));
        jobs = new Jobs(management, "curia.ear");
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(
                        http.get("/v1/status/leader").body())
                .isEqualTo("\"127.0.0.1:%d\"", Integer.getInteger("single.raft")));
    }

    @AfterEach
    void close() throws IOException {
        management.close();
    }

    private static Map<String, String> file(Path file) {
        return Map.of("file", file.toString());
    }

    @Test
    void theJobsAreListed() throws IOException {
        assertThat(jobs.names()).contains(SAVE, RESTORE, VERIFY);
    }

    @Test
    void anArchiveIsSavedVerifiedAndRestoredAndItsItemsAreCounted() throws IOException, InterruptedException {
        http.put("/v1/kv/batch/a", "before");
        Path archive = directory.resolve("state.snap");

        var saved = jobs.run(SAVE, file(archive));
        assertThat(saved.batchStatus()).as(saved.exitStatus()).isEqualTo("COMPLETED");
        assertThat(saved.exitStatus())
                .contains("write COMPLETED READ_COUNT=1 WRITE_COUNT=1", "verify COMPLETED", "publish COMPLETED");
        ArchiveReader.read(Files.newInputStream(archive), state -> {});
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(archive);
        }

        var verified = jobs.run(VERIFY, file(archive));
        assertThat(verified.batchStatus()).as(verified.exitStatus()).isEqualTo("COMPLETED");
        assertThat(verified.exitStatus()).containsPattern("KVS:[1-9]").containsPattern("records .*READ_COUNT=[1-9]");

        http.put("/v1/kv/batch/a", "after");
        var restored = jobs.run(RESTORE, file(archive));
        assertThat(restored.batchStatus()).as(restored.exitStatus()).isEqualTo("COMPLETED");
        assertThat(restored.exitStatus()).contains("copy COMPLETED READ_COUNT=1 WRITE_COUNT=1", "restore COMPLETED");
        assertThat(http.get("/v1/kv/batch/a?raw").body()).isEqualTo("before");
    }

    @Test
    void aJobThatFailedIsRestarted() throws IOException {
        Path archive = directory.resolve("later/state.snap");
        var failed = jobs.run(SAVE, file(archive));
        assertThat(failed.batchStatus()).isEqualTo("FAILED");
        assertThat(failed.exitStatus()).startsWith("FAILED: ").contains("no such file or directory");

        Files.createDirectory(archive.getParent());
        var done = jobs.restart(SAVE, failed.id());
        assertThat(done.batchStatus()).as(done.exitStatus()).isEqualTo("COMPLETED");
        assertThat(archive).exists();
    }

    @Test
    void aDamagedArchiveFailsWithItsTextAndNothingChanges() throws IOException, InterruptedException {
        http.put("/v1/kv/batch/kept", "kept");
        Path archive = directory.resolve("damaged.snap");
        jobs.run(SAVE, file(archive));
        try (var bytes = Files.newByteChannel(archive, java.nio.file.StandardOpenOption.WRITE)) {
            bytes.truncate(bytes.size() - 4);
        }
        for (String job : new String[] {VERIFY, RESTORE}) {
            var refused = jobs.run(job, file(archive));
            assertThat(refused.batchStatus()).as(job).isEqualTo("FAILED");
            assertThat(refused.exitStatus()).as(job).startsWith("FAILED: unexpected EOF");
        }
        assertThat(http.get("/v1/kv/batch/kept?raw").body()).isEqualTo("kept");
    }

    @Test
    void badParametersFailTheJobAndAreNamed() throws IOException {
        assertRefused(SAVE, Map.of(), "FAILED: parameter file is missing");
        assertRefused(VERIFY, Map.of(), "FAILED: parameter file is missing");
        assertRefused(RESTORE, Map.of("file", "relative.snap"), "FAILED: parameter file is no absolute path");
        var archive = directory.resolve("state.snap").toString();
        assertRefused(SAVE, Map.of("file", archive, "stale", "perhaps"), "FAILED: parameter stale is neither");
    }

    private void assertRefused(String job, Map<String, String> parameters, String why) throws IOException {
        var refused = jobs.run(job, parameters);
        assertThat(refused.batchStatus()).as(job).isEqualTo("FAILED");
        assertThat(refused.exitStatus()).startsWith(why);
    }
}
