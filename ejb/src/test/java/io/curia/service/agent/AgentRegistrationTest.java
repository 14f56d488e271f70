package io.curia.service.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.agent.Agent;
import io.curia.agent.AgentSettings;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.http.RequestHeaders;
import io.curia.service.DirectRaftEngine;
import io.curia.service.TestServer;
import io.curia.service.rows.CatalogFilters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients register with the agent, and what they leave empty. */
@Timeout(120)
class AgentRegistrationTest {
    @TempDir
    private Path directory;

    private final TestServer server = new TestServer();
    private Agent agent;
    private AgentServices services;
    private AgentChecks checks;

    private Agent startAgent(String files) {
        var settings = new AgentSettings(
                directory.resolve(files), false, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofSeconds(30));
        return Agent.start(
                server.raft, server.fsm, DirectRaftEngine.NODE_ID, "n1", "127.0.0.1", "dc1", Map.of(), settings);
    }

    @BeforeEach
    void start() {
        agent = startAgent("agent");
        services = new AgentServices(agent, new TestServer.Node(), server.threads, new CatalogFilters());
        checks = new AgentChecks(agent, new CatalogFilters());
    }

    @AfterEach
    void stop() {
        agent.close();
        server.close();
    }

    private static ApiRequest request(String argument, String body) {
        return new ApiRequest(
                argument.getBytes(UTF_8),
                QueryParams.parse(""),
                RequestHeaders.NONE,
                RequestBody.of(body.getBytes(UTF_8)));
    }

    private String register(String body) {
        return answer(TestServer.ask(services, "PUT /v1/agent/service/register", request("", body)));
    }

