package io.curia.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {
    private HttpServer server;
    private URI base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", HttpApiTest::echo);
        server.start();
        base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Answers what was asked; the path is the status. */
    private static void echo(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var text = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("X-Consul-Token") + " " + body;
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void sendsTokenDatacenterParametersAndBody() throws IOException {
        var api = HttpApi.at(base).token("secret").datacenter("dc 2").build();
        assertThat(api.text("PUT", "/200", Map.of("stale", "", "name", "a&b"), "body", Duration.ofSeconds(60)))
                .isEqualTo("PUT /200?dc=dc+2&name=a%26b&stale secret body");
    }

    @Test
    void sendsNothingThatIsNotSet() throws IOException {
        var api = HttpApi.at(base).build();
        assertThat(api.text("GET", "/200", Map.of(), null, null)).isEqualTo("GET /200 null ");
    }

    @Test
    void refusesWhatNoRequestCanBeMadeOf() {
        assertThatThrownBy(
                        () -> HttpApi.at(URI.create("http://127.0.0.1:65536")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid port: 65536");
        assertThatThrownBy(() -> HttpApi.at(base).token("secret\n").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the token has characters that cannot be sent")
                .hasNoCause();
    }

    @Test
    void tellsARefusal() {
        var api = HttpApi.at(base).build();
        assertThatThrownBy(() -> api.text("GET", "/500", Map.of(), null, null))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("Unexpected response code: 500 (GET /500 null)");
    }
}
