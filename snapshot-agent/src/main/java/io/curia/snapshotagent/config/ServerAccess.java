package io.curia.snapshotagent.config;

import io.curia.client.HttpApi;
import io.curia.client.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;

/**
 * The server that an agent works with, and how it proves itself there. Its text shows no secrets.
 *
 * @param base scheme, host and port
 * @param token empty for none
 * @param datacenter empty for the server's own
 * @param tls how to speak HTTPS, if that is the scheme
 */
public record ServerAccess(URI base, String token, String datacenter, TlsSettings tls) {
    public ServerAccess {
        Objects.requireNonNull(base);
        Objects.requireNonNull(token);
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(tls);
    }

    /** A server about whose HTTPS nothing is special. */
    public static ServerAccess of(URI base, String token) {
        return new ServerAccess(base, token, "", TlsSettings.DEFAULT);
    }

    /**
     * Its API; asks the server for nothing yet.
     *
     * @throws IOException if a certificate or a key cannot be read, or no request can be sent so
     */
    public HttpApi open() throws IOException {
        var api = HttpApi.at(base)
                .token(token)
                .datacenter(datacenter)
                .tls(base.getScheme().equals("https") ? tls.context() : null);
        try {
            return api.build();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
