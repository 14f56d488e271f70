package io.curia.it.single;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the HTTP listeners are set up, and when they open. */
@ArquillianTest
@RunAsClient
class ListenerIT {
    private final ApiClient client = new ApiClient(Integer.getInteger("single.http"));

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/path", "/wildfly-services/", "/wildfly-services/ejb/v1/", "/console/"})
    void nothingOfWildFlyIsServedBesideTheApplication(String path) throws IOException, InterruptedException {
        var answer = client.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContainIgnoringCase("wildfly");
    }

    /** Its thread and its file are free again, and others were not hindered meanwhile. */
    @Test
    void aClientThatStallsInTheMiddleOfABodyIsGivenUp() throws IOException, InterruptedException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger("single.http"))) {
            socket.setSoTimeout(300_000);
            socket.getOutputStream()
                    .write("PUT /v1/snapshot HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf".getBytes(US_ASCII));

            assertThat(client.put("/v1/snapshot?preview", "no archive").body())
                    .isEqualTo("failed to decompress snapshot: gzip: invalid header");
            assertThat(readUntilClosed(socket)).doesNotContain(" 200 ");
        }
    }

    private static String readUntilClosed(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }

    /** Whatever deployments this server has seen since it was started. */
    @Test
    void noRequestCameBeforeTheServletsHadStarted() throws IOException {
        String log = Files.readString(Path.of(System.getProperty("nodes"), "single", "log", "server.log"));
        String sinceItsStart = log.substring(Math.max(0, log.lastIndexOf("WFLYSRV0049")));
        assertThat(sinceItsStart)
                .contains("HTTP on ")
                .doesNotContain("UT010051")
                .doesNotContain("requests to itself");
    }

    @Test
    void aLongRequestLineIsAccepted() throws IOException, InterruptedException {
        assertThat(client.get("/no/such/path?" + "x".repeat(100_000)).statusCode())
                .isEqualTo(404);
    }
}
