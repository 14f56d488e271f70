package io.curia.it.single;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no honest client sends: each is refused, and the server goes on. */
@ArquillianTest
@RunAsClient
class BadInputIT {
    private static final int TEN_MB = 10 * 1024 * 1024;

    private final int port = Integer.getInteger("single.http");
    private final ApiClient client = new ApiClient(port);

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @BeforeEach
    @AfterEach
    void theServerAnswers() {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(
                        client.get("/v1/status/leader").body())
                .contains("127.0.0.1:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/session/create", "/v1/txn", "/v1/coordinate/update", "/v1/catalog/register"})
    void deepNestingIsRefused(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.put(path, "[".repeat(500_000));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).endsWith("exceeded max depth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/session/create", "/v1/txn", "/v1/coordinate/update", "/v1/catalog/register"})
    void hugeBodiesAreRefused(String path) throws IOException, InterruptedException {
        assertThat(client.put(path, " ".repeat(TEN_MB)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/session/create", "/v1/txn", "/v1/coordinate/update", "/v1/catalog/register"})
    void whatIsNoJsonIsRefusedInWords(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.put(path, "\u0000\ufffd{");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).endsWith("invalid character '\\x00' looking for beginning of value");
    }

    @Test
    void hugeHeadersAreNotKept() throws IOException {
        String head = "GET /v1/status/leader HTTP/1.1\r\nHost: x\r\nX-Long: ";
        assertThat(send(head, "a", TEN_MB)).isNotEqualTo("200");
    }

    @Test
    void veryManyHeadersAreNotKept() throws IOException {
        String head = "GET /v1/status/leader HTTP/1.1\r\nHost: x\r\n";
        assertThat(send(head, "X-Many: a\r\n", 1_000_000)).isNotEqualTo("200");
    }

    @Test
    void aRequestLineOfAnyBytesIsRefused() throws IOException {
        assertThat(send("GET /v1/kv/\0\u0001 HTTP/1.1\r\nHost: x\r\n\r\n", "", 0))
                .isNotEqualTo("200");
        assertThat(send("\0\0\0\0\r\n\r\n", "", 0)).isNotEqualTo("200");
    }

    /** Sends a head and a part over and over; answers the status, or an empty text if the server closed instead. */
    private String send(String head, String part, int times) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(US_ASCII));
            byte[] block = part.repeat(Math.min(times, 1024)).getBytes(US_ASCII);
            for (int sent = 0; sent < times; sent += 1024) {
                out.write(block);
            }
            out.write("\r\n\r\n".getBytes(US_ASCII));
            out.flush();
            byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            String text = new String(answer, US_ASCII);
            return text.isEmpty() ? "" : text.substring(text.length() - 3);
        } catch (IOException e) {
            // the server hung up while there was more to send
            return "";
        }
    }
}
