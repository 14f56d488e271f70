package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.curia.model.HealthCheck;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate nobody vouches for, and which bears another name. */
@Timeout(60)
class HttpsProbeTest {
    private static final String PASSWORD = "changeit";

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Probes probes = new Probes(threads, threads);

    @TempDir
    private Path directory;

    private final Queue<String> askedFor = new ConcurrentLinkedQueue<>();
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(makeKey(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var tls = context.getDefaultSSLParameters();
                tls.setSNIMatchers(List.of(new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
                    @Override
                    public boolean matches(SNIServerName name) {
                        askedFor.add(new String(name.getEncoded(), UTF_8));
                        return true;
                    }
                }));
                parameters.setSSLParameters(tls);
            }
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    private File makeKey() throws Exception {
        var store = directory.resolve("keys");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var options = "-genkeypair -alias server -keyalg EC -groupname secp256r1 -dname CN=elsewhere -validity 30"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        var command = new ArrayList<String>();
        command.add(keytool.toString());
        command.addAll(List.of(options.split(" ", -1)));
        command.add(store.toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return store.toFile();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Outcome run(boolean skipVerify, boolean noRedirects) {
        return run("", skipVerify, noRedirects);
    }

    private Outcome run(String serverName, boolean skipVerify, boolean noRedirects) {
        var definition = ProbeDefinition.http(
                        "https://127.0.0.1:" + server.getAddress().getPort() + "/")
                .tlsServerName(serverName)
                .tlsSkipVerify(skipVerify)
                .disableRedirects(noRedirects);
        return probes.of(definition.build()).run().join();
    }

    @Test
    void theCertificateIsLookedAt() {
        assertThat(run(false, false).output())
                .startsWith("Get \"https://127.0.0.1:")
                .contains("\": tls: ");
        assertThat(run(false, true).status()).isEqualTo(HealthCheck.CRITICAL);
    }

    @Test
    void unlessTheDefinitionSaysItIsNot() {
        assertThat(run(true, false).status()).isEqualTo(HealthCheck.PASSING);
        assertThat(run(true, true).status()).isEqualTo(HealthCheck.PASSING);
    }

    @Test
    void theServerIsAskedForTheNameOfTheDefinition() {
        var outcome = run("some-name.example", true, false);
        assertThat(outcome.status()).as(outcome.output()).isEqualTo(HealthCheck.PASSING);
        assertThat(askedFor).containsExactly("some-name.example");
    }

    /** As bytes on the wire, for servers of the JDK refuse such names. */
    @Test
    void alsoForOneWithAnUnderscore() throws Exception {
        try (var raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var hello = CompletableFuture.supplyAsync(() -> firstRecord(raw), threads);
            var definition = ProbeDefinition.http("https://127.0.0.1:" + raw.getLocalPort() + "/")
                    .tlsServerName("some_name.example");
            assertThat(probes.of(definition.build()).run().join().status()).isEqualTo(HealthCheck.CRITICAL);
            assertThat(hello.join()).contains("some_name.example");
        }
    }

    private static String firstRecord(ServerSocket listening) {
        try (var socket = listening.accept();
                var in = new DataInputStream(socket.getInputStream())) {
            in.readNBytes(3);
            return new String(in.readNBytes(in.readUnsignedShort()), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
