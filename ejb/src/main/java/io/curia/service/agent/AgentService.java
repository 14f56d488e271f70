package io.curia.service.agent;

import io.curia.cluster.Members;
import io.curia.cluster.NodeInfo;
import io.curia.fsm.Fsm;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.Needs.Resource;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.model.Coordinate;
import io.curia.raft.api.ClusterMember;
import io.curia.refusal.Refusal;
import io.curia.service.rows.RowJson;
import io.curia.state.Coordinates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this server says of itself and of its cluster: {@code /v1/agent/self}, {@code members}, {@code version} (http-api
 * §16). Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class AgentService {
    private static final int ALIVE = 1;
    private static final int FAILED = 4;
    private static final int RAFT_PROTOCOL = 3;
    /** The port of what this server does not have. */
    private static final int OFF = -1;

    private final Fsm fsm;
    private final NodeInfo node;
    private final Members members;
    private final AgentStats stats;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentService(Fsm fsm, NodeInfo node, Members members, AgentStats stats) {
        this.fsm = fsm;
        this.node = node;
        this.members = members;
        this.stats = stats;
    }

    /** Configuration, membership, coordinate and statistics of this server. */
    public Answer self(Call call) {
        ReadOptions options = call.options();
        JsonWriter json = new JsonWriter(2048, options.pretty());
        json.beginObject();
        config(json.name("Config"));
        debugConfig(json.name("DebugConfig"));
        RowJson.PLACE.write(place(), json.name("Coord"));
        member(ownMember(), "", json.name("Member"));
        stats.write(json.name("Stats"));
        json.name("Meta").beginObject().endObject();
        return Answer.json(json.endObject().finish());
    }

    /** All servers that belong to the cluster; with {@code wan} by their names across datacenters. */
    public Answer members(Call call) {
        ReadOptions options = call.options();
        String segment = call.params().text("segment");
        if (!segment.isEmpty() && !segment.equals("_all")) {
            throw Refusal.rejected("Network segments are not supported in this version of Consul");
        }
        boolean wan = !call.params().text("wan").isEmpty();
        JsonWriter json = new JsonWriter(1024, options.pretty()).beginArray();
        members.all().stream()
                .filter(member -> call.authority().sees(Resource.NODE, member.name()))
                .forEach(member -> member(member, wan ? "." + node.datacenter() : "", json));
        return Answer.json(json.endArray().finish());
    }

    /** This program's version. */
    public Answer version(Call call) {
        ReadOptions options = call.options();
        JsonWriter json = new JsonWriter(128, options.pretty()).beginObject();
        json.name("SHA").value("");
        json.name("BuildDate").value("1970-01-01T00:00:00Z");
        json.name("HumanVersion").value(node.version());
        json.name("FIPS").value("");
        return Answer.json(json.endObject().finish());
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
        json.name("ACLsEnabled").value(false);
        json.name("AdvertiseAddrLAN").value(node.advertiseAddress());
        json.name("AdvertiseAddrWAN").value(node.advertiseAddress());
        json.name("ClientAddrs").texts(List.of(node.advertiseAddress()));
        json.name("ConnectEnabled").value(false);
        json.name("DNSPort").value(OFF);
        json.name("Datacenter").value(node.datacenter());
        json.name("DevMode").value(false);
        json.name("DisableCoordinates").value(false);
        json.name("EnableDebug").value(false);
        json.name("GRPCPort").value(OFF);
        json.name("HTTPPort").value(node.httpPort());
        json.name("HTTPSPort").value(OFF);
        json.name("NodeID").value(node.nodeId());
        json.name("NodeName").value(node.nodeName());
        json.name("PrimaryDatacenter").value(node.datacenter());
        json.name("RaftProtocol").value(RAFT_PROTOCOL);
        // servers meet each other on the Raft port
        json.name("SerfAdvertiseAddrLAN").value("tcp://" + hostAndPort());
        json.name("SerfPortLAN").value(raftPort());
        json.name("ServerMode").value(true);
        json.name("ServerPort").value(raftPort());
        json.name("Version").value(node.version());
        json.endObject();
    }

    /** This server's place as the catalog has it, by which others reckon; the origin until it has one. */
    private Coordinate place() {
        var known =
                Coordinates.ofNode(fsm.store().read(), node.nodeName(), null).value();
        return known.isEmpty() ? Coordinate.ORIGIN : known.get(0).coord();
    }

    private void member(ClusterMember member, String suffix, JsonWriter json) {
        json.beginObject();
        json.name("Name").value(member.name() + suffix);
        json.name("Addr").value(member.address());
        json.name("Port").value(member.port());
        json.name("Tags").map(tags(member));
        json.name("Status").value(member.alive() ? ALIVE : FAILED);
        json.name("ProtocolMin").value(1);
        json.name("ProtocolMax").value(5);
        json.name("ProtocolCur").value(2);
        json.name("DelegateMin").value(2);
        json.name("DelegateMax").value(5);
        json.name("DelegateCur").value(4);
        json.endObject();
    }

    private Map<String, String> tags(ClusterMember member) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("role", "consul");
        tags.put("dc", node.datacenter());
        tags.put("segment", "");
        tags.put("id", member.id());
        tags.put("vsn", "2");
        tags.put("vsn_min", "2");
        tags.put("vsn_max", "3");
        tags.put("build", (member.version().isEmpty() ? node.version() : member.version()) + ":");
        tags.put("port", Integer.toString(member.port()));
        tags.put("raft_vsn", "3");
        tags.put("acls", "0");
        if (!member.voter()) {
            tags.put("nonvoter", "1");
        }
        if (member.readReplica()) {
            tags.put("read_replica", "1");
        }
        return tags;
    }

    private String hostAndPort() {
        String address = node.advertiseAddress();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + raftPort();
    }

    private int raftPort() {
        return ownMember().port();
    }

    private ClusterMember ownMember() {
        return members.byId(node.nodeId())
                .orElseGet(() -> new ClusterMember(
                        node.nodeId(), node.nodeName(), node.advertiseAddress(), 0, true, false, false));
    }
}
