package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ArquillianTest
class SessionIT {
    /** Twice the shortest TTL, an election, and much patience with a busy machine. */
    private static final Duration EXPIRY = Duration.ofMinutes(2);

    @ArquillianResource
    private ContainerController controller;

    private Nodes nodes;

    @BeforeEach
    void startThreeServers() {
        nodes = new Nodes(controller);
        nodes.startAll();
        nodes.awaitLeader(nodes.all());
    }

    @Test
    void aLockIsReleasedOnAllServersWhenItsNodesCheckTurnsCritical() throws IOException, InterruptedException {
        Node first = nodes.all().get(0);
        Node second = nodes.all().get(1);
        Node third = nodes.all().get(2);
        register(first, "locker", "passing");
        // the longest lock delay: what follows must happen within it
        String session =
                createSession(second, "{\"Node\":\"locker\",\"NodeChecks\":[\"alive\"],\"LockDelay\":\"60s\"}");
        assertThat(put(third, "/v1/kv/session/lock?acquire=" + session, "held")).isEqualTo("true");
        for (Node node : nodes.all()) {
            assertThat(node.client().get("/v1/kv/session/lock").body()).contains(session);
        }

        register(second, "locker", "critical");

        for (Node node : nodes.all()) {
            assertThat(node.client().get("/v1/session/info/" + session).body().strip())
                    .isEqualTo("[]");
            assertThat(node.client().get("/v1/kv/session/lock").body())
                    .contains("\"LockIndex\":1")
                    .doesNotContain(session);
        }
        register(first, "locker", "passing");
        String next = createSession(first, "{\"Node\":\"locker\",\"NodeChecks\":[\"alive\"]}");
        for (Node node : nodes.all()) {
            assertThat(put(node, "/v1/kv/session/lock?acquire=" + next, ""))
                    .as("in its lock delay, asked through %s", node.name())
                    .isEqualTo("false");
        }
    }

    @Test
    void aSessionWithoutRenewalsEndsAlsoUnderAnotherLeader() throws IOException, InterruptedException {
        Node leader = nodes.awaitLeader(nodes.all());
        Node follower = nodes.others(leader).get(0);
        register(follower, "sleeper", "passing");
        String session =
                createSession(follower, "{\"Node\":\"sleeper\",\"Checks\":[],\"TTL\":\"10s\",\"LockDelay\":\"0s\"}");
        assertThat(put(follower, "/v1/kv/session/sleep?acquire=" + session, "held"))
                .isEqualTo("true");
        assertThat(follower.client().put("/v1/session/renew/" + session, "").statusCode())
                .isEqualTo(200);

        nodes.kill(leader);
        nodes.awaitLeader(nodes.others(leader));
        assertThat(follower.client().put("/v1/session/renew/" + session, "").statusCode())
                .isEqualTo(200);

        await().atMost(EXPIRY).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> assertThat(
                        follower.client()
                                .get("/v1/session/info/" + session)
                                .body()
                                .strip())
                .isEqualTo("[]"));
        assertThat(follower.client().get("/v1/kv/session/sleep").body()).doesNotContain(session);
        assertThat(follower.client().put("/v1/session/renew/" + session, "").statusCode())
                .isEqualTo(404);
    }

    private static void register(Node through, String name, String status) throws IOException, InterruptedException {
        String body = """
                {"Node":"%s","Address":"127.0.0.1","Check":{"CheckID":"alive","Name":"alive","Status":"%s"}}""".formatted(name, status);
        assertThat(put(through, "/v1/catalog/register", body)).isEqualTo("true");
    }

    private static String createSession(Node through, String body) throws IOException, InterruptedException {
        String answer = put(through, "/v1/session/create", body);
        assertThat(answer).matches("\\{\"ID\":\"[0-9a-f-]{36}\"}");
        return answer.substring("{\"ID\":\"".length(), answer.length() - 2);
    }

    private static String put(Node through, String path, String body) throws IOException, InterruptedException {
        return through.client().put(path, body).body().strip();
    }
}
