package io.curia.raft;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.QueryPolicy;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raftop.metadata.GetActiveCPMembersOp;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.operationservice.impl.RaftInvocationContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Who the servers are and where: founds the group of the log when there is none, follows servers to new addresses and
 * tells the others of this server's own. A server is known by its node id, which it carries as an attribute.
 */
final class ClusterMembership extends MembershipAdapter {
    private static final Logger LOG = System.getLogger(ClusterMembership.class.getName());

    private final NodeEngineImpl engine;
    private final RaftService raft;
    private final Map<UUID, String> names = new ConcurrentHashMap<>();
    private final Map<UUID, Address> heard = new ConcurrentHashMap<>();
    private final AtomicBoolean founding = new AtomicBoolean();
    private final AtomicBoolean announcing = new AtomicBoolean();
    private final Standby standby;
    private final RemovalWatch removalWatch;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param places how many servers vote when none is missing
     * @param executor looks at answers of the others
     */
    ClusterMembership(NodeEngineImpl engine, RaftService raft, UUID nodeId, int places, Executor executor) {
        this.engine = engine;
        this.raft = raft;
        this.standby = new Standby(engine, raft, this::activeMembers, nodeId, places, executor);
        this.removalWatch = new RemovalWatch(nodeId, this::activeMembers, executor, System::nanoTime);
    }

    /** Follows the member list from now on. */
    void follow() {
        engine.getClusterService().addMembershipListener(this);
        engine.getClusterService().getMembers().forEach(this::note);
    }

    /** Lets a single server find itself: the Raft library does not note member lists of one. */
    void noteSoloMember(UUID nodeId) {
        context().updateMember(new CPMemberInfo(nodeId, engine.getThisAddress()));
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        note(event.getMember());
        changed();
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        changed();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Runs the listener, on a thread that must not be blocked, after a server has come or gone. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void note(Member member) {
        var nodeId = member.getAttribute(HazelcastConfigs.ATTRIBUTE_NODE_ID);
        if (nodeId == null) {
            return;
        }
        var id = UUID.fromString(nodeId);
        var name = member.getAttribute(HazelcastConfigs.ATTRIBUTE_NODE_NAME);
        if (name != null) {
            names.put(id, name);
        }
        heard.put(id, member.getAddress());
        var known = context().getCPMember(id);
        if (known != null && !known.getAddress().equals(member.getAddress())) {
            context().updateMember(new CPMemberInfo(id, member.getAddress()));
        }
    }

    /** Tells the others, once there is a leader, that this server's address is not the one they know. */
    void announceAddress() {
        var local = raft.getLocalCPMember();
        if (local == null || announcing.get()) {
            return;
        }
        var known = raft.getMetadataGroupManager().getActiveMembers().stream()
                .filter(m -> m.getUuid().equals(local.getUuid()))
                .findFirst();
        if (known.isPresent()
                && !known.get().getAddress().equals(local.getAddress())
                && announcing.compareAndSet(false, true)) {
            LOG.log(Level.INFO, "address changed from {0} to {1}", known.get().getAddress(), local.getAddress());
            raft.getInvocationManager()
                    .invoke(raft.getMetadataGroupId(), new RejoinOp(local))
                    .whenComplete((r, e) -> announcing.set(false));
        }
    }

    /** Makes the group of the log, or finds the one that another server made; may be called until it succeeds. */
    void foundGroup(Consumer<RaftGroupId> founded) {
        if (!raft.isDiscoveryCompleted()) {
            return;
        }
        if (raft.getLocalCPMember() == null) {
            standby.tick();
            return;
        }
        if (!founding.compareAndSet(false, true)) {
            return;
        }
        raft.createRaftGroupForProxyAsync("fsm@" + FsmService.GROUP).whenComplete((id, error) -> {
            if (error == null) {
                founded.accept((RaftGroupId) id);
            }
            founding.set(false);
        });
    }

    /** To be called now and then while no leader is known. */
    void noticeRemoval() {
        if (raft.isDiscoveryCompleted() && raft.getLocalCPMember() != null) {
            removalWatch.tick();
        }
    }

    private CompletionStage<Collection<CPMember>> activeMembers() {
        return raft.getInvocationManager()
                .query(raft.getMetadataGroupId(), new GetActiveCPMembersOp(), QueryPolicy.LINEARIZABLE);
    }

    List<RaftServer> serversOf(RaftNodeImpl node) {
        var leader = node.getLeader();
        return node.getAppliedMembers().stream()
                .map(m -> new RaftServer(
                        m.getUuid().toString(),
                        names.getOrDefault(m.getUuid(), "(unknown)"),
                        address(m),
                        m.equals(leader),
                        true))
                .sorted(Comparator.comparing(RaftServer::address))
                .toList();
    }

    /** Every server of the cluster, reachable or not, in the order of their ids; {@code voters} as Raft knows them. */
    List<ClusterMember> members(List<RaftServer> voters) {
        var found = new TreeMap<String, ClusterMember>();
        for (var voter : voters) {
            var id = UUID.fromString(voter.id());
            var known = context().getCPMember(id);
            if (known != null) {
                found.put(
                        voter.id(),
                        member(voter.id(), names.getOrDefault(id, ""), known.getAddress(), false, true, false));
            }
        }
        for (var member : engine.getClusterService().getMembers()) {
            var id = member.getAttribute(HazelcastConfigs.ATTRIBUTE_NODE_ID);
            var name = member.getAttribute(HazelcastConfigs.ATTRIBUTE_NODE_NAME);
            if (id != null && name != null) {
                boolean fresh = member.getAttribute(HazelcastConfigs.ATTRIBUTE_FRESH) != null;
                found.put(id, member(id, name, member.getAddress(), true, found.containsKey(id), fresh));
            }
        }
        return List.copyOf(found.values());
    }

    /** Bytes of the smallest heap of all servers that are connected now. */
    long smallestHeapBytes() {
        return engine.getClusterService().getMembers().stream()
                .map(member -> member.getAttribute(HazelcastConfigs.ATTRIBUTE_HEAP))
                .filter(Objects::nonNull)
                .mapToLong(Long::parseLong)
                .min()
                .orElseThrow();
    }

    private static ClusterMember member(
            String id, String name, Address address, boolean alive, boolean voter, boolean fresh) {
        return new ClusterMember(id, name, address.getHost(), address.getPort(), alive, voter, fresh);
    }

    /** Takes a server out of all Raft groups, this one or another; done once the others have agreed on it. */
    CompletionStage<Void> remove(UUID nodeId) {
        return raft.removeCPMember(nodeId).whenComplete((done, failure) -> changed());
    }

    /** {@code ip:port}; empty if it is not known. */
    String address(RaftEndpoint endpoint) {
        CPMember member = context().getCPMember(endpoint.getUuid());
        // a server that was just let in learns of the voters before it learns where they are
        Address address = member == null ? heard.get(endpoint.getUuid()) : member.getAddress();
        return address == null ? "" : address.getHost() + ":" + address.getPort();
    }

    boolean isReachable(RaftEndpoint endpoint) {
        CPMember member = context().getCPMember(endpoint.getUuid());
        return member != null && engine.getClusterService().getMember(member.getAddress()) != null;
    }

    private RaftInvocationContext context() {
        return raft.getInvocationManager().getRaftInvocationContext();
    }
}
