package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.client.tls.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;

/**
 * How a check speaks TLS.
 *
 * @param serverName the name that is asked for and that the certificate must bear; empty for the URL's host
 * @param skipVerify whether the certificate is not looked at
 */
record Tls(String serverName, boolean skipVerify) {
    private static final TlsSettings UNVERIFIED = new TlsSettings("", "", "", "", "", false);

    /** TLS over a connection; blocks for the handshake. */
    SSLSocket over(Socket connected, String host, String port) throws IOException {
        String name = serverName.isEmpty() ? host : serverName;
        var socket =
                (SSLSocket) context().getSocketFactory().createSocket(connected, name, Integer.parseInt(port), true);
        var parameters = socket.getSSLParameters();
        if (!isAddress(name)) {
            parameters.setServerNames(List.of(new AskedName(name)));
        }
        if (!skipVerify) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private SSLContext context() throws IOException {
        try {
            return skipVerify ? UNVERIFIED.context() : SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this JDK has no TLS", e);
        }
    }

    /** The JDK's own kind of name may have no underscore. */
    private static final class AskedName extends SNIServerName {
        private AskedName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(UTF_8));
        }
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }
}
