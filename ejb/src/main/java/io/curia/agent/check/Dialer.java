package io.curia.agent.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Makes TCP connections to names: every address of a name is tried in turn, within one limit of time. Thread-safe. */
final class Dialer {
    /** A slow address leaves time for the next, but has itself as much, in nanoseconds. */
    private static final long LEAST_PER_ADDRESS = TimeUnit.SECONDS.toNanos(2);

    private static final int MOST_PORTS = 65536;

    private final Resolver resolver;

    /** Looks names up. */
    @FunctionalInterface
    interface Resolver {
        /** All addresses of a name, or the address that it is; blocks. */
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    Dialer(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Asks what the machine asks. */
    static Dialer ofTheMachine() {
        return new Dialer(host -> List.of(InetAddress.getAllByName(host)));
    }

    /**
     * A connection, made while this blocks.
     *
     * @param host a name or an address; this machine if it is empty
     * @param deadline {@link System#nanoTime} at which it is given up; the system's look-up of a name is not ended by it
     * @throws IOException in the words of Go, if no address can be connected to; says what the first one answered
     */
    Socket dial(String host, String port, long deadline) throws IOException {
        int number = number(port);
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(host.isEmpty() ? "localhost" : host);
        } catch (UnknownHostException e) {
            throw new IOException("dial tcp: lookup " + host + ": no such host", e);
        }
        IOException first = null;
        for (int i = 0; i < addresses.size(); i++) {
            long left = deadline - System.nanoTime();
            long share = Math.min(left, Math.max(LEAST_PER_ADDRESS, left / (addresses.size() - i)));
            try {
                return connect(addresses.get(i), number, share);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IOException("dial tcp: lookup " + host + ": no such host") : first;
    }

    private static int number(String port) throws IOException {
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) >= MOST_PORTS) {
            String shown = port.matches("\\d+") ? "address " + port + ": invalid port" : "lookup tcp/" + port;
            throw new IOException("dial tcp: " + shown + (port.matches("\\d+") ? "" : ": unknown port"));
        }
        return Integer.parseInt(port);
    }

    private static Socket connect(InetAddress address, int port, long nanos) throws IOException {
        var socket = new Socket();
        try {
            if (nanos <= 0) {
                throw new SocketTimeoutException("no time is left");
            }
            socket.connect(
                    new InetSocketAddress(address, port), (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            return socket;
        } catch (IOException e) {
            socket.close();
            String ip = address.getHostAddress();
            String shown = ip.contains(":") ? "[" + ip + "]" : ip;
            throw new IOException("dial tcp " + shown + ":" + port + ": " + reason(e), e);
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return "i/o timeout";
        }
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return "connect: " + message.toLowerCase(Locale.ROOT);
    }
}
