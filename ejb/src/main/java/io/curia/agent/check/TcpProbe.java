package io.curia.agent.check;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Whether a TCP port takes connections. */
final class TcpProbe implements Probe {
    private static final Logger LOG = System.getLogger(TcpProbe.class.getName());

    private final String address;
    private final String host;
    private final int port;
    private final long timeoutNanos;
    private final Executor blocking;

    /**
     * @param address {@code host:port}
     * @param blocking looks names up, which may take long
     * @throws IllegalArgumentException if the address has no port
     */
    TcpProbe(String address, long timeoutNanos, Executor blocking) {
        int colon = address.lastIndexOf(':');
        if (colon < 0 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("address " + address + ": missing port in address");
        }
        this.address = address;
        this.host = address.substring(0, colon).replaceAll("^\\[|\\]$", "");
        this.port = Integer.parseInt(address.substring(colon + 1));
        this.timeoutNanos = timeoutNanos;
        this.blocking = blocking;
    }

    @Override
    public CompletableFuture<Outcome> run() {
        return CompletableFuture.supplyAsync(this::resolve, blocking)
                .thenCompose(this::connect)
                .exceptionally(failure -> Outcome.critical("dial tcp " + address + ": " + Faults.text(failure)));
    }

    private InetSocketAddress resolve() {
        if (port > 65535) {
            throw new IllegalArgumentException("invalid port");
        }
        return new InetSocketAddress(host.isEmpty() ? "localhost" : host, port);
    }

    private CompletableFuture<Outcome> connect(InetSocketAddress to) {
        if (to.isUnresolved()) {
            return CompletableFuture.completedFuture(Outcome.critical("dial tcp: lookup " + host + ": no such host"));
        }
        var connected = new CompletableFuture<Outcome>();
        AsynchronousSocketChannel channel;
        try {
            channel = AsynchronousSocketChannel.open();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        channel.connect(to, null, new CompletionHandler<Void, Void>() {
            @Override
            public void completed(Void nothing, Void attachment) {
                connected.complete(Outcome.passing("TCP connect " + address + ": Success"));
            }

            @Override
            public void failed(Throwable failure, Void attachment) {
                connected.completeExceptionally(failure);
            }
        });
        return connected.orTimeout(timeoutNanos, TimeUnit.NANOSECONDS).whenComplete((done, failure) -> close(channel));
    }

    private static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection of a check was not closed in order: {0}", e.toString());
        }
    }
}
