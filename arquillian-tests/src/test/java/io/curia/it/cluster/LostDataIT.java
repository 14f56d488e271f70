package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;

/** A server whose data directory is lost comes back empty, gets the state from the others, and counts again. */
@ArquillianTest
class LostDataIT {
    /** Two of the cluster's internal snapshots, and a little. */
    private static final int ENTRIES = 2_200;

    @ArquillianResource
    private ContainerController controller;

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3)).ignoreExceptions();
    }

    @Test
    void aServerThatLostItsDataVotesAgain() throws IOException, InterruptedException {
        var nodes = new Nodes(controller);
        nodes.startAll();
        Node leader = nodes.awaitLeader(nodes.all());
        write(leader, "before");
        List<Node> followers = nodes.others(leader);
        Node lost = followers.get(0);

        nodes.kill(lost);
        nodes.loseData(lost);
        // so much that the leader's log no longer begins at its beginning
        for (int i = 0; i < ENTRIES; i++) {
            write(leader, "entry " + i);
        }
        write(leader, "meanwhile");
        nodes.start(lost);

        patiently().untilAsserted(() -> assertThat(
                        lost.client().get("/v1/kv/lost-data?stale&raw").body())
                .isEqualTo("meanwhile"));
        patiently().untilAsserted(() -> assertThat(lost.base().resolve("log/server.log"))
                .content()
                .contains("the snapshot at ", " was fetched from "));
        for (Node node : nodes.all()) {
            patiently().untilAsserted(() -> assertThat(
                            node.client().get("/v1/operator/raft/configuration").body())
                    .contains(lost.raft())
                    .satisfies(servers ->
                            assertThat(servers.split("\"Voter\":true", -1)).hasSize(4))
                    .doesNotContain("\"Voter\":false"));
        }

        // two of three are enough only if the one that came back is one of them
        nodes.kill(followers.get(1));
        write(lost, "after");
        nodes.start(followers.get(1));
        nodes.awaitLeader(nodes.all());
    }

    /** Again if the leader changes meanwhile. */
    private static void write(Node node, String value) throws InterruptedException {
        try {
            if (put(node, value).equals("true")) {
                return;
            }
        } catch (IOException e) {
            // tried again below
        }
        patiently().until(() -> put(node, value).equals("true"));
    }

    private static String put(Node node, String value) throws IOException, InterruptedException {
        return node.client().put("/v1/kv/lost-data", value).body().strip();
    }
}
