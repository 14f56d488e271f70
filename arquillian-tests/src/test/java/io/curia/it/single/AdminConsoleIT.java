package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import io.curia.snapshot.ArchiveReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot jobs in WildFly's admin console, as an operator sees and starts them in a browser. */
@ArquillianTest
@RunAsClient
@DisabledIfSystemProperty(named = "console.skip", matches = "true", disabledReason = "-Dconsole.skip")
class AdminConsoleIT {
    private static final String DEPLOYMENT = "curia.ear/curia-ejb.jar";

    private final ApiClient http = new ApiClient(Integer.getInteger("single.http"));

    @TempDir
    private Path directory;

    private AdminConsole console;

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @BeforeEach
    void open() throws IOException {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(
                        http.get("/v1/status/leader").body())
                .isEqualTo("\"127.0.0.1:%d\"", Integer.getInteger("single.raft")));
        console = new AdminConsole(
                Integer.getInteger("single.management"), Files.createDirectory(directory.resolve("profile")));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void theJobsAreListedOnceAndRunWithTheParametersGivenThere() throws IOException {
        console.openJobs("console", "console-1!");
        console.awaitJob("snapshot-save", DEPLOYMENT);
        console.awaitJob("snapshot-restore", DEPLOYMENT);
        console.awaitJob("snapshot-verify", DEPLOYMENT);
        assertThat(console.jobCount()).isEqualTo(3);

        Path archive = directory.resolve("state.snap");
        run("snapshot-save", archive);
        ArchiveReader.read(Files.newInputStream(archive), state -> {});

        console.openJobs();
        run("snapshot-verify", archive);
    }

    private void run(String job, Path archive) {
        String execution = console.start(job, DEPLOYMENT, "file=" + archive);
        console.awaitStatus(job, DEPLOYMENT, execution, "COMPLETED");
    }
}
