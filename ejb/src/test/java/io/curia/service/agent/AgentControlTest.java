package io.curia.service.agent;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.cluster.Members;
import io.curia.cluster.ServerControl;
import io.curia.http.Answer;
import io.curia.query.Proposals;
import io.curia.service.TestServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentControlTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tellsWhySettingsWouldNotDo() {
        Answer refused = ask("PUT /v1/agent/reload", "");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(body(refused)).isEqualTo("curia.http.port must be a port");
    }

    @Test
    void findsTheServerAtAnAddress() {
        assertThat(ask("PUT /v1/agent/join/", "127.0.0.1:8300").status()).isEqualTo(200);
        Answer refused = ask("PUT /v1/agent/join/", "127.0.0.9");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(body(refused)).startsWith("no server of this cluster is at 127.0.0.9; ");
    }

    @Test
    void leavesServersAloneThatAreAliveOrUnknown() {
        assertThat(ask("PUT /v1/agent/force-leave/", "n1").status()).isEqualTo(200);
        Answer refused = ask("PUT /v1/agent/force-leave/", "n9");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(body(refused)).isEqualTo("agent: No node found with name 'n9'");
    }

    @Test
    void hasNoTokensWithoutAccessControl() {
        Answer known = ask("PUT /v1/agent/token/", "default");
        assertThat(known.status()).isEqualTo(401);
        assertThat(body(known)).isEqualTo("ACL support disabled");
        Answer unknown = ask("PUT /v1/agent/token/", "other");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(body(unknown)).isEqualTo("Token \"other\" is unknown");
    }

    private Answer ask(String row, String argument) {
        var control = new AgentControl(
                server.raft,
                new Members(server.raft, server.fsm),
                new Proposals(server.raft),
                new BadSettings(),
                new TestServer.Node());
        return TestServer.ask(control, row, request(argument, "")).join();
    }

    /** A server whose settings have become unacceptable since it was started. */
    private static final class BadSettings implements ServerControl {
        @Override
        public void reload() {
            throw new IllegalStateException("curia.http.port must be a port");
        }

        @Override
        public CompletionStage<Void> leave() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> foundAnew() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
