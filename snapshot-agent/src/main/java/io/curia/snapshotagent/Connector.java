package io.curia.snapshotagent;

import io.curia.client.HttpApi;
import io.curia.snapshotagent.config.ServerAccess;
import io.curia.snapshotagent.config.ServerAccess.TlsFiles;
import java.io.IOException;

/** Opens a server's API as a configuration describes it. */
@FunctionalInterface
public interface Connector {
    /** Uses the JDK's defaults for HTTPS and refuses others. */
    Connector PLAIN = Connector::plain;

    /**
     * Opens it; asks the server for nothing yet.
     *
     * @throws IOException if the description cannot be met; the message says why
     */
    HttpApi open(ServerAccess server) throws IOException;

    private static HttpApi plain(ServerAccess server) throws IOException {
        if (!server.tls().equals(TlsFiles.NONE)) {
            throw new IOException("certificates and keys in files cannot be used here");
        }
        return HttpApi.at(server.base())
                .token(server.token())
                .datacenter(server.datacenter())
                .build();
    }
}
