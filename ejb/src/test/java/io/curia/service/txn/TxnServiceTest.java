package io.curia.service.txn;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.headers;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.session.SessionCommand;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Limits;
import io.curia.http.RequestBody;
import io.curia.model.Node;
import io.curia.model.Session;
import io.curia.raft.api.RaftException;
import io.curia.service.TestServer;
import io.curia.state.Registration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TxnServiceTest {
    private static final String META = ",\"Index\":1,\"LastContact\":0,\"KnownLeader\":true,\"ConsistencyLevel\":\"\","
            + "\"NotModified\":false,\"Backend\":0}";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void writesHaveOneIndexAndDoNotRepeatValues() {
        Answer answer = run("""
                [{"KV":{"Verb":"set","Key":"a","Value":"aGk=","Flags":5}},{"KV":{"Verb":"get","Key":"a"}},
                 {"KV":{"Verb":"delete","Key":"never"}},{}]""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).isEmpty();
        assertThat(body(answer))
                .isEqualTo("{\"Results\":[{\"KV\":{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":5,\"Value\":null,"
                        + "\"CreateIndex\":1,\"ModifyIndex\":1}},{\"KV\":{\"LockIndex\":0,\"Key\":\"a\",\"Flags\":5,"
                        + "\"Value\":\"aGk=\",\"CreateIndex\":1,\"ModifyIndex\":1}}],\"Errors\":null}");
    }

    @Test
    void whatOnlyReadsNeedsNoEntryInTheLog() {
        server.put("a", "one");
        Answer answer = run("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]");

        assertThat(body(answer)).endsWith("\"Errors\":null" + META);
        assertThat(headers(answer)).containsOnlyKeys("X-Consul-Knownleader", "X-Consul-Lastcontact");
        Answer failed = run("[{\"KV\":{\"Verb\":\"get\",\"Key\":\"b\"}}]");
        assertThat(failed.status()).isEqualTo(409);
        assertThat(body(failed))
                .isEqualTo("{\"Results\":null,\"Errors\":[{\"OpIndex\":0,\"What\":\"key \\\"b\\\" doesn't exist\"}]"
                        + META);
        assertThat(server.raft.lastApplied()).isEqualTo(1);
    }

    @Test
    void staleReadsNeedNoLeader() {
        server.put("a", "one");
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        String get = "[{\"KV\":{\"Verb\":\"get\",\"Key\":\"a\"}}]";

        assertThat(body(server.ask("PUT /v1/txn", request("?stale", get))
                        .toCompletableFuture()
                        .join()))
                .contains("b25l");
        assertThat(body(run(get))).isEqualTo("No cluster leader");
        assertThat(body(run(get.replace("get", "delete")))).isEqualTo("No cluster leader");
    }

    @Test
    void ifOneFailsNothingHappens() {
        Answer answer = run("""
                [{"KV":{"Verb":"set","Key":"a"}},{"KV":{"Verb":"cas","Key":"a","Index":77}},{"KV":{"Verb":"odd","Key":"a"}}]""");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(body(answer))
                .isEqualTo(
                        "{\"Results\":null,\"Errors\":[{\"OpIndex\":1,\"What\":\"failed to set key \\\"a\\\", index is"
                                + " stale\"},{\"OpIndex\":2,\"What\":\"unknown KV verb \\\"odd\\\"\"}]}");
        assertThat(server.get("a").status()).isEqualTo(404);
    }

    @Test
    void nodesServicesAndChecksAreWrittenToo() {
        Answer answer = run("""
                [{"Node":{"Verb":"set","Node":{"Node":"n","Address":"10.0.0.1"}}},
                 {"Service":{"Verb":"set","Node":"n","Service":{"Service":"web","Port":80,"Weights":{"Passing":5,"Warning":2}}}},
                 {"Check":{"Verb":"set","Check":{"Node":"n","Name":"alive","ServiceID":"web",
                   "Definition":{"IntervalDuration":"10s","Unknown":1}}}},
                 {"Check":{"Verb":"get","Check":{"Node":"n","CheckID":"alive"}}}]""");

        assertThat(answer.status()).as(body(answer)).isEqualTo(200);
        assertThat(body(answer))
                .contains("\"Datacenter\":\"dc1\"")
                .contains("\"ID\":\"web\",\"Service\":\"web\",\"Tags\":null")
                .contains("\"CheckID\":\"alive\",\"Name\":\"alive\",\"Status\":\"critical\"")
                .contains("\"Definition\":{\"Interval\":\"10s\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"KV":{"Verb":"set","Key":""}}]                                               | 0 | Must provide key
            [{"KV":{"Verb":"set","Key":"a"}},{"Node":{"Verb":"set","Node":{"Node":""}}}]   | 1 | Must provide node
            [{"Node":{"Verb":"set","Node":{"Node":"n","ID":"x"}}}]                         | 0 | Bad node ID: uuid string is wrong length
            [{"Service":{"Verb":"delete","Node":"n","Service":{"ID":"x"}}}]                | 0 | Must provide service name with ID
            [{"Service":{"Verb":"set","Node":"n","Service":{"ID":"x","Service":"x","Address":"0.0.0.0"}}}] | 0 | Invalid service address
            [{"Node":{"Verb":"odd","Node":{"Node":"n"}}}]                                  | 0 | unknown Node verb \\"odd\\"
            [{"Service":{"Verb":"odd","Node":"n","Service":{"ID":"x","Service":"x"}}}]     | 0 | unknown Service verb \\"odd\\"
            [{"Check":{"Verb":"odd"}}]                                                     | 0 | unknown Check verb \\"odd\\"
            """)
    void whatIsWrongWithAnOperationItselfDoesNotReachTheLog(String ops, int index, String what) {
        Answer answer = run(ops);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(body(answer))
                .isEqualTo("{\"Results\":null,\"Errors\":[{\"OpIndex\":" + index + ",\"What\":\"" + what + "\"}]}");
        assertThat(server.raft.lastApplied()).isZero();
    }

    @Test
    void aKeyInItsLockDelayIsNotLocked() {
        server.apply(RegisterCommand.of(new Registration(Node.of("n1", "10.0.0.1"), null, null, List.of(), false)));
        String first = "5f1c3a52-4a3f-4bb0-9a24-2f0a3b1f8c11";
        String second = "5f1c3a52-4a3f-4bb0-9a24-2f0a3b1f8c12";
        server.apply(SessionCommand.create(
                Session.of(first, "n1", List.of()).withBehavior(Session.RELEASE, 60_000_000_000L)));
        server.apply(SessionCommand.create(Session.of(second, "n1", List.of())));
        String lock =
                "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"b\"}},{\"KV\":{\"Verb\":\"lock\",\"Key\":\"a\",\"Session\":\"%s\"}}]";
        assertThat(run(lock.formatted(first)).status()).isEqualTo(200);
        server.apply(SessionCommand.destroy(first));

        assertThat(body(run(lock.formatted(second))))
                .isEqualTo(
                        "{\"Results\":null,\"Errors\":[{\"OpIndex\":1,\"What\":\"failed to lock key \\\"a\\\" due to lock"
                                + " delay\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]garbage", "[{},null]"})
    void nothingToDoIsDone(String nothing) {
        assertThat(body(run(nothing))).isEqualTo("{\"Results\":[],\"Errors\":null" + META);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                        | Failed to parse body: EOF
            [{"Session":{}}]                          | Failed to parse body: json: unknown field "Session"
            [{"KV":{"Verb":"set","Unknown":1}}]       | Failed to parse body: json: unknown field "Unknown"
            [{"KV":{"Value":"***"}}]                  | Failed to parse body: illegal base64 data at input byte 0
            {"KV":{}}                                 | Failed to parse body: json: cannot unmarshal object into value of type list
            """)
    void whatIsNoTransactionIsRefused(String text, String fault) {
        Answer answer = run(text);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(body(answer)).isEqualTo(fault);
    }

    @Test
    void aValueIsNoLongerThanByItself() {
        try (var small = new TestServer(Limits.of(3))) {
            String four = "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"k\",\"Value\":\"YWFhYQ==\"}}]";
            var answer = small.ask("PUT /v1/txn", TestServer.request("", four)).join();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(body(answer)).isEqualTo("Value for key \"k\" is too large (4 > 3 bytes)");
        }
    }

    @Test
    void operationsAndBytesAreLimited() {
        String op = "{\"KV\":{\"Verb\":\"check-not-exists\",\"Key\":\"a\"}}";
        assertThat(run("[" + String.join(",", Collections.nCopies(128, op)) + "]")
                        .status())
                .isEqualTo(200);
        Answer tooMany = run("[" + String.join(",", Collections.nCopies(129, op)) + "]");
        assertThat(tooMany.status()).isEqualTo(413);
        assertThat(body(tooMany)).isEqualTo("Transaction contains too many operations (129 > 128)");

        ApiRequest empty = request("", "");
        Answer tooLong = server.ask(
                        "PUT /v1/txn",
                        new ApiRequest(empty.argument(), empty.params(), empty.headers(), RequestBody.unread(600_000)))
                .toCompletableFuture()
                .join();
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(body(tooLong))
                .isEqualTo("Request body(600000 bytes) too large, max size: 524288 bytes. See"
                        + " https://www.consul.io/docs/agent/options.html#txn_max_req_len.");
    }

    private Answer run(String ops) {
        return server.ask("PUT /v1/txn", request("", ops)).toCompletableFuture().join();
    }
}
