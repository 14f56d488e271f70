package io.curia.service.operator;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.cluster.ServerControl;
import io.curia.http.Answer;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftException;
import io.curia.service.DirectRaftEngine;
import io.curia.service.TestServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a running server lets itself be told to found the group anew. */
class RecoveryServiceTest {
    private final TestServer server = new TestServer();
    private int founded;

    @BeforeEach
    void loseTheMajority() {
        server.put("a", "1");
        members(member(DirectRaftEngine.NODE_ID, true), member("2", false), member("3", false));
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "no leader"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static ClusterMember member(String id, boolean alive) {
        return new ClusterMember(id, "n" + id, "127.0.0.1", 8300, alive, true, false);
    }

    private void members(ClusterMember... members) {
        server.raft.setMembers(List.of(members));
    }

    private Answer ask(String query) {
        var control = new ServerControl() {
            @Override
            public void reload() {
                throw new AssertionError("nobody has asked");
            }

            @Override
            public CompletionStage<Void> leave() {
                throw new AssertionError("nobody has asked");
            }

            @Override
            public CompletionStage<Void> foundAnew() {
                founded++;
                return CompletableFuture.completedFuture(null);
            }
        };
        var service = new RecoveryService(server.raft, server.raft, server.node, control);
        return TestServer.ask(service, "PUT /v1/operator/raft/recover", request("?" + query, ""))
                .join();
    }

    private void refuses(String query, int status, String reason) {
        var answer = ask(query);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(body(answer)).contains(reason);
        assertThat(founded).isZero();
    }

    @Test
    void foundsIfNoMajorityIsThere() {
        assertThat(ask("id=" + DirectRaftEngine.NODE_ID).status()).isEqualTo(200);
        assertThat(founded).isEqualTo(1);
    }

    @Test
    void isToldWhoseStateItIs() {
        refuses("", 400, "Must specify ?id");
        refuses("id=2", 400, "Must specify ?id");
        refuses("id=" + DirectRaftEngine.NODE_ID + "&dc=elsewhere", 500, "No path to datacenter");
    }

    @Test
    void refusesWhileAMajorityCanBeReached() {
        members(member(DirectRaftEngine.NODE_ID, true), member("2", true), member("3", false));
        refuses("id=" + DirectRaftEngine.NODE_ID, 500, "2 of the 3 servers that vote can be reached");
    }

    @Test
    void refusesWhileALeaderIsConfirmedWhateverTheListSays() {
        server.raft.failWith(null);
        refuses("id=" + DirectRaftEngine.NODE_ID, 500, "a majority of the servers confirms a leader");
    }

    @Test
    void aServerThatStopsFoundsNothing() {
        server.raft.failWith(new RaftException(RaftException.Kind.SHUTDOWN, "raft is already shutdown"));
        refuses("id=" + DirectRaftEngine.NODE_ID, 500, "raft is already shutdown");
    }
}
