package io.curia.client.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.curia.client.HttpApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that shows a certificate for {@code server.dc1.consul}, and asks for one. */
class TlsSettingsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path directory;

    private HttpsServer server;
    private KeyStore keys;
    private URI base;
    private String trusted;

    @BeforeEach
    void start() throws Exception {
        makeKey("server", "EC", "-groupname", "secp256r1", "-ext", "san=dns:server.dc1.consul");
        makeKey("RSA", "RSA");
        makeKey("EC", "EC", "-groupname", "secp256r1");
        keys = KeyStore.getInstance(directory.resolve("keys").toFile(), PASSWORD);
        trusted = pem("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(only("server"), PASSWORD);
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(wantingClients(context));
        server.createContext("/", exchange -> {
            byte[] peer = ((com.sun.net.httpserver.HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName()
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, peer.length);
            exchange.getResponseBody().write(peer);
            exchange.close();
        });
        server.start();
        base = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static HttpsConfigurator wantingClients(SSLContext context) {
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        };
    }

    private KeyStore only(String alias) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(alias, keys.getKey(alias, PASSWORD), PASSWORD, keys.getCertificateChain(alias));
        return store;
    }

    private void makeKey(String alias, String algorithm, String... more) throws Exception {
        var command = new java.util.ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(
                java.util.List.of(("-genkeypair -alias " + alias + " -keyalg " + algorithm + " -dname CN=" + alias
                                + " -validity 30 -storetype PKCS12 -storepass changeit -keystore "
                                + directory.resolve("keys"))
                        .split(" ", -1)));
        command.addAll(Arrays.asList(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private String pem(String name, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String text = "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String ask(TlsSettings settings) throws IOException {
        return HttpApi.at(base).tls(settings.context()).build().text("GET", "/", Map.of(), null, null);
    }

    /** The older forms are what is inside of the newer one's last part, whose length takes as many bytes as here. */
    @ParameterizedTest
    @CsvSource({"RSA, PRIVATE KEY, 0", "EC, PRIVATE KEY, 0", "RSA, RSA PRIVATE KEY, 26", "EC, EC PRIVATE KEY, 28"})
    void showsItsCertificate(String alias, String kind, int from) throws Exception {
        byte[] key = keys.getKey(alias, PASSWORD).getEncoded();
        String certificate =
                pem("c.pem", "CERTIFICATE", keys.getCertificate(alias).getEncoded());
        String file = pem("k.pem", kind, Arrays.copyOfRange(key, from, key.length));
        var settings = new TlsSettings(trusted, "", certificate, file, "server.dc1.consul", true);
        assertThat(ask(settings)).isEqualTo("CN=" + alias);
        var fromDirectory = new TlsSettings("", trusted, certificate, file, "SERVER.dc1.consul", true);
        assertThat(ask(fromDirectory)).isEqualTo("CN=" + alias);
    }

    @Test
    void trustsNobodyElse() throws Exception {
        String certificate =
                pem("c.pem", "CERTIFICATE", keys.getCertificate("EC").getEncoded());
        String key = pem("k.pem", "PRIVATE KEY", keys.getKey("EC", PASSWORD).getEncoded());
        assertThatThrownBy(() -> ask(new TlsSettings("", "", certificate, key, "", true)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask(new TlsSettings(certificate, "", certificate, key, "server.dc1.consul", true)))
                .isInstanceOf(IOException.class);
        // not the name in the address, and not the one asked for
        assertThatThrownBy(() -> ask(new TlsSettings(trusted, "", certificate, key, "", true)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ask(new TlsSettings(trusted, "", certificate, key, "server.dc2.consul", true)))
                .isInstanceOf(IOException.class);
        assertThat(ask(new TlsSettings("", "", certificate, key, "", false))).isEqualTo("CN=EC");
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        String key = pem("k.pem", "PRIVATE KEY", new byte[] {1});
        assertThatThrownBy(() -> new TlsSettings(key, "", "", "", "", true).context())
                .hasMessage("no certificate in " + key);
        assertThatThrownBy(() -> new TlsSettings("", "", trusted, "", "", true).context())
                .hasMessage("both client cert and client key must be provided");
        assertThatThrownBy(() -> new TlsSettings("", "", trusted, trusted, "", true).context())
                .hasMessage("no private key in " + trusted + " that is not encrypted");
        assertThat(TlsSettings.DEFAULT.context()).isNull();
    }
}
