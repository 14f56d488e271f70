package io.curia.service.agent;

import io.curia.agent.LocalState;
import io.curia.cluster.NodeInfo;
import io.curia.http.json.JsonWriter;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.RaftServer;
import io.curia.raft.api.ReplicatedLog;
import io.curia.raft.api.Voters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures of {@code /v1/agent/self} (http-api §16), as texts. Safe for use by any thread; never blocks. */
@ApplicationScoped
public class AgentStats {
    private final ReplicatedLog log;
    private final Cluster cluster;
    private final Voters voters;
    private final NodeInfo node;
    private final LocalState state;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentStats(ReplicatedLog log, Cluster cluster, Voters voters, NodeInfo node, LocalState state) {
        this.log = log;
        this.cluster = cluster;
        this.voters = voters;
        this.node = node;
        this.state = state;
    }

    /** Writes all of them, by section. */
    void write(JsonWriter json) {
        json.beginObject();
        json.name("agent").map(agentStats());
        json.name("build").map(Map.of("prerelease", "", "revision", "", "version", node.version()));
        json.name("consul").map(serverStats());
        json.name("raft").map(raftStats());
        json.name("runtime").map(runtimeStats());
        json.name("serf_lan").map(memberStats());
        json.endObject();
    }

    private Map<String, String> agentStats() {
        int scripts = 0;
        int ttls = 0;
        var checks = state.checks().values();
        for (var check : checks) {
            scripts += check.definition().filter(each -> each.isScript()).isPresent() ? 1 : 0;
            ttls += check.definition().filter(each -> each.isTtl()).isPresent() ? 1 : 0;
        }
        return Map.of(
                "check_monitors", Integer.toString(scripts),
                "check_ttls", Integer.toString(ttls),
                "checks", Integer.toString(checks.size()),
                "services", Integer.toString(state.services().size()));
    }

    private Map<String, String> serverStats() {
        return Map.of(
                "acl", "disabled",
                "known_datacenters", "1",
                "leader", Boolean.toString(cluster.isLeader()),
                "leader_addr", cluster.leaderAddress().orElse(""),
                "server", "true");
    }

    private Map<String, String> raftStats() {
        long contact = log.lastContactMs();
        var servers = cluster.servers();
        var voting =
                servers.stream().filter(RaftServer::voter).map(RaftServer::id).toList();
        int peers = voting.contains(node.nodeId()) ? voting.size() - 1 : 0;
        var stats = new TreeMap<String, String>();
        long applied = log.lastApplied();
        var position = log.position();
        stats.put("applied_index", Long.toString(applied));
        // what was noted of the log is a moment old, and what is applied since is in it too
        long committed = Math.max(position.commitIndex(), applied);
        stats.put("commit_index", Long.toString(committed));
        stats.put("fsm_pending", Long.toString(committed - applied));
        stats.put("last_contact", contact < 0 ? "never" : contact + (contact == 0 ? "" : "ms"));
        stats.put("last_log_index", Long.toString(Math.max(position.lastIndex(), applied)));
        stats.put("last_log_term", Long.toString(position.lastTerm()));
        stats.put("last_snapshot_index", Long.toString(position.snapshotIndex()));
        stats.put("last_snapshot_term", Long.toString(position.snapshotTerm()));
        stats.put(
                "latest_configuration",
                servers.stream().map(AgentStats::configured).collect(Collectors.joining(" ", "[", "]")));
        stats.put("num_peers", Integer.toString(peers));
        stats.put("latest_configuration_index", Long.toString(voters.configurationIndex()));
        stats.put("protocol_version", "3");
        stats.put("protocol_version_max", "3");
        stats.put("protocol_version_min", "0");
        stats.put("snapshot_version_max", "1");
        stats.put("snapshot_version_min", "0");
        stats.put("state", cluster.isLeader() ? "Leader" : "Follower");
        stats.put("term", Long.toString(cluster.term()));
        return stats;
    }

    private static String configured(RaftServer server) {
        String suffrage = server.voter() ? "Voter" : "Nonvoter";
        return "{Suffrage:" + suffrage + " ID:" + server.id() + " Address:" + server.address() + "}";
    }

    private static Map<String, String> runtimeStats() {
        String processors = Integer.toString(Runtime.getRuntime().availableProcessors());
        return Map.of(
                "arch",
                System.getProperty("os.arch"),
                "cpu_count",
                processors,
                "max_procs",
                processors,
                "os",
                System.getProperty("os.name"),
                "version",
                "java" + System.getProperty("java.version"));
    }

    private Map<String, String> memberStats() {
        var members = cluster.members();
        long failed = members.stream().filter(member -> !member.alive()).count();
        return Map.of(
                "encrypted",
                "false",
                "failed",
                Long.toString(failed),
                "left",
                "0",
                "members",
                Integer.toString(members.size()));
    }
}
