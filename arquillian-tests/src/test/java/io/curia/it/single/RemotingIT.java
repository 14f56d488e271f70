package io.curia.it.single;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;

/** What a stranger sends to the ports where JBoss Remoting listens. */
@ArquillianTest
@RunAsClient
class RemotingIT {
    private static final byte[] TWO_GIBIBYTES = {0x7f, -1, -1, -1};
    private static final int SILENCE_MILLIS = 120_000;

    private final ApiClient http = new ApiClient(Integer.getInteger("single.http"));

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    private static Socket open(String port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(port));
        socket.setSoTimeout(SILENCE_MILLIS);
        return socket;
    }

    private void endsTheConnectionAndNotTheServer(Socket socket, DataInputStream in)
            throws IOException, InterruptedException {
        byte[] greeting = new byte[in.readInt()];
        in.readFully(greeting);
        socket.getOutputStream().write(TWO_GIBIBYTES);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(http.get("/v1/status/peers").statusCode()).isEqualTo(200);
    }

    @Test
    void aMessageOfTwoGibibytesIsRefusedOnTheRpcPort() throws IOException, InterruptedException {
        try (var socket = open("single.rpc");
                var in = new DataInputStream(socket.getInputStream())) {
            endsTheConnectionAndNotTheServer(socket, in);
        }
    }

    @Test
    void andOnTheManagementPort() throws IOException, InterruptedException {
        try (var socket = open("single.management");
                var in = new DataInputStream(socket.getInputStream())) {
            socket.getOutputStream().write("""
                GET / HTTP/1.1\r
                Host: localhost\r
                Upgrade: jboss-remoting\r
                Connection: Upgrade\r
                Sec-JbossRemoting-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                \r
                """.getBytes(ISO_8859_1));
            assertThat(head(in)).startsWith("HTTP/1.1 101 ");
            endsTheConnectionAndNotTheServer(socket, in);
        }
    }

    /** The head of an answer, up to the empty line. */
    private static String head(DataInputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    @Test
    void theRpcPortIsOpenOnlyIfAskedFor() throws IOException {
        var configuration = Path.of(System.getProperty("installation"), "standalone", "configuration");
        assertThat(Files.readString(configuration.resolve("standalone.xml")))
                .contains("<remote connectors=\"closed\"")
                .contains("<http-listener name=\"closed\" socket-binding=\"rpc\" enabled=\"false\"")
                .doesNotContain("<connector name=");
    }
}
