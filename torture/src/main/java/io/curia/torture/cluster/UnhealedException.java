package io.curia.torture.cluster;

import java.io.IOException;

/** A server, or the cluster, did not become again what it was. That breaks a promise, as a wrong answer does. */
public final class UnhealedException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param message what did not happen */
    public UnhealedException(String message) {
        super(message);
    }
}
