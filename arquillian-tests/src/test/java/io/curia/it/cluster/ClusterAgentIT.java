package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ArquillianTest
class ClusterAgentIT {
    @ArquillianResource
    private ContainerController controller;

    private Nodes nodes;

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).ignoreExceptions();
    }

    @BeforeEach
    void startThreeServers() {
        nodes = new Nodes(controller);
        nodes.startAll();
        nodes.awaitLeader(nodes.all());
    }

    @Test
    void eachServerIsAMemberAndANode() {
        for (Node node : nodes.all()) {
            patiently().untilAsserted(() -> {
                assertThat(count(node, "/v1/agent/members", "\"Status\":1[,}]")).isEqualTo(3);
                assertThat(count(node, "/v1/health/state/passing", "\"CheckID\":\"serfHealth\""))
                        .isEqualTo(3);
                assertThat(count(node, "/v1/catalog/service/consul", "\"ServiceID\":"))
                        .isEqualTo(3);
            });
        }
    }

    @Test
    void aServiceOfOneServerIsFoundFromAllAndBelongsToThatOne() throws IOException, InterruptedException {
        for (Node node : nodes.all()) {
            var registered = node.client()
                    .put("/v1/agent/service/register", "{\"Name\":\"shared\",\"ID\":\"of-" + node.name() + "\"}");
            assertThat(registered.statusCode()).as(registered.body()).isEqualTo(200);
        }
        for (Node node : nodes.all()) {
            assertThat(count(node, "/v1/catalog/service/shared", "\"ServiceID\":"))
                    .isEqualTo(3);
            assertThat(count(node, "/v1/agent/services", "\"Service\":\"shared\""))
                    .isEqualTo(1);
        }
        for (Node node : nodes.all()) {
            node.client().put("/v1/agent/service/deregister/of-" + node.name(), "");
        }
        assertThat(count(nodes.all().get(0), "/v1/catalog/service/shared", "\"ServiceID\":"))
                .isZero();
    }

    @Test
    void anEventIsHeardByAll() throws IOException, InterruptedException {
        nodes.all().get(0).client().put("/v1/event/fire/for-all", "data");
        for (Node node : nodes.all()) {
            patiently().until(() -> count(node, "/v1/event/list?name=for-all", "\"Name\":") == 1);
        }
    }

    private static long count(Node node, String path, String regex) throws IOException, InterruptedException {
        return Pattern.compile(regex)
                .matcher(node.client().get(path).body())
                .results()
                .count();
    }
}
