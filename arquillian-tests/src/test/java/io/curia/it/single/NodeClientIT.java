package io.curia.it.single;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** Runs src/test/node/client.js, which uses a client library for Node, where Node is installed. */
@ArquillianTest
@RunAsClient
class NodeClientIT {
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path INSTALLED = Path.of("target", "node");

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    private record Ended(int status, String output) {}

    @Test
    void aClientForNodeWorks() throws IOException, InterruptedException {
        assumeTrue(isInstalled("node"), "node is not installed, so the client for it was not tested");
        assumeTrue(isInstalled("npm"), "npm is not installed, so the client for node was not tested");
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "package-lock.json", "client.js")) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Ended install = run("npm", "ci", "--no-audit", "--no-fund");
        assumeTrue(install.status() == 0, "npm could not fetch the client for node: " + install.output());

        int port = Integer.getInteger("single.http");
        var client = new ApiClient(port);
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> !client.get("/v1/catalog/nodes").body().strip().equals("[]"));
        Ended script = run("node", "client.js", Integer.toString(port));
        assertThat(script.status()).as(script.output()).isZero();
    }

    private static boolean isInstalled(String command) throws InterruptedException {
        try {
            return run(command, "--version").status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Ended run(String... command) throws IOException, InterruptedException {
        Files.createDirectories(INSTALLED);
        Path output = Files.createTempFile(INSTALLED, command[0], ".out");
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return new Ended(process.exitValue(), Files.readString(output, UTF_8) + (ended ? "" : "\n(did not end)"));
    }
}
