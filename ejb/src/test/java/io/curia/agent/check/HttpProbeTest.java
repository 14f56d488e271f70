package io.curia.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.HealthCheck;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, against servers that take it byte by byte, and names whose addresses the test decides. */
@Timeout(120)
class HttpProbeTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Map<String, List<String>> names = new HashMap<>();
    private final Probes probes = new Probes(threads, threads, new Dialer(this::resolve));

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        var addresses = new java.util.ArrayList<InetAddress>();
        for (String each : names.getOrDefault(host, List.of(host))) {
            addresses.add(InetAddress.getByName(each));
        }
        return addresses;
    }

    private Outcome run(ProbeDefinition definition) {
        return probes.of(definition.build()).run().join();
    }

    private static ProbeDefinition http(String url) {
        return ProbeDefinition.http(url);
    }

    @Test
    void aServiceWithOneThreadIsFreeAfterItsCheck() throws Exception {
        try (var server = new RawServer(RawServer.ok("fine"))) {
            String url = "http://127.0.0.1:" + server.port() + "/";
            for (int i = 0; i < 3; i++) {
                assertThat(run(http(url)))
                        .isEqualTo(new Outcome(HealthCheck.PASSING, "HTTP GET " + url + ": 200 OK Output: fine"));
            }
            assertThat(server.heads()).hasSize(3).allMatch(head -> head.contains("\r\nConnection: close\r\n"));
        }
    }

    @Test
    void theRequestIsAsConsulSendsIt() throws Exception {
        try (var server = new RawServer(RawServer.ok(""))) {
            run(http("http://127.0.0.1:" + server.port()));
            assertThat(server.heads())
                    .containsExactly("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\nUser-Agent: Consul Health Check\r\nAccept: text/plain, text/*, */*"
                            + "\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
        }
    }

    @Test
    void allAddressesOfANameAreTried() throws Exception {
        names.put("two_addresses", List.of("127.0.0.2", "127.0.0.1"));
        try (var server = new RawServer(RawServer.ok("fine"))) {
            String address = "two_addresses:" + server.port();
            assertThat(run(http("http://" + address + "/x y|{z}")).status()).isEqualTo(HealthCheck.PASSING);
            assertThat(run(ProbeDefinition.tcp(address)))
                    .isEqualTo(new Outcome(HealthCheck.PASSING, "TCP connect " + address + ": Success"));
            assertThat(server.heads().get(0)).startsWith("GET /x%20y%7C%7Bz%7D HTTP/1.1\r\nHost: " + address + "\r\n");
        }
        names.put("two_addresses", List.of("127.0.0.2", "127.0.0.3"));
        assertThat(run(http("http://two_addresses:1/")).output())
                .isEqualTo("Get \"http://two_addresses:1/\": dial tcp 127.0.0.2:1: connect: connection refused");
    }

    @Test
    void anyHeaderAndMethodIsSent() throws Exception {
        try (var server = new RawServer(RawServer.ok(""))) {
            run(http("http://user:pass@127.0.0.1:" + server.port() + "/")
                    .method("x-Purge")
                    .body("text")
                    .header("Host", "virtual.example")
                    .header("Expect", "100-continue")
                    .header("User-Agent", "mine")
                    .header("X-Two", "1", "2")
                    .header("X-Text", "ü")
                    .header("Content-Length", "99"));
            assertThat(server.heads().get(0))
                    .startsWith(
                            "x-Purge / HTTP/1.1\r\nHost: virtual.example\r\nUser-Agent: mine\r\nContent-Length: 4\r\n")
                    .contains("\r\nExpect: 100-continue\r\n", "\r\nX-Two: 1\r\nX-Two: 2\r\n")
                    .contains("\r\nX-Text: \u00c3\u00bc\r\n")
                    .contains("\r\nAuthorization: Basic dXNlcjpwYXNz\r\n")
                    .endsWith("\r\n\r\ntext");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "localhost:80/x; Get \"localhost:80/x\": unsupported protocol scheme \"localhost\"",
                "a.example/x; Get \"a.example/x\": unsupported protocol scheme \"\"",
                "ftp://a/; Get \"ftp://a/\": unsupported protocol scheme \"ftp\"",
                "http:///x; Get \"http:///x\": http: no Host in request URL",
                "http:x; Get \"http:x\": http: no Host in request URL",
                "127.0.0.1:1; parse \"127.0.0.1:1\": first path segment in URL cannot contain colon",
                "http://127.0.0.1:99999/; Get \"http://127.0.0.1:99999/\": dial tcp: address 99999: invalid port",
                "http://u:secret@127.0.0.1:1/; Get \"http://u:***@127.0.0.1:1/\": dial tcp 127.0.0.1:1: connect:"
                        + " connection refused",
            })
    void whatCannotWorkIsCriticalAndSaysWhy(String url, String output) {
        assertThat(run(http(url))).isEqualTo(new Outcome(HealthCheck.CRITICAL, output));
    }

    @Test
    void soAreNamesMethodsAndHeadersThatAreNone() {
        names.put("nowhere", List.of());
        String url = "http://127.0.0.1:1/";
        assertThat(run(http("http://nowhere/")).output())
                .isEqualTo("Get \"http://nowhere/\": dial tcp: lookup nowhere: no such host");
        assertThat(run(http(url).method("GET IT")).output()).isEqualTo("net/http: invalid method \"GET IT\"");
        assertThat(run(http(url).header("a b", "c")).output())
                .isEqualTo("Get \"" + url + "\": net/http: invalid header field name \"a b\"");
        assertThat(run(http(url).header("a", "b\r\nc: d")).output())
                .isEqualTo("Get \"" + url + "\": net/http: invalid header field value for \"a\"");
        assertThat(run(ProbeDefinition.tcp("host")))
                .isEqualTo(new Outcome(HealthCheck.CRITICAL, "dial tcp: address host: missing port in address"));
        assertThat(run(ProbeDefinition.tcp("::1:80")).output())
                .isEqualTo("dial tcp: address ::1:80: too many colons in address");
        assertThat(run(ProbeDefinition.tcp("127.0.0.1:none")).output())
                .isEqualTo("dial tcp: lookup tcp/none: unknown port");
    }

    @Test
    void aServerThatSaysNothingOrNonsenseIsCritical() throws Exception {
        try (var silent = new RawServer("");
                var odd = new RawServer("SSH-2.0-x\r\n\r\n")) {
            String url = "http://127.0.0.1:" + silent.port() + "/";
            assertThat(run(http(url))).isEqualTo(new Outcome(HealthCheck.CRITICAL, "Get \"" + url + "\": EOF"));
            assertThat(run(http("http://127.0.0.1:" + odd.port() + "/")).output())
                    .contains("malformed HTTP response");
        }
    }

    @Test
    void aServerThatNeverAnswersIsCritical() throws Exception {
        try (var deaf = new java.net.ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + deaf.getLocalPort() + "/";
            assertThat(run(http(url).timeout(Duration.ofMillis(300))))
                    .isEqualTo(new Outcome(
                            HealthCheck.CRITICAL,
                            "Get \"" + url
                                    + "\": context deadline exceeded (Client.Timeout exceeded while awaiting"
                                    + " headers)"));
        }
    }

    @Test
    void theServersOwnWordsAreShown() throws Exception {
        try (var server = new RawServer(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 299 Quite Well\r\n\r\n", "HTTP/1.0 503\r\n\r\nno")) {
            String url = "http://127.0.0.1:" + server.port() + "/";
            assertThat(run(http(url)))
                    .isEqualTo(new Outcome(HealthCheck.PASSING, "HTTP GET " + url + ": 299 Quite Well Output: "));
            assertThat(run(http(url)))
                    .isEqualTo(new Outcome(HealthCheck.CRITICAL, "HTTP GET " + url + ": 503 Output: no"));
        }
    }

    @Test
    void aBodyThatBreaksOffLeavesTheStatus() throws Exception {
        try (var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart")) {
            assertThat(run(http("http://127.0.0.1:" + server.port() + "/")))
                    .matches(outcome -> outcome.status().equals(HealthCheck.PASSING)
                            && outcome.output().endsWith("Output: part"));
        }
    }

    @Test
    void secretsStayWithTheServerTheyAreFor() throws Exception {
        names.put("other", List.of("127.0.0.1"));
        try (var other = new RawServer(RawServer.ok("here"));
                var first =
                        new RawServer("HTTP/1.1 302 Found\r\nLocation: http://other:" + other.port() + "/to\r\n\r\n")) {
            var outcome = run(http("http://127.0.0.1:" + first.port() + "/")
                    .method("POST")
                    .body("text")
                    .header("Authorization", "secret")
                    .header("X-Kept", "y"));
            assertThat(outcome.status()).isEqualTo(HealthCheck.PASSING);
            assertThat(other.heads().get(0))
                    .startsWith("GET /to HTTP/1.1\r\nHost: other:")
                    .contains("X-Kept: y")
                    .doesNotContain("secret", "text\r\n\r\ntext");
        }
    }

    @Test
    void redirectsWithoutEndAreGivenUp() throws Exception {
        try (var server = new RawServer("HTTP/1.1 307 Go On\r\nLocation: again\r\nContent-Length: 0\r\n\r\n")) {
            String url = "http://127.0.0.1:" + server.port() + "/";
            assertThat(run(http(url)))
                    .isEqualTo(
                            new Outcome(HealthCheck.CRITICAL, "Get \"" + url + "again\": stopped after 10 redirects"));
            assertThat(server.heads()).hasSize(10);
        }
    }
}
