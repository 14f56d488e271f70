package io.curia.model;

import java.util.Objects;

/**
 * One HTTP path that a proxy serves without encryption.
 *
 * @param listenerPort where the proxy listens for it
 * @param path the path
 * @param localPathPort where the service listens
 * @param protocol {@code http} or {@code http2}
 * @param parsedFromCheck whether it was made from an HTTP check
 */
public record ExposePath(int listenerPort, String path, int localPathPort, String protocol, boolean parsedFromCheck) {
    public ExposePath {
        Objects.requireNonNull(path);
        Objects.requireNonNull(protocol);
    }
}
