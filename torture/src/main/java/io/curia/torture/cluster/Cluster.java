package io.curia.torture.cluster;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Servers that know each other. Used by one thread, but for {@link #servers}. */
public final class Cluster implements AutoCloseable {
    private final List<Server> servers = new ArrayList<>();

    private record Ports(int http, int raft, int management) {}

    /**
     * Servers that are not started yet.
     *
     * @param script the project's script, which starts one server with {@code dev}
     * @param directory where their state and logs go
     * @param heap of each, such as {@code 512m}
     * @param network gives each server an address of its own, so that packets between two can be told from others; null if
     *     all have that of this machine
     */
    public Cluster(Path script, Path directory, int count, String heap, Network network)
            throws IOException, InterruptedException {
        var hosts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            hosts.add(network == null ? "127.0.0.1" : network.address(i));
        }
        var ports = freePorts(count);
        var join = IntStream.range(0, count)
                .mapToObj(i -> hosts.get(i) + ':' + ports.get(i).raft())
                .collect(Collectors.joining(","));
        for (int i = 0; i < count; i++) {
            var name = "server-" + (i + 1);
            var place = directory.resolve(name);
            var at = ports.get(i);
            var command = List.of(
                    script.toString(),
                    "dev",
                    "--http-port=" + at.http(),
                    "--raft-port=" + at.raft(),
                    "--management-port=" + at.management(),
                    "--data=" + place,
                    "--heap=" + heap,
                    "-Dcuria.node-name=" + name,
                    "-Dcuria.bind-address=" + hosts.get(i),
                    "-Dcuria.bootstrap-expect=" + count,
                    "-Dcuria.retry-join=" + join);
            servers.add(new Server(name, command, place, hosts.get(i), at.raft(), at.http()));
        }
    }

    private static List<Ports> freePorts(int count) throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < 3 * count; i++) {
                sockets.add(new ServerSocket(0));
            }
            var ports = new ArrayList<Ports>();
            for (int i = 0; i < count; i++) {
                ports.add(new Ports(
                        sockets.get(3 * i).getLocalPort(),
                        sockets.get(3 * i + 1).getLocalPort(),
                        sockets.get(3 * i + 2).getLocalPort()));
            }
            return ports;
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    /** All servers, running or not. */
    public List<Server> servers() {
        return List.copyOf(servers);
    }

    /** Starts those that do not run, and waits until each knows a leader. */
    public void startAll() throws IOException, InterruptedException {
        for (var server : servers) {
            if (!server.isRunning()) {
                server.start();
            }
        }
        for (var server : servers) {
            server.awaitReady();
        }
    }

    /** The server that leads, as far as any tells. */
    public Optional<Server> leader() throws InterruptedException {
        for (var server : servers) {
            var known = server.api().leader();
            if (known.isPresent()) {
                return servers.stream().filter(s -> s.isAt(known.get())).findFirst();
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        servers.forEach(Server::destroy);
    }
}
