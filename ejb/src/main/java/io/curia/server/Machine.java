package io.curia.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the machine for what the settings want, and says plainly what it does not give. */
final class Machine {
    private Machine() {}

    /** Makes the data directory, with those above it. */
    static void makeDirectory(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException e) {
            throw unusable(dataDir, e);
        }
    }

    static StartException unusable(Path dataDir, IOException cause) {
        return new StartException(
                "curia.data-dir=%s cannot be made or written (%s); choose a directory that this user may write"
                        .formatted(dataDir, cause),
                cause);
    }

    /** The IP address of a host. */
    static String resolve(String setting, String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new StartException(
                    "%s=%s has no IP address; give one, or a name that resolves".formatted(setting, host), e);
        }
    }

    /** Checks that the Raft listener will find its place, since the failure would not name the setting later. */
    static void requireFree(String address, int port) {
        requireFree("Raft", address, port, "curia.raft.port or curia.bind-address");
    }

    /** Checks the same for HTTP, which begins to listen last of all. */
    static void requireFreeForHttp(String address, int port) {
        requireFree("HTTP", address, port, "curia.http.port or the address (-b)");
    }

    private static void requireFree(String what, String address, int port, String settings) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new StartException(
                    "%s cannot listen on %s port %d (%s); free the port, or change %s"
                            .formatted(what, address, port, e.getMessage(), settings),
                    e);
        }
    }
}
