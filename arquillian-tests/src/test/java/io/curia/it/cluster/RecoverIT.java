package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "A majority is lost for good" of {@code docs/operations.md}, where the server with the newest state runs. */
@ArquillianTest
class RecoverIT {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final String COMMAND = "./curia operator recover ";
    private static final String RUNNING_SURVIVOR = " -found-from=SERVER-1:8500";

    @ArquillianResource
    private ContainerController controller;

    @TempDir
    private Path directory;

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(4)).ignoreExceptions();
    }

    @Test
    void aRunningServerFoundsTheGroupAnew() throws Exception {
        var nodes = new Nodes(controller);
        nodes.startAll();
        Node survivor = nodes.all().get(0);
        List<Node> lost = nodes.others(survivor);
        write(survivor, "before");
        assertThat(run(command(survivor, lost)).waitFor()).isEqualTo(1);
        assertThat(output()).contains("Nothing is to be recovered");

        lost.forEach(nodes::kill);
        patiently().until(() -> survivor.leader().isEmpty());
        Process recovery = run(command(survivor, lost));
        nodes.startAgainWhenEnded(survivor);
        assertThat(recovery.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(output()).contains("It leads the new group.");
        assertThat(recovery.exitValue()).isZero();

        assertThat(read(survivor)).isEqualTo("before");
        write(survivor, "after");
        // they still have what they had, and may not vote with it
        lost.forEach(nodes::start);
        for (Node node : lost) {
            patiently().untilAsserted(() -> assertThat(read(node)).isEqualTo("after"));
            assertThat(node.base().resolve("data/curia"))
                    .isDirectoryContaining(file -> file.getFileName().toString().startsWith("raft.old-"));
        }
        nodes.startAll();
        nodes.kill(survivor);
        write(lost.get(0), "without the survivor");
        nodes.startAll();
    }

    /** The command of the page, with this machine's addresses. */
    private static List<String> command(Node survivor, List<Node> lost) throws IOException {
        var line = Files.readAllLines(PAGE).stream()
                .map(String::strip)
                .filter(each -> each.startsWith(COMMAND) && each.endsWith(RUNNING_SURVIVOR))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring("./curia ".length())
                .replace("SERVER-1:8500", address(survivor))
                .replace("SERVER-2:8500", address(lost.get(0)))
                .split(" ", -1));
    }

    private static String address(Node node) {
        return "127.0.0.1:" + Integer.getInteger(node.name() + ".http");
    }

    private Process run(List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", System.getProperty("cli")));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    private static String read(Node node) throws IOException, InterruptedException {
        return node.client().get("/v1/kv/recover?stale&raw").body();
    }

    private static void write(Node node, String value) {
        patiently().untilAsserted(() -> assertThat(
                        node.client().put("/v1/kv/recover", value).body().strip())
                .isEqualTo("true"));
    }
}
