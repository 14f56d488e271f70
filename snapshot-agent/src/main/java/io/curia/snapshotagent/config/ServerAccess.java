package io.curia.snapshotagent.config;

import java.net.URI;
import java.util.Objects;

/**
 * The server that an agent works with, and how it proves itself there. Its text shows no secrets.
 *
 * @param base scheme, host and port
 * @param token empty for none
 * @param datacenter empty for the server's own
 */
public record ServerAccess(URI base, String token, String datacenter, TlsFiles tls) {
    /**
     * What is special about HTTPS; an empty text is what is not set.
     *
     * @param caFile certificates to trust, PEM
     * @param caPath a directory of such files
     * @param certificate what this side shows, PEM; only together with its key
     * @param serverName the name in the server's certificate, if it is not the one in its address
     */
    public record TlsFiles(String caFile, String caPath, String certificate, String key, String serverName) {
        /** The JDK's defaults. */
        public static final TlsFiles NONE = new TlsFiles("", "", "", "", "");

        public TlsFiles {
            if (certificate.isEmpty() != key.isEmpty()) {
                throw new IllegalArgumentException("cert_file and key_file go together");
            }
            Objects.requireNonNull(caFile);
            Objects.requireNonNull(caPath);
            Objects.requireNonNull(serverName);
        }
    }

    public ServerAccess {
        Objects.requireNonNull(base);
        Objects.requireNonNull(token);
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(tls);
    }

    /** A server about whose HTTPS nothing is special. */
    public static ServerAccess of(URI base, String token) {
        return new ServerAccess(base, token, "", TlsFiles.NONE);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
