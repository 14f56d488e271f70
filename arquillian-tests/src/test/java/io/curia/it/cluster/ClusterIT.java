package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ArquillianTest
class ClusterIT {
    @ArquillianResource
    private ContainerController controller;

    private Nodes nodes;

    @BeforeEach
    void startThreeServers() {
        nodes = new Nodes(controller);
        nodes.startAll();
    }

    @Test
    void aWriteToOneServerIsReadFromEach() throws IOException, InterruptedException {
        Node leader = nodes.awaitLeader(nodes.all());
        for (Node writer : nodes.all()) {
            var written = writer.client().put("/v1/kv/from/" + writer.name(), writer.name());
            assertThat(written.body().strip()).isEqualTo("true");
            for (Node reader : nodes.all()) {
                assertThat(reader.client()
                                .get("/v1/kv/from/" + writer.name() + "?raw")
                                .body())
                        .as("written to %s, read from %s, leader %s", writer.name(), reader.name(), leader.name())
                        .isEqualTo(writer.name());
            }
        }
    }
}
