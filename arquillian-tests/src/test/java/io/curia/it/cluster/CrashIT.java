package io.curia.it.cluster;

import static org.awaitility.Awaitility.await;

import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Servers are killed with SIGKILL while clients write. Whatever a client was told is done is there afterwards, on every
 * server, and no check-and-set that was won once can be won again.
 */
@ArquillianTest
class CrashIT {
    private static final int SOME_WRITES = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ArquillianResource
    private ContainerController controller;

    private Nodes nodes;

    @BeforeEach
    void takeNodes() {
        nodes = new Nodes(controller);
    }

    @Test
    void aKilledFollowerCatchesUp() throws IOException, InterruptedException, ExecutionException {
        nodes.startAll();
        Node leader = nodes.awaitLeader(nodes.all());
        Node follower = nodes.others(leader).get(0);
        try (var load = new Workload("follower", nodes.all())) {
            awaitMoreWrites(load);
            nodes.kill(follower);
            awaitMoreWrites(load);
            nodes.start(follower);
            awaitMoreWrites(load);
            finish(load, nodes.all());
        }
    }

    @Test
    void theOthersGoOnWithoutAKilledLeaderAndTakeItBack() throws IOException, InterruptedException, ExecutionException {
        nodes.startAll();
        Node leader = nodes.awaitLeader(nodes.all());
        try (var load = new Workload("leader", nodes.all())) {
            awaitMoreWrites(load);
            nodes.kill(leader);
            nodes.awaitLeader(nodes.others(leader));
            awaitMoreWrites(load);
            nodes.start(leader);
            awaitMoreWrites(load);
            finish(load, nodes.all());
        }
    }

    @Test
    void aClusterKilledAsAWholeComesBackWithEverything() throws IOException, InterruptedException, ExecutionException {
        nodes.startAll();
        nodes.awaitLeader(nodes.all());
        try (var load = new Workload("cluster", nodes.all())) {
            awaitMoreWrites(load);
            nodes.killAll();
            nodes.startAll();
            awaitMoreWrites(load);
            finish(load, nodes.all());
        }
    }

    @Test
    void aServerOnItsOwnComesBackWithEverything() throws IOException, InterruptedException, ExecutionException {
        Node solo = nodes.solo();
        nodes.start(solo);
        nodes.awaitLeader(List.of(solo));
        try (var load = new Workload("solo", List.of(solo))) {
            for (int i = 0; i < 2; i++) {
                awaitMoreWrites(load);
                nodes.kill(solo);
                nodes.start(solo);
            }
            awaitMoreWrites(load);
            finish(load, List.of(solo));
        }
    }

    private static void awaitMoreWrites(Workload load) {
        int before = load.acknowledged();
        await().atMost(PATIENCE).until(() -> load.acknowledged() > before + SOME_WRITES);
    }

    private void finish(Workload load, List<Node> servers)
            throws IOException, InterruptedException, ExecutionException {
        load.stop();
        nodes.awaitLeader(servers);
        for (Node server : servers) {
            load.assertKeptBy(server);
        }
    }
}
