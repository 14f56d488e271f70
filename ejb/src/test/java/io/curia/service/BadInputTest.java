package io.curia.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.catalog.RegisterCommand;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.http.RequestHeaders;
import io.curia.model.Node;
import io.curia.state.Registration;
import io.curia.text.Durations;
import io.curia.text.PercentCoding;
import io.curia.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a client sends: there is an answer, it is not this program's fault, and what is refused leaves no trace. */
class BadInputTest {
    private static TestServer server;

    @BeforeContainer
    static void start() {
        server = new TestServer();
        server.apply(RegisterCommand.of(new Registration(Node.of("n1", "10.0.0.1"), null, null, List.of(), false)));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Property
    void anyBytesAsABody(@ForAll("endpoints") String endpoint, @ForAll @Size(max = 300) byte[] body) {
        send(endpoint, "", "", body);
    }

    @Property(tries = 3_000)
    void almostRightBodies(@ForAll("endpoints") String endpoint, @ForAll("almostRight") String body) {
        send(endpoint, "", "", body.getBytes(UTF_8));
    }

    /** An entry that cannot be decoded would stop every server for good. */
    @Example
    void whatIsNestedDeeplyIsRefusedOrCanBeApplied() {
        for (int depth = 1; depth < 150; depth++) {
            String service =
                    "{\"Service\":\"s\",\"Proxy\":{\"Config\":{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}}}";
            String txn = "[{\"Service\":{\"Verb\":\"set\",\"Node\":\"n1\",\"Service\":" + service + "}}]";
            send("txn", "", "", txn.getBytes(UTF_8));
            String registration = "{\"Node\":\"n1\",\"Address\":\"10.0.0.1\",\"Service\":" + service + "}";
            Answer answer = server.ask(
                            "PUT /v1/catalog/register",
                            new ApiRequest(
                                    new byte[0],
                                    QueryParams.parse(""),
                                    RequestHeaders.NONE,
                                    RequestBody.of(registration.getBytes(UTF_8))))
                    .toCompletableFuture()
                    .join();
            assertThat(answer.status()).isEqualTo(depth + 4 > 64 ? 400 : 200);
        }
    }

    @Property
    void anyBytesAsAnArgument(@ForAll("endpoints") String endpoint, @ForAll @Size(max = 60) byte[] argument) {
        send(endpoint, PercentCoding.encodePath(argument), "", new byte[0]);
    }

    @Property(tries = 3_000)
    void anyQuery(@ForAll("endpoints") String endpoint, @ForAll("queries") String query) {
        send(endpoint, "a", query, "{}".getBytes(UTF_8));
    }

    @Property
    void percentEncodingIsUndoneByDecoding(@ForAll @Size(max = 60) byte[] bytes) {
        assertThat(PercentCoding.decodePath(PercentCoding.encodePath(bytes))).isEqualTo(bytes);
        StringBuilder query = new StringBuilder();
        PercentCoding.encodeQuery(bytes, query);
        assertThat(PercentCoding.decodeQuery(query.toString(), 0, query.length()))
                .isEqualTo(bytes);
    }

    @Property
    void anyTextIsAPathAndAQueryOrRefused(@ForAll String text) {
        PercentCoding.decodePath(text);
        QueryParams params = QueryParams.parse(text);
        assertThat(QueryParams.parse(params.encode()).encode()).isEqualTo(params.encode());
    }

    @Property(tries = 3_000)
    void anyTextIsADurationOrTold(@ForAll("durations") String text) {
        if (Durations.parse(text).isEmpty()) {
            assertThat(Durations.fault(text)).startsWith("time: ").endsWith(Texts.quote(text));
        }
    }

    @Provide
    Arbitrary<String> endpoints() {
        return Arbitraries.of(endpointTable().keySet());
    }

    @Provide
    Arbitrary<String> durations() {
        return Arbitraries.of(
                        "1",
                        "0",
                        "9223372036854775807",
                        ".",
                        "-",
                        "+",
                        "h",
                        "m",
                        "s",
                        "ms",
                        "us",
                        "\u00b5s",
                        "ns",
                        "y",
                        " ",
                        "\u0000",
                        "\u0661")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> names = Arbitraries.of(
                "index",
                "wait",
                "stale",
                "consistent",
                "max_stale",
                "dc",
                "cas",
                "flags",
                "acquire",
                "release",
                "recurse",
                "keys",
                "separator",
                "raw",
                "pretty",
                "segment",
                "ns",
                "%",
                "");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of("", "0", "-1", "18446744073709551616", "1ns", "x", "%zz", "%00", "%ff", "dc1", "a=b"),
                Arbitraries.strings().ascii().ofMaxLength(6));
        Arbitrary<String> pairs = Combinators.combine(names, values)
                .as((name, value) -> name.equals("index") ? "index=x" + value : name + "=" + value);
        return pairs.list().ofMaxSize(4).map(all -> String.join("&", all));
    }

