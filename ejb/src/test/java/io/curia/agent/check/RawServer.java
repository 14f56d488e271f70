package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server with one thread, which serves a connection until the client ends it, as plain ones do. Keeps the heads of all
 * requests, and answers with what it was given, one after another, the last again and again.
 */
final class RawServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RawServer.class.getName());

    private final ServerSocket listening;
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final List<String> answers;

    RawServer(String... answers) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answers = List.of(answers);
        var thread = new Thread(this::serve, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The heads of the requests so far. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (var socket = listening.accept()) {
                serve(socket);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "the client went away, or the server was closed: {0}", e.toString());
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        for (String head = head(in); !head.isEmpty(); head = head(in)) {
            heads.add(head);
            String answer = answers.get(Math.min(heads.size(), answers.size()) - 1);
            socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            if (answer.isEmpty() || head.contains("\r\nConnection: close\r\n")) {
                return;
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        var length = java.util.regex.Pattern.compile("Content-Length: (\\d+)").matcher(head);
        if (length.find()) {
            head.append(new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1));
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
