package io.curia.service.kv;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.headers;
import static io.curia.service.TestServer.index;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Limits;
import io.curia.http.RequestBody;
import io.curia.raft.api.RaftException;
import io.curia.service.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KvServiceTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersAnEntryWithTheHeadersOfAQuery() {
        assertThat(body(server.put("a/b?flags=42", "hello world"))).isEqualTo("true");
        Answer answer = server.get("a/b");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(body(answer))
                .isEqualTo("[{\"LockIndex\":0,\"Key\":\"a/b\",\"Flags\":42,\"Value\":\"aGVsbG8gd29ybGQ=\","
                        + "\"CreateIndex\":1,\"ModifyIndex\":1}]");
        assertThat(headers(answer))
                .isEqualTo(Map.of(
                        "X-Consul-Index", "1",
                        "X-Consul-Knownleader", "true",
                        "X-Consul-Lastcontact", "0",
                        "X-Consul-Query-Backend", "blocking-query"));
    }

    @Test
    void answersTheBareValue() {
        server.put("a", "<b>");
        Answer answer = server.get("a?raw");
        assertThat(body(answer)).isEqualTo("<b>");
        assertThat(answer.contentType()).isEqualTo("text/plain");
        assertThat(headers(answer))
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Security-Policy", "sandbox")
                .containsEntry("X-Consul-Index", "1");
    }

    @Test
    void anEmptyValueIsNullInJsonAndEmptyRaw() {
        server.put("a", "");
        assertThat(body(server.get("a"))).contains("\"Value\":null");
        Answer raw = server.get("a?raw");
        assertThat(raw.body()).isEmpty();
        assertThat(raw.contentType()).isEqualTo("text/plain");
    }

    @Test
    void aMissingKeyIsNotFoundButHasAnIndex() {
        for (String target : new String[] {"a", "a?raw", "a?recurse", "a?keys", "?recurse"}) {
            Answer answer = server.get(target);
            assertThat(answer.status()).as(target).isEqualTo(404);
            assertThat(answer.body()).isNull();
            assertThat(answer.contentType()).isNull();
            assertThat(index(answer)).isEqualTo("1");
        }
        assertThat(body(server.get("?keys"))).isEqualTo("[]");
    }

    @Test
    void listsEntriesAndKeysUnderAPrefix() {
        for (String key : new String[] {"b", "a/x/1", "a/x/2", "a/y", "A", "%ff"}) {
            server.put(key, key);
        }
        assertThat(body(server.get("?keys"))).isEqualTo("[\"A\",\"a/x/1\",\"a/x/2\",\"a/y\",\"b\",\"\\ufffd\"]");
        assertThat(body(server.get("a/?keys&separator=/"))).isEqualTo("[\"a/x/\",\"a/y\"]");
        assertThat(body(server.get("a/?keys&seperator=%2F"))).isEqualTo("[\"a/x/\",\"a/y\"]");
        assertThat(body(server.get("a/?keys&seperator=x&separator="))).isEqualTo("[\"a/x/1\",\"a/x/2\",\"a/y\"]");
        Answer list = server.get("a/?recurse&raw");
        assertThat(body(list)).startsWith("[{").contains("\"Key\":\"a/x/1\"").contains("\"Key\":\"a/y\"");
        assertThat(index(list)).isEqualTo("4");
        assertThat(body(server.get("a/?recurse&keys"))).isEqualTo("[\"a/x/1\",\"a/x/2\",\"a/y\"]");
    }

    @Test
    void comparesAndSets() {
        assertThat(body(server.put("c?cas=0", "1"))).isEqualTo("true");
        assertThat(body(server.put("c?cas=0", "2"))).isEqualTo("false");
        assertThat(body(server.put("c?cas=1", "2"))).isEqualTo("true");
        assertThat(body(server.put("c?cas=1&pretty", "3"))).isEqualTo("false\n");
        assertThat(body(server.get("c?raw"))).isEqualTo("2");
        assertThat(body(server.delete("c?cas=1"))).isEqualTo("false");
        assertThat(body(server.delete("c?cas=3"))).isEqualTo("true");
        assertThat(body(server.delete("c?cas=3"))).isEqualTo("true");
        assertThat(server.get("c").status()).isEqualTo(404);
    }

    @Test
    void deletesOneOrAll() {
        server.put("a", "1");
        server.put("a/b", "2");
        server.put("b", "3");
        assertThat(body(server.delete("a"))).isEqualTo("true");
        assertThat(body(server.get("?keys"))).isEqualTo("[\"a/b\",\"b\"]");
        assertThat(body(server.delete("?recurse&pretty"))).isEqualTo("true\n");
        assertThat(body(server.get("?keys"))).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|400|Missing key name",
                "''?cas=x|400|Missing key name",
                "a?cas=1&acquire=x|400|Conflicting flags: acquire=x&cas=1",
                "a?release=b&acquire=a+b|400|Conflicting flags: acquire=a+b&release=b",
                "a?flags=abc|500|strconv.ParseUint: parsing \"abc\": invalid syntax",
                "a?flags|500|strconv.ParseUint: parsing \"\": invalid syntax",
                "a?flags=-1|500|strconv.ParseUint: parsing \"-1\": invalid syntax",
                "a?cas=18446744073709551616|500|strconv.ParseUint: parsing \"18446744073709551616\": value out of range",
                "a?stale&consistent|400|Cannot specify ?stale with ?consistent, conflicting semantics.",
                "a?dc=nowhere|500|No path to datacenter",
                "a?acquire=|500|raft apply failed: missing session",
                "a?acquire=x|500|raft apply failed: failed session lookup: index error: UUID must be 36 characters",
                "a?ns=team|400|Bad request: Invalid query parameter: \"ns\" - Namespaces are a Consul Enterprise feature",
            })
    void refusesWrongWrites(String target, int status, String text) {
        Answer answer = server.put(target.replace("''", ""), "x");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(body(answer)).isEqualTo(text);
        assertThat(answer.contentType()).isEqualTo(Answer.TEXT);
        assertThat(server.get("a").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?flags=abc", "?x", "a?cas=1&acquire=x", "a?dc=nowhere", "a?ns=team", "a?wait=x"})
    void wrongWritesNeverReachTheLog(String target) {
        server.put(target, "x");
        assertThat(server.raft.lastApplied()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?cas=abc", "", "a?recurse&cas=1", "a?dc=nowhere", "a?ns=team", "a?wait=x"})
    void wrongDeletesNeverReachTheLog(String target) {
        server.delete(target);
        assertThat(server.raft.lastApplied()).isZero();
    }

    @Test
    void aKeyIsNeededUnlessAllAreMeant() {
        assertThat(body(server.get(""))).isEqualTo("Missing key name");
        assertThat(body(server.get("?raw"))).isEqualTo("Missing key name");
        assertThat(body(server.delete(""))).isEqualTo("Missing key name");
        assertThat(body(server.delete("a?recurse&cas=1"))).isEqualTo("Conflicting flags: cas=1&recurse=");
    }

    @Test
    void theNamespaceHeaderIsRefused() {
        ApiRequest plain = request("a", "");
        ApiRequest request = new ApiRequest(
                plain.argument(),
                plain.params(),
                name -> name.equals("X-Consul-Namespace") ? "team" : null,
                RequestBody.NONE);
        assertThat(body(server.ask("GET /v1/kv/", request).toCompletableFuture().join()))
                .isEqualTo("Bad request: Invalid header: \"X-Consul-Namespace\""
                        + " - Namespaces are a Consul Enterprise feature");
    }

    @Test
    void aLongValueIsRefusedWithoutReadingIt() throws IOException {
        byte[] longest = new byte[Limits.DEFAULT];
        assertThat(putBody(longest, longest.length).status()).isEqualTo(200);
        assertThat(putBody(longest, -1).status()).isEqualTo(200);
        byte[] tooLong = new byte[Limits.DEFAULT + 1];
        Answer declared = putBody(tooLong, tooLong.length);
        assertThat(declared.status()).isEqualTo(413);
        assertThat(body(declared))
                .isEqualTo("Request body(524289 bytes) too large, max size: 524288 bytes. See"
                        + " https://www.consul.io/docs/agent/options.html#kv_max_value_size.");
        assertThat(body(putBody(tooLong, -1)))
                .isEqualTo("Request body too large, max size: 524288 bytes. See"
                        + " https://www.consul.io/docs/agent/options.html#kv_max_value_size.");
    }

    @Test
    void theLimitOfValuesIsASetting() {
        try (var small = new TestServer(Limits.of(10))) {
            assertThat(small.put("fits", "x".repeat(10)).status()).isEqualTo(200);
            Answer refused = small.put("long", "x".repeat(11));
            assertThat(refused.status()).isEqualTo(413);
            assertThat(body(refused)).startsWith("Request body(11 bytes) too large, max size: 10 bytes.");
            assertThat(small.get("long").status()).isEqualTo(404);
        }
        assertThat(Limits.of(10).txnMaxBody()).isEqualTo(Limits.DEFAULT);
        assertThat(Limits.of(Limits.DEFAULT * 2).txnMaxBody()).isEqualTo(Limits.DEFAULT * 2);
    }

    private Answer putBody(byte[] bytes, long declaredLength) throws IOException {
        RequestBody body = RequestBody.read(new ByteArrayInputStream(bytes), declaredLength, Limits.DEFAULT);
        ApiRequest plain = request("big", "");
        return server.ask("PUT /v1/kv/", new ApiRequest(plain.argument(), plain.params(), plain.headers(), body))
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @EnumSource(RaftException.Kind.class)
    void tellsWhatRaftCouldNotDo(RaftException.Kind kind) {
        server.raft.failWith(new RaftException(kind, "the disk is full"));
        Answer answer = server.put("a", "x");
        boolean refused = kind == RaftException.Kind.OVERLOADED || kind == RaftException.Kind.FULL;
        assertThat(answer.status()).isEqualTo(refused ? 503 : 500);
        assertThat(answer.contentType()).isEqualTo(Answer.TEXT);
        assertThat(body(answer))
                .isEqualTo(
                        switch (kind) {
                            case NO_LEADER -> "No cluster leader";
                            case OVERLOADED -> "Too many writes wait to be committed, try again later";
                            case FULL, REFUSED -> "the disk is full";
                            case INDETERMINATE -> "leadership lost while committing log";
                            case STORAGE -> "the log could not be written: the disk is full";
                            case SHUTDOWN -> "raft is already shutdown";
                        });
        assertThat(headers(answer).containsKey("Retry-After")).isEqualTo(kind == RaftException.Kind.OVERLOADED);
        assertThat(server.get("a").status()).isEqualTo(answer.status());
    }

    @Test
    void staleReadsGoOnWithoutALeader() {
        server.put("a", "x");
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        server.raft.setLastContactMs(2500);
        assertThat(body(server.get("a?raw"))).isEqualTo("No cluster leader");
        Answer stale = server.get("a?raw&stale");
        assertThat(body(stale)).isEqualTo("x");
        assertThat(headers(stale))
                .containsEntry("X-Consul-Knownleader", "false")
                .containsEntry("X-Consul-Lastcontact", "2500");
        assertThat(body(server.get("a?raw&max_stale=3s"))).isEqualTo("x");
        assertThat(body(server.get("a?raw&max_stale=2s"))).isEqualTo("No cluster leader");
    }
}
