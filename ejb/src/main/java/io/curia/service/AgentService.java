package io.curia.service;

import io.curia.raft.RaftEngine;
import io.curia.raft.RaftServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What this server says of itself: {@code /v1/agent/self} (http-api §16). Safe for use by any thread; never blocks. */
@ApplicationScoped
public class AgentService {
    private static final int ALIVE = 1;
    private static final int DIMENSIONS = 8;

    private final RaftEngine raft;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentService(RaftEngine raft, NodeInfo node) {
        this.raft = raft;
        this.node = node;
    }

    /** For the container's proxy only. */
    protected AgentService() {
        this(null, null);
    }

    /** Configuration, membership, coordinate and statistics of this server. */
    public Answer self(ApiRequest request) {
        try {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            JsonWriter json = new JsonWriter(2048, options.pretty());
            json.beginObject();
            config(json.name("Config"));
            debugConfig(json.name("DebugConfig"));
            coordinate(json.name("Coord"));
            member(json.name("Member"));
            stats(json.name("Stats"));
            json.name("Meta").beginObject().endObject();
            return Answer.json(json.endObject().finish());
        } catch (RuntimeException e) {
            return Failures.answer(e);
        }
    }

    private void config(JsonWriter json) {
        json.beginObject();
        json.name("Datacenter").value(node.datacenter());
        json.name("PrimaryDatacenter").value(node.datacenter());
        json.name("NodeName").value(node.nodeName());
        json.name("NodeID").value(node.nodeId());
        json.name("Revision").value("");
        json.name("Server").value(true);
        json.name("Version").value(node.version());
        json.endObject();
    }

    private void debugConfig(JsonWriter json) {
        json.beginObject();
        json.name("AdvertiseAddrLAN").value(node.advertiseAddress());
        json.name("Datacenter").value(node.datacenter());
        json.name("HTTPPort").value(node.httpPort());
        json.name("NodeID").value(node.nodeId());
        json.name("NodeName").value(node.nodeName());
        json.name("PrimaryDatacenter").value(node.datacenter());
        json.name("ServerMode").value(true);
        json.name("ServerPort").value(raftPort());
        json.name("Version").value(node.version());
        json.endObject();
    }

    /** The origin: where every node stands until round trips have been measured. */
    private static void coordinate(JsonWriter json) {
        json.beginObject().name("Vec").beginArray();
        for (int i = 0; i < DIMENSIONS; i++) {
            json.decimal(0);
        }
        json.endArray();
        json.name("Error").decimal(1.5);
        json.name("Adjustment").decimal(0);
        json.name("Height").decimal(1e-5);
        json.endObject();
    }

    private void member(JsonWriter json) {
        json.beginObject();
        json.name("Name").value(node.nodeName());
        json.name("Addr").value(node.advertiseAddress());
        json.name("Port").value(raftPort());
        json.name("Tags").map(tags());
        json.name("Status").value(ALIVE);
        json.name("ProtocolMin").value(1);
        json.name("ProtocolMax").value(5);
        json.name("ProtocolCur").value(2);
        json.name("DelegateMin").value(2);
        json.name("DelegateMax").value(5);
        json.name("DelegateCur").value(4);
        json.endObject();
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("role", "consul");
        tags.put("dc", node.datacenter());
        tags.put("segment", "");
        tags.put("id", node.nodeId());
        tags.put("vsn", "2");
        tags.put("vsn_min", "2");
        tags.put("vsn_max", "3");
        tags.put("build", node.version() + ":");
        tags.put("port", Integer.toString(raftPort()));
        tags.put("raft_vsn", "3");
        tags.put("acls", "0");
        ownServer().filter(server -> !server.voter()).ifPresent(server -> tags.put("nonvoter", "1"));
        return tags;
    }

    private void stats(JsonWriter json) {
        json.beginObject();
        json.name("build").map(Map.of("prerelease", "", "revision", "", "version", node.version()));
        json.name("consul").map(serverStats());
        json.name("raft").map(raftStats());
        json.name("runtime").map(runtimeStats());
        json.endObject();
    }

    private Map<String, String> serverStats() {
        return Map.of(
                "acl", "disabled",
                "known_datacenters", "1",
                "leader", Boolean.toString(raft.isLeader()),
                "leader_addr", raft.leaderAddress().orElse(""),
                "server", "true");
    }

    private Map<String, String> raftStats() {
        long contact = raft.lastContactMs();
        long peers = raft.servers().stream().filter(RaftServer::voter).count() - 1;
        return Map.of(
                "applied_index", Long.toString(raft.lastApplied()),
                "last_contact", contact < 0 ? "never" : contact + (contact == 0 ? "" : "ms"),
                "num_peers", Long.toString(Math.max(peers, 0)),
                "state", raft.isLeader() ? "Leader" : "Follower",
                "term", Long.toString(raft.term()));
    }

    private static Map<String, String> runtimeStats() {
        return Map.of(
                "arch", System.getProperty("os.arch"),
                "cpu_count", Integer.toString(Runtime.getRuntime().availableProcessors()),
                "os", System.getProperty("os.name"),
                "version", "java" + System.getProperty("java.version"));
    }

    private int raftPort() {
        return ownServer()
                .map(RaftServer::address)
                .map(address -> Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))
                .orElse(0);
    }

    private Optional<RaftServer> ownServer() {
        return raft.servers().stream()
                .filter(server -> server.id().equals(node.nodeId()))
                .findFirst();
    }
}
