package io.curia.raft.offline;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code raft/peers.json}: who is to be in the group that is founded anew (raft-and-autopilot §4). It is looked at only in a
 * directory in which a server has run, which the file {@code raft/peers.info} tells.
 *
 * @param peers in the order of the file
 */
public record PeersFile(List<Peer> peers) {
    private static final String FAILED = "recovery failed to parse peers.json: ";
    private static final String INFO = """
            The file peers.json in this directory, if there is one, is read at the next start of the server, once: with it a group
            whose majority is lost for good is founded anew from the state of this server. See "A majority is lost for good" in
            the operations guide of Curia, and `curia operator recover`, which writes the file.
            """;

    /**
     * One server of the list.
     *
     * @param id its node id; empty in lists that have addresses only
     * @param address {@code host:port} of its Raft port
     */
    public record Peer(String id, String address, boolean voter) {}

    /** Where it is looked for. */
    public static Path in(Path dataDir) {
        return dataDir.resolve("raft").resolve("peers.json");
    }

    private static Path info(Path dataDir) {
        return dataDir.resolve("raft").resolve("peers.info");
    }

    /** Whether a server has run in the directory since it looks for these files. */
    public static boolean isLookedAt(Path dataDir) {
        return Files.exists(info(dataDir));
    }

    /** From the next start on the file counts. */
    public static void lookAtNextStart(Path dataDir) throws IOException {
        if (!isLookedAt(dataDir)) {
            Files.writeString(info(dataDir), INFO);
        }
    }

    /**
     * Reads the file.
     *
     * @throws IllegalStateException if it is none that can be followed; the message is for the operator
     * @throws IOException if it cannot be read
     */
    public static PeersFile read(Path file) throws IOException {
        JsonArray list;
        try (var reader = Json.createReader(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            list = reader.readArray();
        } catch (JsonException | IllegalStateException e) {
            throw new IllegalStateException(FAILED + oneLine(e.getMessage()), e);
        }
        var peers = new ArrayList<Peer>();
        for (var value : list) {
            peers.add(peer(value));
        }
        check(peers);
        return new PeersFile(List.copyOf(peers));
    }

    private static Peer peer(JsonValue value) {
        if (value instanceof JsonString address) {
            return new Peer("", address.getString(), true);
        } else if (value instanceof JsonObject object) {
            return new Peer(text(object, "id"), text(object, "address"), !object.getBoolean("non_voter", false));
        }
        throw new IllegalStateException(FAILED + "a server is neither an object nor an address: " + value);
    }

    private static String text(JsonObject object, String name) {
        if (!(object.get(name) instanceof JsonString text) || text.getString().isEmpty()) {
            throw new IllegalStateException(
                    FAILED + "found empty " + name.toUpperCase(Locale.ROOT) + " in configuration");
        }
        return text.getString();
    }

    private static void check(List<Peer> peers) {
        Set<String> seen = new HashSet<>();
        for (var peer : peers) {
            if (!peer.id().isEmpty() && !seen.add(peer.id())) {
                throw new IllegalStateException(FAILED + "found duplicate ID in configuration: " + peer.id());
            } else if (!seen.add(peer.address())) {
                throw new IllegalStateException(FAILED + "found duplicate address in configuration: " + peer.address());
            }
        }
        if (peers.stream().noneMatch(Peer::voter)) {
            throw new IllegalStateException(FAILED + "need at least one voter in configuration");
        }
    }

    /**
     * Has the next start of a stopped server found the group anew, alone and with the state that it has.
     *
     * @param self its node id and address
     */
    public static void askFor(Path dataDir, Peer self) throws IOException {
        lookAtNextStart(dataDir);
        Files.writeString(in(dataDir), list(self));
    }

    /**
     * Has the next start, and all that follow until it is done, take one server for the only one of the list. It is done or not done
     * after a crash.
     */
    public static void replace(Path dataDir, Peer survivor) throws IOException {
        var file = in(dataDir);
        var next = file.resolveSibling("peers.json.new");
        Files.writeString(next, list(survivor));
        try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String list(Peer only) {
        if (only.id().isEmpty()) {
            return Json.createArrayBuilder().add(only.address()).build() + "\n";
        }
        var peer = Json.createObjectBuilder()
                .add("id", only.id())
                .add("address", only.address())
                .add("non_voter", !only.voter());
        return Json.createArrayBuilder().add(peer).build() + "\n";
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** Those that are to vote. */
    public List<Peer> voters() {
        return peers.stream().filter(Peer::voter).toList();
    }
}