    @Provide
    Arbitrary<String> almostRight() {
        Arbitrary<String> names = Arbitraries.of(
                        "KV",
                        "Node",
                        "Service",
                        "Check",
                        "Verb",
                        "Key",
                        "Value",
                        "Index",
                        "Session",
                        "TTL",
                        "LockDelay",
                        "Behavior",
                        "NodeChecks",
                        "Checks",
                        "ServiceChecks",
                        "ID",
                        "Coord",
                        "Vec",
                        "Error",
                        "Definition",
                        "Interval",
                        "Meta",
                        "Weights",
                        "Proxy",
                        "node",
                        "\\u0000",
                        "Bogus")
                .map(name -> '"' + name + '"');
        Arbitrary<String> leaves = Arbitraries.of(
                "null",
                "true",
                "0",
                "-1",
                "1e99",
                "18446744073709551616",
                "1.5",
                "\"\"",
                "\"set\"",
                "\"get\"",
                "\"lock\"",
                "\"delete-tree\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"10s\"",
                "\"x\"",
                "\"aGk=\"",
                "\"a\"",
                "[]",
                "{}",
                "[[]]");
        return values(names, leaves, 4);
    }

    private static Arbitrary<String> values(Arbitrary<String> names, Arbitrary<String> leaves, int depth) {
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<String> inner = values(names, leaves, depth - 1);
        Arbitrary<String> objects = Combinators.combine(names, inner)
                .as((name, value) -> name + ":" + value)
                .list()
                .ofMaxSize(4)
                .map(fields -> "{" + String.join(",", fields) + "}");
        Arbitrary<String> lists = inner.list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]");
        return Arbitraries.oneOf(leaves, objects, objects, lists);
    }

    private static Map<String, Function<ApiRequest, CompletionStage<Answer>>> endpointTable() {
        return Map.of(
                "kv get", r -> server.ask("GET /v1/kv/", r),
                "kv put", r -> server.ask("PUT /v1/kv/", r),
                "kv delete", r -> server.ask("DELETE /v1/kv/", r),
                "session create", r -> server.ask("PUT /v1/session/create", r),
                "session destroy", r -> server.ask("PUT /v1/session/destroy/", r),
                "session renew", r -> server.ask("PUT /v1/session/renew/", r),
                "session info", r -> server.ask("GET /v1/session/info/", r),
                "txn", r -> server.ask("PUT /v1/txn", r),
                "coordinate node", r -> server.ask("GET /v1/coordinate/node/", r),
                "coordinate update", r -> server.ask("PUT /v1/coordinate/update", r));
    }

    private static void send(String endpoint, String argument, String query, byte[] body) {
        long before = server.raft.lastApplied();
        ApiRequest request = new ApiRequest(
                PercentCoding.decodePath(argument),
                QueryParams.parse(query),
                RequestHeaders.NONE,
                RequestBody.of(body));

        Answer answer = endpointTable()
                .get(endpoint)
                .apply(request)
                .toCompletableFuture()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join();

        String text = answer.body() == null ? "" : new String(answer.body(), ISO_8859_1);
        assertThat(text).doesNotContain("internal error", "Exception");
        if (answer.status() == 400 || answer.status() == 413) {
            assertThat(server.raft.lastApplied()).isEqualTo(before);
        }
    }
}
