package io.curia.agent.check;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Whether a TCP port takes connections. */
final class TcpProbe implements Probe {
    private final String address;
    private final long timeoutNanos;
    private final Dialer dialer;
    private final Executor turns;

    /** @param address {@code host:port}; one that is none makes every outcome critical */
    TcpProbe(String address, long timeoutNanos, Dialer dialer, Executor turns) {
        this.address = address;
        this.timeoutNanos = timeoutNanos;
        this.dialer = dialer;
        this.turns = turns;
    }

    @Override
    public CompletableFuture<Outcome> run() {
        return CompletableFuture.supplyAsync(this::connect, turns);
    }

    private Outcome connect() {
        long deadline = System.nanoTime() + timeoutNanos;
        int colon = address.lastIndexOf(':');
        boolean bracketed = address.startsWith("[");
        if (colon < 0 || (bracketed && address.indexOf(']') != colon - 1)) {
            return Outcome.critical("dial tcp: address " + address + ": missing port in address");
        } else if (!bracketed && address.indexOf(':') != colon) {
            return Outcome.critical("dial tcp: address " + address + ": too many colons in address");
        }
        String host = bracketed ? address.substring(1, colon - 1) : address.substring(0, colon);
        try {
            dialer.dial(host, address.substring(colon + 1), deadline).close();
            return Outcome.passing("TCP connect " + address + ": Success");
        } catch (IOException e) {
            return Outcome.critical(e.getMessage());
        }
    }
}
