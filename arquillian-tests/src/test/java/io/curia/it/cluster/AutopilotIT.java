package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.cluster.Nodes.Node;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster that looks after itself, and what operators see of it. */
@ArquillianTest
class AutopilotIT {
    private static final String CONFIGURATION = "/v1/operator/raft/configuration";

    @ArquillianResource
    private ContainerController controller;

    private Nodes nodes;

    @BeforeEach
    void startThreeServers() {
        nodes = new Nodes(controller);
        nodes.startAll();
        patiently().untilAsserted(() -> assertThat(voters(nodes.all().get(0))).isEqualTo(names(nodes.all())));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(4)).ignoreExceptions();
    }

    private static Set<String> names(List<Node> nodes) {
        return nodes.stream().map(Node::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonObject> servers(Node asked) throws IOException, InterruptedException {
        try (var reader = Json.createReader(
                new StringReader(asked.client().get(CONFIGURATION).body()))) {
            return reader.readObject().getJsonArray("Servers").getValuesAs(JsonObject.class);
        }
    }

    /** The names of those that vote, as one server sees it. */
    private static Set<String> voters(Node asked) throws IOException, InterruptedException {
        return servers(asked).stream()
                .filter(server -> server.getBoolean("Voter"))
                .map(server -> server.getString("Node"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String id(Node node) throws IOException, InterruptedException {
        return servers(node).stream()
                .filter(server -> server.getString("Address").equals(node.raft()))
                .findFirst()
                .orElseThrow()
                .getString("ID");
    }

    @Test
    void eachServerTellsTheSameOfAll() {
        for (Node node : nodes.all()) {
            patiently().untilAsserted(() -> {
                assertThat(node.client().get("/v1/operator/autopilot/health").statusCode())
                        .isEqualTo(200);
                assertThat(node.client().get("/v1/operator/autopilot/state").body())
                        .startsWith("{\"Healthy\":true,\"FailureTolerance\":1,");
                assertThat(servers(node))
                        .hasSize(3)
                        .filteredOn(server -> server.getBoolean("Leader"))
                        .hasSize(1);
            });
        }
    }

    @Test
    void theLeadershipGoesToWhomAnOperatorNames() throws IOException, InterruptedException {
        Node leader = nodes.awaitLeader(nodes.all());
        List<Node> followers = nodes.others(leader);
        Node successor = followers.get(0);
        // asked of one that is neither
        String path = "/v1/operator/raft/transfer-leader?id=" + id(successor);
        // asked again if the servers have elected another meanwhile
        patiently().untilAsserted(() -> {
            var answer = followers.get(1).client().put(path, "").body();
            assertThat(answer).isIn("{\"Success\":true}", "cannot transfer leadership to itself");
            assertThat(nodes.all()).allSatisfy(node -> assertThat(node.leader()).isEqualTo(successor.raft()));
        });
    }

    @Test
    void aFourthServerTakesThePlaceOfOneThatIsGone() throws IOException, InterruptedException {
        Node leader = nodes.awaitLeader(nodes.all());
        Node gone = nodes.others(leader).get(0);
        List<Node> left =
                nodes.all().stream().filter(node -> !node.equals(gone)).toList();
        Node fourth = nodes.fourth();
        write(leader, "before");

        nodes.kill(gone);
        nodes.start(fourth);
        var three = names(Stream.concat(left.stream(), Stream.of(fourth)).toList());
        for (Node node : left) {
            patiently().untilAsserted(() -> assertThat(voters(node)).isEqualTo(three));
        }
        patiently().untilAsserted(() -> assertThat(
                        fourth.client().get("/v1/kv/autopilot?stale&raw").body())
                .isEqualTo("before"));
        write(fourth, "after");

        // and back to the three that other tests know
        nodes.loseData(gone);
        nodes.start(gone);
        patiently().until(() -> voters(leader).contains(gone.name()));
        nodes.kill(fourth);
        patiently().untilAsserted(() -> assertThat(voters(leader)).isEqualTo(names(nodes.all())));
        nodes.loseData(fourth);
        write(gone, "at last");
        nodes.awaitLeader(nodes.all());
    }

    private static void write(Node node, String value) {
        patiently().untilAsserted(() -> assertThat(
                        node.client().put("/v1/kv/autopilot", value).body().strip())
                .isEqualTo("true"));
    }
}
