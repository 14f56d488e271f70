package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What tests look at, and do, inside a server's engine. */
final class Insides {
    private Insides() {}

    /** Has a server believe that it hears of another no more. */
    static void loseSight(HazelcastRaftEngine server, HazelcastRaftEngine other) {
        var node = server.parts().engine.getNode();
        var member = node.getClusterService().getMember(other.parts().engine.getThisAddress());
        node.getClusterService().suspectMember(member, "a test", true);
    }

    /** As what a server is in the member list. */
    static UUID memberId(HazelcastRaftEngine server) {
        return server.parts().engine.getLocalMember().getUuid();
    }

    /** Who is in a server's member list, in the order in which they came. */
    static List<UUID> memberIds(HazelcastRaftEngine server) {
        return server.parts().engine.getClusterService().getMembers().stream()
                .map(member -> member.getUuid())
                .toList();
    }

    /** Has another server get ready to vote, and goes no further. */
    static CompletableFuture<Void> makeReady(HazelcastRaftEngine server, HazelcastRaftEngine other) {
        var raftId = HazelcastConfigs.identity(other.parts().engine.getLocalMember())
                .orElseThrow()
                .raftId();
        return server.parts().voterChanges.ready(raftId, other.parts().engine.getThisAddress());
    }

    /** Whether Raft finds the way to a server. */
    static boolean knows(HazelcastRaftEngine server, UUID raftId) {
        var context = server.parts().raft.getInvocationManager().getRaftInvocationContext();
        return context.getCPMember(raftId) != null;
    }

    /** All that METADATA's log has told a server of the groups: who is in them since when, and what is to be changed. */
    static String metadata(HazelcastRaftEngine server) throws ReflectiveOperationException {
        var manager = server.parts().raft.getMetadataGroupManager();
        var groups = manager.getClass().getDeclaredField("groups");
        groups.setAccessible(true);
        var known = new TreeMap<String, String>();
        ((Map<?, ?>) groups.get(manager)).forEach((id, group) -> known.put(id.toString(), group.toString()));
        return known + ", to be changed: " + manager.getMembershipChangeSchedule();
    }

    /** Whether a server follows the log without a vote. */
    static boolean onlyFollows(HazelcastRaftEngine server) {
        var node = server.parts().node();
        return metadataVoters(server).isEmpty()
                && node != null
                && !node.isTerminatedOrSteppedDown()
                && !node.state().isKnownMember(node.getLocalMember());
    }

    /** Who votes in METADATA as a server sees it, none while it has no part in it. */
    static Collection<RaftEndpoint> metadataVoters(HazelcastRaftEngine server) {
        var parts = server.parts();
        var metadata = parts.threads.node(parts.raft.getMetadataGroupId());
        return metadata == null ? List.of() : metadata.getAppliedMembers();
    }
}
