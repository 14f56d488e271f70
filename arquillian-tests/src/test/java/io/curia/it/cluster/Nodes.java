package io.curia.it.cluster;

import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jboss.arquillian.container.test.api.ContainerController;

/** The servers of these tests: what they are called, how to reach, start, stop and kill them. */
final class Nodes {
    private static final Duration ELECTION = Duration.ofMinutes(2);
    private static final Duration VOTES = Duration.ofMinutes(4);

    private final List<Node> all = List.of(Node.named("node1"), Node.named("node2"), Node.named("node3"));
    private final Node fourth = Node.named("node4");
    private final Node solo = Node.named("solo");
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

        /** How many servers this one knows to be alive; 0 if it cannot be reached. */
        int aliveMembers() {
            try {
                return client.get("/v1/agent/members").body().split("\"Status\":1[,}]", -1).length - 1;
            } catch (IOException e) {
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }

        /** How many servers vote, as this one sees it; 0 if it cannot be reached or knows of one without a vote. */
        int voters() {
            try {
                var servers = client.get("/v1/operator/raft/configuration").body();
                return servers.contains("\"Voter\":false") ? 0 : servers.split("\"Voter\":true", -1).length - 1;
            } catch (IOException e) {
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
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

    /** The three of the cluster. */
    List<Node> all() {
        return all;
    }

    /** The other two of the cluster. */
    List<Node> others(Node node) {
        return all.stream().filter(n -> !n.equals(node)).toList();
    }

    /** A server that joins the cluster if it is started. */
    Node fourth() {
        return fourth;
    }

    /** Another server that is a cluster of its own. */
    Node solo() {
        return solo;
    }

    void start(Node node) {
        controller.start(node.name());
    }

    /**
     * Starts those of the three that are not running, and waits until each knows of the others: one that goes before
     * that takes them apart for some seconds, and a message does not reach who is not known. And until all three vote: one
     * that was away for long was taken out, and gets its vote back when it has been well for a while.
     */
    void startAll() {
        all.stream().filter(n -> !controller.isStarted(n.name())).forEach(this::start);
        await().atMost(ELECTION).until(() -> all.stream().allMatch(n -> n.aliveMembers() == all.size()));
        await().atMost(VOTES).until(() -> all.stream().allMatch(n -> n.voters() == all.size()));
    }

    /** Ends the process at once with SIGKILL, as nothing else can show what was on disk. */
    void kill(Node node) {
        kill(List.of(node));
    }

    /** Kills the three at the same time. */
    void killAll() {
        kill(all);
    }

    /** Takes a server's state from it, which must not be running. */
    void loseData(Node node) throws IOException {
        try (var files = Files.walk(node.base().resolve("data").resolve("curia"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void kill(List<Node> nodes) {
        var processes = nodes.stream().map(Node::process).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        // tells Arquillian, which would otherwise refuse to start them again
        nodes.stream().map(Node::name).forEach(controller::kill);
    }

    /** Waits until a server's process has ended by itself, and starts it, as {@code standalone.sh} does with one that wants it. */
    void startAgainWhenEnded(Node node) {
        ProcessHandle process = node.process();
        await().atMost(ELECTION).until(() -> !process.isAlive());
        controller.kill(node.name());
        start(node);
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
}
