package io.curia.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.error.SimpleErrorPageHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules on a listening Undertow; what passes them reaches a handler that says so. */
class TransportRulesTest {
    private static final String PASSED = "passed";

    private static Undertow server;

    private record Reply(int status, Map<String, String> headers, String body) {}

    @BeforeAll
    static void listen() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.DECODE_URL, false)
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setHandler(new SimpleErrorPageHandler(
                        new TransportRules(Routes.ALL, TransportRulesTest::pass, TransportRulesTest::pass)))
                .build();
        server.start();
    }

    private static void pass(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain;charset=UTF-8");
        exchange.getResponseHeaders().put(HttpString.tryFromString("X-Uri"), exchange.getRequestURI());
        exchange.getResponseHeaders()
                .put(
                        HttpString.tryFromString("X-Seen"),
                        exchange.getRequestHeaders().getHeaderNames().toString());
        byte[] argument = exchange.getAttachment(TransportRules.ARGUMENT);
        exchange.getResponseSender().send(PASSED + new String(argument, ISO_8859_1), ISO_8859_1);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/kv/, ''",
        "/v1/kv/a/b/, a/b/",
        "/v1/kv/a%20b+c%2Bd, a b+c+d",
        "/v1/kv/a%252f;x=y, a%2f;x=y",
        "/v1/kv/a%2Fb?c=%2F, a/b",
        "/v1/kv/%c3%a9, \u00c3\u00a9",
        "/v1/kv/\u00c3\u00a9, \u00c3\u00a9",
        "/v1/status/leader, ''",
    })
    void handsOnTheArgumentDecodedOnce(String target, String argument) throws IOException {
        Reply reply = send("GET", target);
        assertThat(reply.body()).isEqualTo(PASSED + argument);
        assertThat(target).startsWith(reply.headers().get("x-uri"));
    }

    @Test
    void resourcesSeeNoPathThatIsNotUtf8() throws IOException {
        Reply reply = send("GET", "/v1/kv/a%ff/%80b");
        assertThat(reply.body()).isEqualTo(PASSED + "a\u00ff/\u0080b");
        assertThat(reply.headers()).containsEntry("x-uri", "/v1/kv/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/kv/",
                "/v1/kv/a",
                "/v1/kv/a/b/",
                "/v1/kv/colon:semi;at@eq=comma,",
                "/v1/kv/%ff%fe",
                "/v1/kv/\u00ff",
                "/v1/kv/%20",
                "/v1/kv/%C5%BElu%C5%A5",
                "/v1/kv/a%3f%23%25",
                "/v1/kv/;",
                "/v1/kv/a?x=%7a&%00",
                "/v1/status/leader",
                "/v1/agent/self?pretty",
                "http://x/v1/kv/a",
                "/v1/kv/%2e%2e%2e"
            })
    void passesWhatARouteTakes(String target) throws IOException {
        Reply reply = send("GET", target);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).startsWith(PASSED);
        assertThat(reply.headers())
                .containsEntry("x-consul-default-acl-policy", "allow")
                .containsEntry("vary", "Accept-Encoding")
                .containsEntry("content-type", "text/plain; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1/nope",
                "/nope",
                "/v2/kv/x",
                "/v1/status/leader/",
                "/v1/kvx",
                "/V1/kv/a",
                "/favicon.ico"
            })
    void unknownPathsAreNotFound(String target) throws IOException {
        for (String method : new String[] {"GET", "PUT", "OPTIONS"}) {
            Reply reply = send(method, target);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.headers())
                    .doesNotContainKeys("x-consul-default-acl-policy", "vary", "content-type", "allow");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/kv/tab%09",
                "/v1/kv/nul%00",
                "/v1/kv/%7f",
                "/v1/kv/%c2%a0",
                "/v1/kv/%e2%80%a8",
                "/v1/kv/%e2%80%8b",
                "/nope%0a",
                "/v1/kv/%",
                "/v1/kv/%1",
                "/v1/kv/%zz"
            })
    void unprintableAndMalformedPathsAreRefused(String target) throws IOException {
        Reply reply = send("PUT", target);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers()).doesNotContainKeys("x-consul-default-acl-policy", "content-type");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/kv, /v1/kv/",
        "/v1/kv?recurse, /v1/kv/?recurse",
        "/v1//kv, /v1/kv/",
        "//v1/kv/a, /v1/kv/a",
        "/v1/kv/a//b?x=1&y, /v1/kv/a/b?x=1&y",
        "/v1/kv/a%2F%2Fb, /v1/kv/a/b",
        "/v1/kv/a/%2e%2e/b, /v1/kv/b",
        "/v1/kv/%2Fa, /v1/kv/a",
        "/v1/kv/x/../%C5%BE;%3F%20, /v1/kv/%C5%BE;%3F%20",
        "/nope//x, /nope/x",
    })
    void uncleanPathsAreRedirected(String target, String location) throws IOException {
        for (String method : new String[] {"GET", "PUT", "DELETE", "OPTIONS"}) {
            Reply reply = send(method, target);
            assertThat(reply.status()).isEqualTo(301);
            assertThat(reply.headers()).containsEntry("location", location);
        }
        assertThat(send("GET", "/v1/kv?a&b").body())
                .isEqualTo("<a href=\"/v1/kv/?a&amp;b\">Moved Permanently</a>.\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/kv/a, 'OPTIONS,GET,PUT,DELETE'",
        "PATCH, /v1/kv/a, 'OPTIONS,GET,PUT,DELETE'",
        "get, /v1/kv/a, 'OPTIONS,GET,PUT,DELETE'",
        "TRACE, /v1/status/leader, 'OPTIONS,GET'",
        "PUT, /v1/agent/self, 'OPTIONS,GET'",
    })
    void otherMethodsAreNotAllowed(String method, String target, String allow) throws IOException {
        Reply reply = send(method, target);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.body()).isEqualTo("method " + method + " not allowed");
        assertThat(reply.headers())
                .containsEntry("allow", allow)
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .containsEntry("x-consul-default-acl-policy", "allow");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/config, PUT, 'OPTIONS,PUT'",
        "/v1/config/service-defaults, GET, 'OPTIONS,GET,DELETE'",
        "/v1/connect/intentions, GET, 'OPTIONS,GET,POST'",
        "/v1/connect/intentions/exact, DELETE, 'OPTIONS,GET,PUT,DELETE'",
        "/v1/acl/token/x, GET, 'OPTIONS,GET,PUT,DELETE'",
        "/v1/acl/token/self, GET, 'OPTIONS,GET'",
        "/v1/operator/autopilot/configuration, GET, 'OPTIONS,GET,PUT'",
        "/v1/agent/monitor, GET, 'OPTIONS,GET'",
        "/v1/internal/ui/nodes, GET, 'OPTIONS,GET'",
    })
    void pathsThatOnlyConsulHasSayWhichMethodsItTakes(String target, String method, String allow) throws IOException {
        Reply options = send("OPTIONS", target);
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.body()).isEmpty();
        assertThat(options.headers()).containsEntry("allow", allow);

        Reply wrong = send("PATCH", target);
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.body()).isEqualTo("method PATCH not allowed");
        assertThat(wrong.headers()).containsEntry("allow", allow);

        if (isAbsent(method, target)) {
            Reply missing = send(method, target);
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.body()).isEmpty();
            assertThat(missing.headers()).doesNotContainKeys("x-consul-default-acl-policy", "content-type", "allow");
        }
    }

    private static boolean isAbsent(String method, String target) {
        return Routes.ALL
                .find(target.getBytes(StandardCharsets.US_ASCII))
                .endpoint(method)
                .isAbsent();
    }

    @Test
    void headIsAnotherMethodToo() throws IOException {
        Reply reply = send("HEAD", "/v1/kv/a");
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    }

    @Test
    void optionsTellsTheMethods() throws IOException {
        Reply reply = send("OPTIONS", "/v1/kv/a");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers())
                .containsEntry("allow", "OPTIONS,GET,PUT,DELETE")
                .doesNotContainKey("content-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: ;;;=",
                "Content-Type: ;;;/",
                "content-type: x",
                "Accept: x",
                "Accept-Language: ;;q=9",
            })
    void headersThatDecideNothingAreTakenAway(String header) throws IOException {
        Reply reply = send("GET", "/v1/status/leader", header);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get("x-seen").toLowerCase(Locale.ROOT))
                .contains("host", "connection")
                .doesNotContain(header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT));
    }

    @Test
    void otherHeadersStay() throws IOException {
        Reply reply = send("GET", "/v1/kv/a", "Cache-Control: max-age=1");
        assertThat(reply.headers().get("x-seen")).contains("Cache-Control");
    }

    @Test
    void aLengthBeyondAllNumbersIsRefused() throws IOException {
        Reply reply = send("PUT", "/v1/kv/a", "Content-Length: 99999999999999999999999");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.headers()).containsEntry("connection", "close");
    }

    @Test
    void theRootNamesTheAgent() throws IOException {
        Reply reply = send("GET", "/");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("Consul Agent");
        assertThat(reply.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    }

    private static Reply send(String method, String target, String... headers) throws IOException {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            String request = method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
    }

    private static Reply parse(String reply) {
        int end = reply.indexOf("\r\n\r\n");
        String[] lines = reply.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, reply.substring(end + 4));
    }
}
