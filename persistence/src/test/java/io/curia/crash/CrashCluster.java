package io.curia.crash;

import static org.awaitility.Awaitility.await;

import io.curia.testing.FreePorts;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Starts, kills and asks {@link CrashServer}s. Only the test's own thread starts and kills. */
final class CrashCluster implements AutoCloseable {
    private static final int SO_TIMEOUT_MS = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a server holds: how often each command was applied, and the rows. */
    record State(Map<Long, Integer> applied, Map<String, Row> rows) {}

    record Row(String value, long modifyIndex) {}

    private static final class Server {
        private final Path dir;
        private final UUID id = UUID.randomUUID();
        private final int raftPort;
        private final int clientPort;
        private Process process;

        Server(Path dir, int raftPort, int clientPort) {
            this.dir = dir;
            this.raftPort = raftPort;
            this.clientPort = clientPort;
        }
    }

    private final List<Server> servers = new ArrayList<>();

    CrashCluster(Path root, int size) throws IOException {
        var ports = FreePorts.take(2 * size);
        for (int i = 0; i < size; i++) {
            servers.add(new Server(root.resolve("s" + i), ports.get(2 * i), ports.get(2 * i + 1)));
        }
        for (int i = 0; i < size; i++) {
            start(i);
        }
        awaitLeader();
    }

    int size() {
        return servers.size();
    }

    void start(int i) throws IOException {
        servers.get(i).process = launch(servers.get(i));
    }

    /** A second process with the first one's directory; it is not part of the cluster. */
    Process launchTwin(int i) throws IOException {
        var original = servers.get(i);
        var ports = FreePorts.take(2);
        return launch(new Server(original.dir, ports.get(0), ports.get(1)));
    }

    private Process launch(Server server) throws IOException {
        Files.createDirectories(server.dir);
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                CrashServer.class.getName(),
                server.dir.toString(),
                server.id.toString(),
                Integer.toString(server.raftPort),
                Integer.toString(server.clientPort),
                Integer.toString(servers.size())));
        var others = servers.stream()
                .filter(other -> other.raftPort != server.raftPort)
                .map(other -> "127.0.0.1:" + other.raftPort)
                .toList();
        if (!others.isEmpty()) {
            command.add(String.join(",", others));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(server.dir
                        .resolveSibling(server.dir.getFileName() + ".log")
                        .toFile()))
                .start();
    }

    /** As kill -9 does it. */
    void kill(int... which) throws InterruptedException {
        for (int i : which) {
            servers.get(i).process.destroyForcibly();
        }
        for (int i : which) {
            if (!servers.get(i).process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("server " + i + " does not die");
            }
        }
    }

    boolean isRunning(int i) {
        return servers.get(i).process.isAlive();
    }

    int awaitLeader() {
        return await().atMost(PATIENCE).until(this::leader, Optional::isPresent).orElseThrow();
    }

    private Optional<Integer> leader() {
        for (int i = 0; i < servers.size(); i++) {
            if (!isRunning(i)) {
                throw new AssertionError("server " + i + " has ended by itself:\n" + log(i));
            }
            if (saysItLeads(i)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private boolean saysItLeads(int i) {
        try (var connection = connect(i)) {
            connection.out.writeByte('L');
            connection.out.flush();
            return connection.in.readBoolean();
        } catch (IOException e) {
            // it does not listen yet
            return false;
        }
    }

    String log(int i) {
        try {
            return Files.readString(
                    servers.get(i).dir.resolveSibling(servers.get(i).dir.getFileName() + ".log"),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The state that a consistent read on a server finds, once it answers. */
    State consistentState(int i) {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> state(i, 'D'), Optional::isPresent)
                .orElseThrow();
    }

    /** The state of a server as it is. */
    State localState(int i) throws IOException {
        return state(i, 'S').orElseThrow();
    }

    private Optional<State> state(int i, char request) throws IOException {
        try (var connection = connect(i)) {
            connection.out.writeByte(request);
            connection.out.flush();
            if (request == 'D' && !connection.in.readBoolean()) {
                return Optional.empty();
            }
            var applied = JournaledState.readAccount(connection.in);
            var rows = new TreeMap<String, Row>();
            for (int n = connection.in.readInt(); n > 0; n--) {
                rows.put(connection.in.readUTF(), new Row(connection.in.readUTF(), connection.in.readLong()));
            }
            return Optional.of(new State(applied, rows));
        }
    }

    /** A client's connection to a server. */
    static final class Connection implements AutoCloseable {
        private final Socket socket;
        final DataInputStream in;
        final DataOutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            this.out = new DataOutputStream(socket.getOutputStream());
        }

        CrashServer.Answer apply(byte[] command) throws IOException {
            var request = java.nio.ByteBuffer.allocate(5 + command.length)
                    .put((byte) 'A')
                    .putInt(command.length)
                    .put(command);
            out.write(request.array());
            out.flush();
            return CrashServer.Answer.valueOf(in.readUTF());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    Connection connect(int i) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), servers.get(i).clientPort);
        socket.setSoTimeout(SO_TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        return new Connection(socket);
    }

    @Override
    public void close() {
        servers.forEach(server -> server.process.destroyForcibly());
    }
}
