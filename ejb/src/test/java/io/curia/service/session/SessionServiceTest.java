package io.curia.service.session;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.headers;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.catalog.RegisterCommand;
import io.curia.http.Answer;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.raft.api.RaftException;
import io.curia.service.TestServer;
import io.curia.state.Registration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionServiceTest {
    private static final String UNKNOWN = "5f1c3a52-4a3f-4bb0-9a24-2f0a3b1f8c11";

    private final TestServer server = new TestServer();

    @BeforeEach
    void registerNode() {
        check(HealthCheck.SERF_HEALTH, HealthCheck.PASSING);
        check("bad", HealthCheck.CRITICAL);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void withoutABodyASessionIsOnThisNodeWithItsSerfCheck() {
        String id = create("");

        assertThat(body(info(id)))
                .isEqualTo("[{\"ID\":\"" + id + "\",\"Name\":\"\",\"Node\":\"n1\",\"LockDelay\":15000000000,"
                        + "\"Behavior\":\"release\",\"TTL\":\"\",\"NodeChecks\":[\"serfHealth\"],\"ServiceChecks\":null,"
                        + "\"CreateIndex\":3,\"ModifyIndex\":3}]");
        assertThat(headers(info(id))).containsEntry("X-Consul-Index", "3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Checks":[]}                          | "NodeChecks":[],"ServiceChecks":null,"CreateIndex"
            {"NodeChecks":[]}                      | "NodeChecks":[],"ServiceChecks":null,"CreateIndex"
            {"Checks":["serfHealth"]}              | "NodeChecks":["serfHealth"],"ServiceChecks":null,"Checks":["serfHealth"]
            {"ServiceChecks":[{"ID":"serfHealth"}]}| "ServiceChecks":[{"ID":"serfHealth","Namespace":""}]
            {"LockDelay":7}                        | "LockDelay":7000000000
            {"LockDelay":2000000000}               | "LockDelay":2000000000
            {"lockdelay":"1m"}                     | "LockDelay":60000000000
            {"Behavior":""}                        | "Behavior":"release"
            {"Behavior":"delete","TTL":"24h"}      | "Behavior":"delete","TTL":"24h"
            {"TTL":"0s","Unknown":[{}]}            | "TTL":"0s"
            null                                   | "Node":"n1"
            """)
    void whatAClientWishesIsKept(String wish, String kept) {
        assertThat(body(info(create(wish)))).contains(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"TTL":"9s"}                           | 500 | Invalid Session TTL '9000000000', must be between [10s=24h0m0s]
            {"TTL":"10"}                           | 500 | Session TTL '10' invalid: time: missing unit in duration "10"
            {"Behavior":"explode"}                 | 500 | Invalid Behavior setting 'explode'
            {"Node":""}                            | 500 | Must provide Node
            {                                      | 400 | Request decode failed: unexpected EOF
            {"Node":5}                             | 400 | Request decode failed: json: cannot unmarshal number 5 into field Node of type string
            {"LockDelay":"soon"}                   | 400 | Request decode failed: time: invalid duration "soon"
            """)
    void whatCannotBeASessionIsRefusedBeforeItReachesTheLog(String wish, int status, String text) {
        long before = server.raft.lastApplied();

        Answer answer = server.ask("PUT /v1/session/create", request("", wish))
                .toCompletableFuture()
                .join();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(body(answer)).isEqualTo(text);
        assertThat(server.raft.lastApplied()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Node":"nowhere"}                     | apply failed: Missing node registration
            {"NodeChecks":["nope"]}                | apply failed: Missing check 'nope' registration
            {"Checks":["nope"],"NodeChecks":["no"]}| apply failed: Missing check 'nope' registration
            {"NodeChecks":["bad"]}                 | apply failed: Check 'bad' is in critical state
            """)
    void whatTheStateRefusesIsToldWithItsText(String wish, String text) {
        Answer answer = server.ask("PUT /v1/session/create", request("", wish))
                .toCompletableFuture()
                .join();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(body(answer)).isEqualTo(text);
    }

    @Test
    void sessionsAreListedByNode() {
        String id = create("");

        assertThat(body(call(server.ask("GET /v1/session/node/", request("N1", "")))))
                .contains(id);
        assertThat(body(call(server.ask("GET /v1/session/node/", request("other", "")))))
                .isEqualTo("[]");
        assertThat(body(call(server.ask("GET /v1/session/list", request("", "")))))
                .contains(id);
        assertThat(call(server.ask("GET /v1/session/node/", request("", ""))).status())
                .isEqualTo(400);
    }

    @Test
    void aDestroyedSessionGivesItsLocksBackAndKeepsThemForItsLockDelay() {
        String first = create("{\"LockDelay\":\"1h\"}");
        String second = create("{}");
        assertThat(body(server.put("a?acquire=" + first, "1"))).isEqualTo("true");
        assertThat(body(server.put("a?acquire=" + second, "2"))).isEqualTo("false");

        assertThat(body(call(server.ask("PUT /v1/session/destroy/", request(first, "")))))
                .isEqualTo("true");

        assertThat(body(server.get("a"))).doesNotContain("Session").contains("\"LockIndex\":1");
        long before = server.raft.lastApplied();
        assertThat(body(server.put("a?acquire=" + second, "2"))).isEqualTo("false");
        assertThat(server.raft.lastApplied())
                .as("the delay is none of the log's business")
                .isEqualTo(before);
        assertThat(body(server.put("b?acquire=" + second, "2"))).isEqualTo("true");
        assertThat(body(call(server.ask("PUT /v1/session/destroy/", request(first, "")))))
                .isEqualTo("true");
    }

    @Test
    void renewingAsksTheLeader() {
        String id = create("{\"TTL\":\"10s\"}");

        assertThat(body(call(server.ask("PUT /v1/session/renew/", request(id, "")))))
                .isEqualTo(body(info(id)));
        Answer unknown = call(server.ask("PUT /v1/session/renew/", request(UNKNOWN, "")));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(body(unknown)).isEqualTo("Session id '" + UNKNOWN + "' not found");
        assertThat(server.renewed).containsExactly(id, UNKNOWN);
    }

    @Test
    void withoutALeaderNothingIsRenewedAndNoLockTaken() {
        String id = create("");
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));

        assertThat(body(call(server.ask("PUT /v1/session/renew/", request(id, "")))))
                .isEqualTo("No cluster leader");
        assertThat(body(server.put("a?acquire=" + id, ""))).isEqualTo("No cluster leader");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "5f1c3a52-4a3f-4bb0-9a24-2f0a3b1f8cxx", "%ff%00", "5f1c3a52-4a3f-4bb0-9a24-2f0a3b1f8c111"})
    void whatIsNoUuidIsRefusedEverywhere(String id) {
        long before = server.raft.lastApplied();

        assertThat(body(info(id))).startsWith("failed session lookup: index error: ");
        assertThat(headers(info(id)))
                .containsEntry("X-Consul-Index", "1")
                .containsEntry("X-Consul-Knownleader", "false");
        assertThat(body(call(server.ask("PUT /v1/session/renew/", request(id, "")))))
                .startsWith("failed session lookup: ");
        assertThat(body(call(server.ask("PUT /v1/session/destroy/", request(id, "")))))
                .startsWith("apply failed: failed session ");
        assertThat(body(server.put("a?acquire=" + id, ""))).startsWith("raft apply failed: failed session lookup: ");
        assertThat(server.raft.lastApplied()).isEqualTo(before);
    }

    @Test
    void aWaitingReadWakesForItsSessionOnly() {
        String id = create("");
        String other = create("");
        String index = headers(info(other)).get("X-Consul-Index");
        CompletableFuture<Answer> waiting = server.ask("GET /v1/session/info/", request(id + "?index=" + index, ""))
                .toCompletableFuture();

        server.put("a", "not about sessions");
        call(server.ask("PUT /v1/session/destroy/", request(other, "")));
        assertThat(waiting).isNotDone();

        call(server.ask("PUT /v1/session/destroy/", request(id, "")));
        assertThat(body(waiting.join())).isEqualTo("[]");
    }

    private void check(String id, String status) {
        server.apply(RegisterCommand.of(new Registration(
                Node.of("n1", "10.0.0.1"), null, HealthCheck.of("n1", id, "", status), List.of(), false)));
    }

    private String create(String body) {
        String answer = body(call(server.ask("PUT /v1/session/create", request("", body))));
        assertThat(answer).matches("\\{\"ID\":\"[0-9a-f-]{36}\"}");
        return answer.substring(7, 43);
    }

    private Answer info(String idAndQuery) {
        return call(server.ask("GET /v1/session/info/", request(idAndQuery, "")));
    }

    private static Answer call(java.util.concurrent.CompletionStage<Answer> stage) {
        return stage.toCompletableFuture().join();
    }
}
