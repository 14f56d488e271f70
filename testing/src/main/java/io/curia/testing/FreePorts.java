package io.curia.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Ports of the loopback address for servers that go and come back. They lie below those that systems give to outgoing
 * connections, and in a range that this process has to itself, so that nobody takes one while its server is down: not
 * another run of tests beside this one either. Thread-safe.
 */
public final class FreePorts {
    private static final int LOWEST = 10_000;
    private static final int RANGES = 40;
    private static final int RANGE = 250;

    /** Its first port, which is never given away, is listened on as long as the process lives. */
    private static final FreePorts OWN = claim();

    private final ServerSocket claim;
    private int last;

    private FreePorts(ServerSocket claim) {
        this.claim = claim;
    }

    /** Ports on which nobody listens, and which come again only after hundreds of others. */
    public static List<Integer> take(int count) {
        var ports = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            ports.add(take());
        }
        return List.copyOf(ports);
    }

    /** A port as {@link #take(int)} gives them. */
    public static int take() {
        return OWN.next();
    }

    private synchronized int next() {
        for (int tried = 0; tried < RANGE; tried++) {
            last = last % (RANGE - 1) + 1;
            int port = claim.getLocalPort() + last;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + claim.getLocalPort() + " on is free");
    }

    private static boolean isFree(int port) {
        try (var socket = listen(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static FreePorts claim() {
        int first = new Random().nextInt(RANGES);
        for (int i = 0; i < RANGES; i++) {
            try {
                return new FreePorts(listen(LOWEST + (first + i) % RANGES * RANGE));
            } catch (IOException e) {
                // another process has that range
            }
        }
        throw new IllegalStateException("all ranges of ports are taken");
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
