package io.curia.client.tls;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * How to speak HTTPS; an empty text is what is not set. Immutable.
 *
 * @param caFile certificates to trust, PEM; without this and {@code caPath} those that the JDK trusts
 * @param caPath a directory of such files, or one such file
 * @param clientCertificate the certificate to show, PEM, those of its issuers after it
 * @param clientKey its private key, PEM, not encrypted
 * @param serverName the name that the server's certificate must bear, in place of the one in its address
 * @param verify whether the server's certificate is looked at
 */
public record TlsSettings(
        String caFile, String caPath, String clientCertificate, String clientKey, String serverName, boolean verify) {
    /** Everything as the JDK has it. */
    public static final TlsSettings DEFAULT = new TlsSettings("", "", "", "", "", true);

    public TlsSettings {
        Objects.requireNonNull(caFile);
        Objects.requireNonNull(caPath);
        Objects.requireNonNull(clientCertificate);
        Objects.requireNonNull(clientKey);
        Objects.requireNonNull(serverName);
    }

    /**
     * The context of these settings, or null if the JDK's own will do.
     *
     * @throws IOException if a file cannot be read or does not hold what it should
     */
    public SSLContext context() throws IOException {
        if (equals(DEFAULT)) {
            return null;
        } else if (clientCertificate.isEmpty() != clientKey.isEmpty()) {
            throw new IOException("both client cert and client key must be provided");
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(), trust(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private KeyManager[] keys() throws IOException, GeneralSecurityException {
        if (clientCertificate.isEmpty()) {
            return null;
        }
        List<X509Certificate> chain = Pem.certificates(path(clientCertificate));
        PrivateKey key = Pem.privateKey(path(clientKey), chain.get(0).getPublicKey());
        var store = emptyStore();
        char[] password = {};
        store.setKeyEntry("client", key, password, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private TrustManager[] trust() throws IOException, GeneralSecurityException {
        if (!verify) {
            return new TrustManager[] {new TrustingManager()};
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted());
        if (serverName.isEmpty()) {
            return factory.getTrustManagers();
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager issuers) {
                return new X509ExtendedTrustManager[] {new NamedServerManager(issuers, serverName)};
            }
        }
        throw new GeneralSecurityException("this JDK has no trust manager for X.509");
    }

    /** What is trusted, or null for what the JDK trusts. */
    private KeyStore trusted() throws IOException, GeneralSecurityException {
        if (caFile.isEmpty() && caPath.isEmpty()) {
            return null;
        }
        var store = emptyStore();
        List<X509Certificate> authorities =
                caFile.isEmpty() ? Pem.certificatesUnder(path(caPath)) : Pem.certificates(path(caFile));
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }

    private static Path path(String name) throws IOException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IOException("no file can be named so: " + e.getMessage(), e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
