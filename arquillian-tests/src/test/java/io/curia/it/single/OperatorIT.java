package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators ask of a server that is alone, and no recorded conversation has. */
@ArquillianTest
@RunAsClient
class OperatorIT {
    private final ApiClient client = new ApiClient(Integer.getInteger("single.http"));

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @BeforeEach
    void awaitAutopilot() {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(
                        client.get("/v1/operator/autopilot/health").statusCode())
                .isEqualTo(200));
    }

    @Test
    void seesItselfLeadAndVote() throws IOException, InterruptedException {
        assertThat(client.get("/v1/operator/raft/configuration").body())
                .contains("\"Address\":\"127.0.0.1:" + Integer.getInteger("single.raft") + "\",\"Leader\":true")
                .contains("\"Voter\":true}],\"Index\":");
        assertThat(client.get("/v1/operator/autopilot/state").body())
                .contains("\"FailureTolerance\":0,")
                .contains("\"Status\":\"leader\"");
    }

    @Test
    void theConfigurationBeginsWithTheSettings() throws IOException, InterruptedException {
        assertThat(client.get("/v1/operator/autopilot/configuration").body())
                .startsWith("{\"CleanupDeadServers\":true,\"LastContactThreshold\":\"200ms\",\"MaxTrailingLogs\":250,"
                        + "\"MinQuorum\":0,\"ServerStabilizationTime\":\"10s\",");
    }

    @Test
    void neitherGivesTheLeadershipAwayNorRemovesWhomItDoesNotKnow() throws IOException, InterruptedException {
        var transfer = client.put("/v1/operator/raft/transfer-leader", "");
        assertThat(transfer.statusCode()).isEqualTo(500);
        assertThat(transfer.body()).isEqualTo("cannot find peer");
        var removal = client.delete("/v1/operator/raft/peer?address=127.0.0.1:1");
        assertThat(removal.statusCode()).isEqualTo(500);
        assertThat(removal.body()).isEqualTo("address \"127.0.0.1:1\" was not found in the Raft configuration");
    }

    @Test
    void countsItself() throws IOException, InterruptedException {
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(
                        client.get("/v1/operator/usage").body())
                .contains("\"Usage\":{\"dc1\":{\"Nodes\":")
                .contains("\"KnownLeader\":true"));
        assertThat(client.get("/v1/operator/keyring").body()).contains("Keyring is empty (encryption not enabled)");
    }
}
