package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.ContainerController;

/** The three servers of a cluster: what they are called, how to reach, start, stop and kill them. */
final class Nodes {
    private static final Duration ELECTION = Duration.ofSeconds(60);

    private final List<Node> all = List.of(Node.named("node1"), Node.named("node2"), Node.named("node3"));
    private final ContainerController controller;

    Nodes(ContainerController controller) {
        this.controller = controller;
    }

    /**
     * One server.
     *
     * @param raft its Raft address, ip:port
     * @param base its WildFly base directory
     */
    record Node(String name, String raft, Path base, ApiClient client) {
        private static Node named(String name) {
            return new Node(
                    name,
                    "127.0.0.1:" + Integer.getInteger(name + ".raft"),
                    Path.of(System.getProperty("nodes"), name),
                    new ApiClient(Integer.getInteger(name + ".http")));
        }

        private ProcessHandle process() {
            String mark = "-Djboss.server.base.dir=" + base;
            return ProcessHandle.current()
                    .descendants()
                    .filter(p ->
                            List.of(p.info().arguments().orElse(new String[0])).contains(mark))
                    .findFirst()
                    .orElseThrow();
        }

        /** What this server answers to the question for the leader; empty if it knows none or cannot be reached. */
        String leader() throws InterruptedException {
            try {
                return client.get("/v1/status/leader").body().strip().replace("\"", "");
            } catch (IOException e) {
                return "";
            }
        }
    }

    List<Node> all() {
        return all;
    }

    void start(Node node) {
        controller.start(node.name());
    }

    void startAll() {
        all.forEach(this::start);
    }

    /** Ends the process at once with SIGKILL, as nothing else can show what was on disk. */
    void kill(Node node) {
        ProcessHandle process = node.process();
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
        // tells Arquillian, which would otherwise refuse to start it again
        controller.kill(node.name());
    }

    void stopAll() {
        all.stream().map(Node::name).filter(controller::isStarted).forEach(controller::stop);
    }

    /** Removes what the servers, all of them stopped, have kept. */
    void wipe() throws IOException {
        for (Node node : all) {
            deleteTree(node.base().resolve("data"));
        }
    }

    /** Waits until all of these agree on one of them as the leader, and returns it. */
    Node awaitLeader(List<Node> nodes) {
        return await().atMost(ELECTION).until(() -> agreedLeader(nodes), leader -> leader != null);
    }

    private static Node agreedLeader(List<Node> nodes) throws InterruptedException {
        String first = nodes.get(0).leader();
        for (Node node : nodes) {
            if (!node.leader().equals(first)) {
                return null;
            }
        }
        return nodes.stream().filter(n -> n.raft().equals(first)).findFirst().orElse(null);
    }

    /** Waits until the call succeeds with status 200 and this body. */
    static void awaitBody(String expected, Callable<java.net.http.HttpResponse<String>> call) {
        await().atMost(ELECTION).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            var answer = call.call();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body().strip()).isEqualTo(expected);
        });
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            paths.sorted(Comparator.reverseOrder()).forEach(Nodes::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
