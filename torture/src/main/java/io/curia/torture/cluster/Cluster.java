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
    /** So few that servers that are away for some seconds need a snapshot. */
    public static final int SNAPSHOT_THRESHOLD = 256;

    /** Names the zone of each server, of which there are fewer than servers. */
    public static final String ZONE_TAG = "zone";

    private final List<Server> servers = new ArrayList<>();

    private record Ports(int http, int raft, int management) {}

    /**
     * Servers that are not started yet.
     *
     * @param script the project's script, which starts one server with {@code dev}
     * @param directory where their state and logs go
     * @param count how many there are, beside the spare ones
     * @param spare how many wait to take the place of others
     * @param heap of each, such as {@code 512m}
     * @param means what can be done to them; a network gives each server an address of its own, so that packets between two
     *     can be told from others
     */
    public Cluster(Path script, Path directory, int count, int spare, String heap, Means means)
            throws IOException, InterruptedException {
        int all = count + spare;
        var hosts = new ArrayList<String>();
        for (int i = 0; i < all; i++) {
            hosts.add(means.network() == null ? "127.0.0.1" : means.network().address(i));
        }
        var ports = freePorts(all);
        var join = IntStream.range(0, all)
                .mapToObj(i -> hosts.get(i) + ':' + ports.get(i).raft())
                .collect(Collectors.joining(","));
        int zones = count == 3 ? 1 : 3;
        for (int i = 0; i < all; i++) {
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
                    "-Dcuria.node-meta=" + ZONE_TAG + ":z" + i % zones,
                    "-Dcuria.autopilot.server-stabilization-time=2s",
                    "-Dcuria.leave-drain-time=1s",
                    "-Dcuria.raft.state-comparison-interval=5s",
                    "-Dcuria.raft.snapshot-threshold=" + SNAPSHOT_THRESHOLD,
                    "-Dcuria.bootstrap-expect=" + count,
                    "-Dcuria.retry-join=" + join);
            var server =
                    new Server(name, command, place, new Machine(place, means), hosts.get(i), at.raft(), at.http());
            if (i < count) {
                server.setInService(true);
            } else {
                server.joinOnly();
            }
            servers.add(server);
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

    /** The servers of the cluster, running or not. */
    public List<Server> servers() {
        return servers.stream().filter(Server::isInService).toList();
    }

    /** These, and those that are none now but may become some. */
    public List<Server> all() {
        return List.copyOf(servers);
    }

    /** Starts those of the cluster that do not run, and waits until each knows a leader. */
    public void startAll() throws IOException, InterruptedException {
        for (var server : servers()) {
            if (!server.isRunning()) {
                server.start();
            }
        }
        for (var server : servers()) {
            server.awaitReady();
        }
    }

    /** Starts a spare server, which joins, and has it be one of the cluster. */
    public Server enlist() throws IOException, InterruptedException {
        var newcomer = servers.stream()
                .filter(server -> !server.isInService())
                .findFirst()
                .orElseThrow();
        newcomer.start();
        newcomer.awaitReady();
        newcomer.setInService(true);
        return newcomer;
    }

    /** Takes a server, which has left and ended, out of the cluster with all that it had; it is a spare one from now on. */
    public void dismiss(Server server) throws IOException, InterruptedException {
        server.setInService(false);
        server.wipe();
    }

    /** The server that leads, as far as any tells. */
    public Optional<Server> leader() throws InterruptedException {
        for (var server : servers()) {
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
