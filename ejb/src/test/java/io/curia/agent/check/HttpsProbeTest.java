package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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

    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(makeKey(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
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
        var none = HealthCheckDefinition.EMPTY;
        var definition = new HealthCheckDefinition(
                "https://127.0.0.1:" + server.getAddress().getPort() + "/",
                none.tlsServerName(),
                skipVerify,
                none.header(),
                none.method(),
                none.body(),
                noRedirects,
                none.tcp(),
                none.h2ping(),
                none.interval(),
                none.outputMaxSize(),
                none.timeout(),
                none.deregisterCriticalServiceAfter(),
                none.scriptArgs(),
                none.dockerContainerId(),
                none.shell(),
                none.grpc(),
                none.grpcUseTls(),
                none.aliasNode(),
                none.aliasService(),
                none.ttl());
        return probes.of(definition).run().join();
    }

    @Test
    void theCertificateIsLookedAt() {
        assertThat(run(false, false).status()).isEqualTo(HealthCheck.CRITICAL);
        assertThat(run(false, true).status()).isEqualTo(HealthCheck.CRITICAL);
    }

    @Test
    void unlessTheDefinitionSaysItIsNot() {
        assertThat(run(true, false).status()).isEqualTo(HealthCheck.PASSING);
        assertThat(run(true, true).status()).isEqualTo(HealthCheck.PASSING);
    }
}
