package io.curia.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a client and a server on loopback, which can lose what is sent and end connections. Thread-safe. */
public final class Relay implements AutoCloseable {
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean losingRequests;
    private volatile boolean losingAnswers;
    private volatile boolean lost;

    /** @param target the server's port */
    public Relay(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    /** The port for the client. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Until {@link #cut} the server hears no more of the client. */
    public void loseRequests() {
        losingRequests = true;
    }

    /** Until {@link #cut} the client hears no more of the server. */
    public void loseAnswers() {
        losingAnswers = true;
    }

    /** Whether anything was lost so far. */
    public boolean hasLost() {
        return lost;
    }

    /** Ends all connections; new ones may be made, and lose nothing. */
    public void cut() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        sockets.clear();
        losingRequests = false;
        losingAnswers = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(server);
                start(() -> pass(client, server, true));
                start(() -> pass(server, client, false));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void pass(Socket from, Socket to, boolean requests) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            var buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (requests ? losingRequests : losingAnswers) {
                    lost = true;
                } else {
                    out.write(buffer, 0, n);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // one of the two has gone, so the other goes too
        }
    }
}