    private static String none(String more) {
        return "{\"Name\":\"web\"," + more + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Check\":{}",
                "\"Check\":null",
                "\"Check\":{\"TTL\":\"0s\"}",
                "\"Check\":{\"TTL\":0,\"Interval\":\"0s\",\"Timeout\":\"0s\",\"DeregisterCriticalServiceAfter\":\"0s\"}",
                "\"Check\":{\"Name\":\"\",\"HTTP\":\"\",\"Status\":\"\",\"TLSSkipVerify\":false,\"Header\":null}",
                "\"Checks\":[]",
                "\"Checks\":null,\"Check\":{}",
                "\"Checks\":[null]",
                "\"Connect\":{}",
                "\"Connect\":null",
                "\"Connect\":{\"SidecarService\":null}",
                "\"Proxy\":{}",
                "\"Proxy\":null",
                "\"Weights\":null",
                "\"Meta\":{},\"Tags\":[],\"TaggedAddresses\":{}",
            })
    void whatIsEmptyIsLeftOut(String empty) {
        assertThat(register(none(empty))).isEqualTo("200 ");
        assertThat(agent.state().services()).containsOnlyKeys("web");
        assertThat(agent.state().checks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Check\":{}}", "{\"Check\":{\"TTL\":\"0s\"},\"Checks\":[]}", "{\"Proxy\":{}}"})
    void aSidecarIsRegisteredWithItsOwnChecks(String sidecar) {
        assertThat(register(none("\"Port\":80,\"Connect\":{\"SidecarService\":" + sidecar + "}")))
                .isEqualTo("200 ");
        assertThat(agent.state().services()).containsOnlyKeys("web", "web-sidecar-proxy");
        assertThat(agent.state().checks())
                .containsOnlyKeys("service:web-sidecar-proxy:1", "service:web-sidecar-proxy:2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"Checks\":[{}]; Invalid check: TTL must be > 0 for TTL checks",
                "\"Check\":{\"Name\":\"x\"}; Invalid check: TTL must be > 0 for TTL checks",
                "\"Check\":{\"Interval\":\"10s\"}; Invalid check: TTL must be > 0 for TTL checks",
                "\"Check\":{\"HTTP\":\"http://a\"}; Invalid check: Interval must be > 0 for Script, HTTP, H2PING, or"
                        + " TCP checks",
                "\"Weights\":{}; Invalid Weights: Passing must be greater than 0",
            })
    void whatIsHalfEmptyIsRefused(String half, String text) {
        assertThat(register(none(half))).isEqualTo("400 " + text);
        assertThat(agent.state().services()).isEmpty();
    }

    @Test
    void anEmptyTextIsNoDuration() {
        assertThat(register(none("\"Check\":{\"Interval\":\"\"}")))
                .startsWith("400 Request decode failed: ")
                .contains("invalid duration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"HTTP\":\"http://my_service:80/x y|{z}\"",
                "\"HTTP\":\"127.0.0.1:80\"",
                "\"HTTP\":\"http://[::1\"",
                "\"HTTP\":\"http://a/\",\"Method\":\"GET IT\"",
                "\"HTTP\":\"http://a/\",\"Header\":{\"Host\":[\"b\"],\"a b\":[\"c\\r\\nd\"]}",
                "\"TCP\":\"nothing\"",
                "\"TCP\":\"a:b:c\"",
            })
    void whatCannotWorkIsRegisteredAllTheSame(String check) {
        assertThat(register(none("\"Check\":{\"Interval\":\"10s\"," + check + "}")))
                .isEqualTo("200 ");
        assertThat(agent.state().checks()).containsOnlyKeys("service:web");
    }

    @Test
    void theChecksOfOneServiceAreBounded() {
        assertThat(register(none("\"Checks\":" + tcpChecks(1000)))).isEqualTo("200 ");
        assertThat(agent.state().checks()).hasSize(1000);
        assertThat(register("{\"Name\":\"many\",\"Checks\":" + tcpChecks(1001) + "}"))
                .isEqualTo("400 Invalid checks: a service may have at most 1000 checks, and this one has 1001");
        assertThat(agent.state().services()).containsOnlyKeys("web");
    }

    private static String tcpChecks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"TCP\":\"127.0.0.1:1\",\"Interval\":\"1h\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** What was registered before a restart waits too. */
    @Test
    void noCheckRunsBeforeTheServerIsReady() throws Exception {
        try (var watched = new Door();
                var other = new Door()) {
            register(none("\"Check\":{\"TCP\":\"127.0.0.1:" + watched.port() + "\",\"Interval\":\"1s\"}"));
            agent.close();
            try (var restarted = startAgent("agent");
                    var ready = startAgent("other")) {
                ready.beginChecks();
                TestServer.ask(
                                new AgentServices(ready, new TestServer.Node(), server.threads, new CatalogFilters()),
                                "PUT /v1/agent/service/register",
                                request(
                                        "",
                                        none("\"Check\":{\"TCP\":\"127.0.0.1:" + other.port()
                                                + "\",\"Interval\":\"1s\"}")))
                        .join();
                await().until(() -> other.opened.get() >= 3);
                assertThat(watched.opened).hasValue(0);

                restarted.beginChecks();
                await().until(() -> watched.opened.get() >= 2);
                assertThat(restarted
                                .state()
                                .check("service:web")
                                .orElseThrow()
                                .check()
                                .status())
                        .isEqualTo("passing");
            }
        }
    }

    /** A port that counts who connects. */
    private static final class Door implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger opened = new AtomicInteger();

        private Door() throws IOException {
            var thread = new Thread(this::count, "door");
            thread.setDaemon(true);
            thread.start();
        }

        private int port() {
            return listening.getLocalPort();
        }

        private void count() {
            while (!listening.isClosed()) {
                try {
                    listening.accept().close();
                    opened.incrementAndGet();
                } catch (IOException e) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"0,4096", "100,100", "1000000,4096"})
    void ofALongReportTheBeginningIsKept(int wished, int kept) {
        assertThat(register(none("\"Check\":{\"TTL\":\"1h\",\"OutputMaxSize\":" + wished + "}")))
                .isEqualTo("200 ");
        String text = "beginning " + "x".repeat(9_990);
        String cut = text.substring(0, kept) + " ... (captured " + kept + " of 10000 bytes)";

        assertThat(answer(TestServer.ask(
                        checks,
                        "PUT /v1/agent/check/update/",
                        request("service:web", "{\"Status\":\"passing\",\"Output\":\"" + text + "\"}"))))
                .isEqualTo("200 ");
        assertThat(output("service:web")).isEqualTo(cut);

        assertThat(answer(TestServer.ask(
                        checks,
                        "PUT /v1/agent/check/pass/",
                        new ApiRequest(
                                "service:web".getBytes(UTF_8),
                                QueryParams.parse("note=2" + text.substring(1).replace(' ', '+')),
                                RequestHeaders.NONE,
                                RequestBody.of(new byte[0])))))
                .isEqualTo("200 ");
        assertThat(output("service:web")).isEqualTo("2" + cut.substring(1));
    }

    @Test
    void aShortReportIsKeptAsItIs() {
        assertThat(register(none("\"Check\":{\"TTL\":\"1h\"}"))).isEqualTo("200 ");
        String text = "x".repeat(4096);
        assertThat(answer(TestServer.ask(
                        checks,
                        "PUT /v1/agent/check/update/",
                        request("service:web", "{\"Status\":\"warning\",\"Output\":\"" + text + "\"}"))))
                .isEqualTo("200 ");
        assertThat(output("service:web")).isEqualTo(text);
    }

    private static String answer(CompletionStage<Answer> stage) {
        var answer = stage.toCompletableFuture().join();
        return answer.status() + " " + (answer.body() == null ? "" : new String(answer.body(), UTF_8));
    }

    private String output(String id) {
        return agent.state().check(id).orElseThrow().check().output();
    }
}
