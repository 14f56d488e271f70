package io.curia.torture.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator asks of a cluster through one of its servers. */
public final class Operator {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String AUTOPILOT = "/v1/operator/autopilot/configuration";

    private final Api api;

    /** @param api of any of its servers */
    public Operator(Api api) {
        this.api = api;
    }

    private record Peer(String id, String name, boolean votes) {}

    /**
     * What the leader found of a server when it compared all states last.
     *
     * @param index of the entry of the log after which it was
     * @param differing the tables in which it has other rows
     */
    public record Compared(String server, boolean isEqual, long index, List<String> differing) {}

    /** Of each server that was compared. */
    public List<Compared> comparison() throws IOException, InterruptedException {
        return object(ok(api.send("GET", "/v1/operator/raft/state-comparison", null, TIMEOUT)))
                .getJsonArray("Servers")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(json -> json.getBoolean("Compared"))
                .map(json -> new Compared(
                        json.getString("Node"),
                        json.getBoolean("Equal"),
                        json.getJsonNumber("Index").longValue(),
                        json.getJsonArray("Differing").getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toList()))
                .toList();
    }

    /** The index of the entry that the asked server has applied last. */
    public long appliedIndex() throws IOException, InterruptedException {
        return Long.parseLong(object(ok(api.send("GET", "/v1/agent/self", null, TIMEOUT)))
                .getJsonObject("Stats")
                .getJsonObject("raft")
                .getString("applied_index"));
    }

    /** The names of those that vote. */
    public List<String> voters() throws IOException, InterruptedException {
        return peers().stream().filter(Peer::votes).map(Peer::name).toList();
    }

    private List<Peer> peers() throws IOException, InterruptedException {
        return object(ok(api.send("GET", "/v1/operator/raft/configuration", null, TIMEOUT)))
                .getJsonArray("Servers")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(json -> new Peer(json.getString("ID"), json.getString("Node"), json.getBoolean("Voter")))
                .toList();
    }

    /** Takes the server of that name out of the cluster, though it runs. */
    public void removePeer(String name) throws IOException, InterruptedException {
        var id = peers().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(name + " is no peer"))
                .id();
        ok(api.send("DELETE", "/v1/operator/raft/peer?id=" + id, null, TIMEOUT));
    }

    /** Has one server of each zone vote; all do if the tag is empty. */
    public void voteByZone(String tag) throws IOException, InterruptedException {
        var present = object(ok(api.send("GET", AUTOPILOT, null, TIMEOUT)));
        var wanted = Json.createObjectBuilder(present).add("RedundancyZoneTag", tag);
        ok(api.send("PUT", AUTOPILOT, wanted.build().toString(), TIMEOUT));
    }

    /** Has this server leave its cluster; it ends by itself. */
    public void leave() throws IOException, InterruptedException {
        ok(api.send("PUT", "/v1/agent/leave", null, TIMEOUT));
    }

    /** The index of the last change below a prefix. */
    public long index(String prefix) throws IOException, InterruptedException {
        return ok(api.send("GET", "/v1/kv/" + prefix + "?keys&separator=/", null, TIMEOUT))
                .index();
    }

    /** Who holds a lock at which LockIndex; empty if nobody does. */
    public Optional<String> holder(String key) throws IOException, InterruptedException {
        var reply = api.send("GET", "/v1/kv/" + key, null, TIMEOUT);
        var entry = reply.status() == 404 ? null : Entry.of(ok(reply));
        return entry == null || entry.session().isEmpty()
                ? Optional.empty()
                : Optional.of(entry.session() + " " + entry.lockIndex());
    }

    /** Ends the session of a {@linkplain #holder holder}. */
    public void release(String holder) throws IOException, InterruptedException {
        ok(api.send("PUT", "/v1/session/destroy/" + holder.substring(0, holder.indexOf(' ')), null, TIMEOUT));
    }

    private static JsonObject object(Reply reply) {
        try (var reader = Json.createReader(new StringReader(reply.body()))) {
            return reader.readObject();
        }
    }

    private static Reply ok(Reply reply) throws IOException {
        if (!reply.isOk()) {
            throw new IOException("an operator was answered " + reply.status() + " "
                    + reply.body().strip());
        }
        return reply;
    }
}
