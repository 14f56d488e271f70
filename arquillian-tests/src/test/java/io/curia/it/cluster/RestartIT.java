package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A killed server comes back on the same ports and from the same directory, which the other tests rely on. */
@ArquillianTest
class RestartIT {
    @ArquillianResource
    private ContainerController controller;

    private Nodes nodes;

    @BeforeEach
    void beginEmpty() throws IOException {
        nodes = new Nodes(controller);
        nodes.wipe();
    }

    @AfterEach
    void stop() {
        nodes.stopAll();
    }

    @Test
    void aKilledServerAnswersAgainOnceItIsStarted() throws IOException, InterruptedException {
        var node = nodes.all().get(0);
        nodes.start(node);
        assertThat(node.client().get("/no/such/path").statusCode()).isEqualTo(404);

        nodes.kill(node);
        assertThatThrownBy(() -> node.client().get("/no/such/path")).isInstanceOf(ConnectException.class);

        nodes.start(node);
        assertThat(node.client().get("/no/such/path").statusCode()).isEqualTo(404);
    }
}
