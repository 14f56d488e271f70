package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conversations with a server whose answers are known, right and wrong. */
class PlayerTest {
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer http;
    private volatile int status = 200;
    private volatile String type = "application/json";
    private volatile String body = "true";
    private volatile String index = "";

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.setExecutor(Executors.newCachedThreadPool());
        http.start();
    }

    @AfterEach
    void stop() {
        release.countDown();
        http.stop(0);
        ((java.util.concurrent.ExecutorService) http.getExecutor()).shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var headers = exchange.getRequestHeaders();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent
                + (headers.containsKey("X-Consul-Token") ? " " + headers.getFirst("X-Consul-Token") : "")
                + (headers.containsKey("Transfer-Encoding") ? " chunked" : ""));
        if (exchange.getRequestURI().getPath().equals("/slow")) {
            awaitRelease();
        } else if (exchange.getRequestURI().getPath().equals("/go")) {
            release.countDown();
        }
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (!index.isEmpty()) {
            exchange.getResponseHeaders().set("X-Consul-Index", index);
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Player.Outcome> play(String steps) throws PlayException {
        return play(steps, Optional.empty());
    }

    private List<Player.Outcome> play(String steps, Optional<String> token) throws PlayException {
        var url = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        var recorded = Json.object(
                "{\"name\":\"x\",\"steps\":[" + steps + "],\"cleanup\":[{\"method\":\"DELETE\",\"path\":\"/${p}\"}]}");
        var server = new Server(url, token, "n1", "id1", "127.0.0.1", "dc1");
        return Player.play(Conversation.of("test", recorded), server, Set.of("no-acl"));
    }

    private String difference(String expect) throws PlayException {
        var outcomes = play("{\"method\":\"GET\",\"path\":\"/a\",\"expect\":" + expect + "}");
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0).differences().toString();
    }

    private static String expecting(String more) {
        return "{\"status\":200,\"headers\":{\"Content-Type\":\"application/json\"}," + more + "}";
    }

    @Test
    void aRightAnswerPasses() throws PlayException {
        assertThat(difference(expecting("\"json\":true"))).isEqualTo("[]");
    }

    @Test
    void wrongAnswersFail() throws PlayException {
        assertThat(difference(expecting("\"json\":false"))).isEqualTo("[$: expected false, got true]");
        assertThat(difference("{\"status\":404,\"headers\":{\"Content-Type\":\"application/json\"},\"json\":true}"))
                .isEqualTo("[status: expected 404, got 200]");
        assertThat(difference("{\"status\":200,\"json\":true}"))
                .isEqualTo("[Content-Type: was not recorded, got application/json]");
        assertThat(
                        difference(
                                "{\"status\":200,\"headers\":{\"Content-Type\":\"text/plain\",\"Allow\":\"GET\"},\"json\":true}"))
                .contains("Content-Type: expected", "Allow: expected \"GET\", but there is no such header");
        body = "nonsense";
        assertThat(difference(expecting("\"json\":true"))).contains("body is not valid JSON");
        type = "text/plain";
        assertThat(difference("{\"status\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"text\":\"Nonsense\"}"))
                .isEqualTo("[body: expected \"Nonsense\", got \"nonsense\"]");
        assertThat(difference("{\"status\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"json\":true}"))
                .isEqualTo("[body: expected true, got nonsense]");
        assertThat(difference("{\"status\":200,\"headers\":{\"Content-Type\":\"text/plain\"},"
                        + "\"bytes\":{\"length\":8,\"sha256\":\"00\"}}"))
                .contains("body.sha256");
    }

    @Test
    void indexesInHeadersAndBodiesAreOfOneOrder() throws PlayException {
        index = "7";
        body = "{\"ModifyIndex\":6}";
        String expect =
                "{\"status\":200,\"headers\":{\"Content-Type\":\"application/json\",\"X-Consul-Index\":{\"$index\":%d}},"
                        + "\"json\":{\"ModifyIndex\":{\"$index\":1}}}";
        assertThat(difference(expect.formatted(2))).isEqualTo("[]");
        assertThat(difference(expect.formatted(1))).contains("X-Consul-Index: expected the same index");
        index = "x";
        assertThat(difference(expect.formatted(2))).contains("X-Consul-Index: expected an index");
    }

    @Test
    void onlyThePartThatAStepLooksAtCounts() throws PlayException {
        body = "[{\"Name\":\"other\"},{\"Name\":\"mine2\",\"n\":2},{\"Name\":\"mine1\",\"n\":1}]";
        String step =
                "{\"method\":\"GET\",\"path\":\"/a\",\"pick\":[{\"path\":\"$\",\"prefix\":\"mine\",\"field\":\"Name\"}],"
                        + "%s\"expect\":"
                        + expecting("\"json\":[{\"Name\":\"mine1\",\"n\":1},{\"Name\":\"mine2\",\"n\":2}]") + "}";
        assertThat(play(step.formatted("\"unordered\":[{\"path\":\"$\",\"by\":\"n\"}],"))
                        .get(0)
                        .passed())
                .isTrue();
        assertThat(play(step.formatted("")).get(0).passed()).isFalse();
    }

    @Test
    void valuesAreKeptForLaterSteps() throws PlayException {
        index = "41";
        body = "{\"ID\":\"i-1\"}";
        var outcomes = play(
                "{\"method\":\"PUT\",\"path\":\"/a\",\"json\":{\"N\":\"${node}\"},"
                        + "\"save\":{\"id\":\"$.ID\",\"i\":\"header:X-Consul-Index\"}},"
                        + "{\"method\":\"GET\",\"path\":\"/b/${id}?index=${i|+1}\",\"token\":\"t2\"},"
                        + "{\"method\":\"PUT\",\"path\":\"/c\",\"repeat\":[\"xy\",2],\"chunked\":true},"
                        + "{\"method\":\"GET\",\"path\":\"/${never}\",\"expect\":{\"status\":200}}",
                Optional.of("t1"));
        assertThat(requests)
                .startsWith("PUT /a {\"N\":\"n1\"} t1", "GET /b/i-1?index=42  t2", "PUT /c xyxy t1 chunked");
        assertThat(requests.stream().skip(3)).singleElement().asString().startsWith("DELETE /cf-x-");
        assertThat(outcomes).singleElement().matches(outcome -> outcome.number() == 4 && !outcome.passed());
        assertThat(outcomes.get(0).differences())
                .hasToString("[request: needs ${never}, which no earlier step has yielded]");
    }

    @Test
    void aRequestInTheBackgroundIsAwaited() throws PlayException {
        String answer = expecting("\"json\":true");
        var outcomes = play("{\"method\":\"GET\",\"path\":\"/slow\",\"background\":\"b\"},"
                + "{\"pending\":\"b\",\"after_ms\":1,\"expect\":{\"pending\":true}},"
                + "{\"method\":\"GET\",\"path\":\"/go\",\"expect\":" + answer + "},"
                + "{\"join\":\"b\",\"within_ms\":[200,60000],\"expect\":" + answer + "}");
        assertThat(outcomes).hasSize(3).allMatch(Player.Outcome::passed);

        outcomes = play("{\"method\":\"GET\",\"path\":\"/quick\",\"background\":\"b\"},"
                + "{\"pending\":\"b\",\"after_ms\":60,\"expect\":{\"pending\":true}},"
                + "{\"join\":\"b\",\"within_ms\":[50000,60000],\"expect\":" + answer + "}");
        assertThat(outcomes).hasSize(2).noneMatch(Player.Outcome::passed);
    }

    @Test
    void noAnswerIsAFailure() throws PlayException {
        http.stop(0);
        assertThat(difference(expecting("\"json\":true"))).startsWith("[request: no answer: ");
    }
}
