package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipAdapter;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.operationservice.impl.RaftInvocationContext;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftServer;
import io.curia.raft.api.ServerTraits;
import io.curia.raft.storage.KnownServers;
import io.curia.raft.storage.RaftFiles;
import io.curia.raft.storage.RaftIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who the servers are and where: follows servers to new addresses and tells the others of this server's own. Raft knows a server by its Raft id, everybody else by its node id; it carries
 * both as attributes.
 */
final class ClusterMembership extends MembershipAdapter {
    private static final Logger LOG = System.getLogger(ClusterMembership.class.getName());

    private final NodeEngineImpl engine;
    private final RaftService raft;
    /** One member list, which is another object after each change, and what it says. */
    private record Connected(Set<Member> members, Map<UUID, Member> byRaftId) {}

    /** What servers told of themselves, by Raft id; those that are away too. */
    private final Map<UUID, ServerTraits> traits = new ConcurrentHashMap<>();

    private volatile Connected connected = new Connected(Set.of(), Map.of());
    private final RaftFiles files;
    private final RaftIdentity self;
    private final KnownServers known;
    private final NamesakeWatch namesakes;
    private final AtomicBoolean announcing = new AtomicBoolean();
    private volatile Set<UUID> lastVoters = Set.of();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param stop is told why this server must stop */
    ClusterMembership(NodeEngineImpl engine, RaftService raft, RaftFiles files, Consumer<String> stop) {
        this.engine = engine;
        this.raft = raft;
        this.files = files;
        this.self = files.identity();
        this.known = files.knownServers();
        this.namesakes = new NamesakeWatch(
                self,
                () -> engine.getClusterService().getMembers(),
                () -> files.metadata().hasLocalMember(),
                stop);
    }

    /**
     * Follows the member list from now on.
     *
     * @throws IllegalStateException if this server must not take part
     */
    void follow() {
        namesakes.requireNone();
        engine.getClusterService().addMembershipListener(this);
    }

    /** Lets a single server find itself: the Raft library does not note member lists of one. */
    void noteSoloMember() {
        context().updateMember(new CPMemberInfo(self.raftId(), engine.getThisAddress()));
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        namesakes.look(Set.of());
        locate();
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

    /**
     * Has Raft find the servers where the member list has them: what the disk or the log says may be older. To be called
     * now and then, for Raft takes over whatever comes to its ears last.
     */
    void locate() {
        var connected = connected();
        // before the first is moved, for that takes out another which had its address
        var toRaft = voters();
        connected.keySet().stream()
                .filter(raftId -> context().getCPMember(raftId) != null)
                .forEach(toRaft::add);
        connected.forEach((raftId, member) -> {
            if (toRaft.contains(raftId)) {
                context().updateMember(new CPMemberInfo(raftId, member.getAddress()));
            }
        });
        known.keep(toRaft);
        if (!toRaft.equals(lastVoters)) {
            lastVoters = toRaft;
            changed();
        }
    }

    /** Those that are connected, by Raft id; of two with the same the one that came first. */
    @SuppressWarnings("ReferenceEquality") // the point: the same list need not be read again
    private Map<UUID, Member> connected() {
        var members = engine.getClusterService().getMembers();
        var seen = connected;
        if (seen.members() != members) {
            seen = new Connected(members, byRaftId(members));
            connected = seen;
        }
        return seen.byRaftId();
    }

    private Map<UUID, Member> byRaftId(Set<Member> members) {
        var found = new LinkedHashMap<UUID, Member>();
        for (var member : members) {
            var name = Objects.requireNonNullElse(member.getAttribute(HazelcastConfigs.ATTRIBUTE_NODE_NAME), "");
            HazelcastConfigs.identity(member).ifPresent(identity -> {
                if (found.putIfAbsent(identity.raftId(), member) == null) {
                    known.met(identity, name);
                    traits.put(identity.raftId(), TraitAttributes.read(member));
                }
            });
        }
        return found;
    }

    /** Raft ids of the members of all groups that this server takes part in. */
    private Set<UUID> voters() {
        var voters = new HashSet<UUID>();
        raft.getMetadataGroupManager().getActiveMembers().forEach(member -> voters.add(member.getUuid()));
        raft.getAllRaftNodes()
                .forEach(node -> node.getAppliedMembers().forEach(member -> voters.add(member.getUuid())));
        return voters;
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

    /** The others have told who is in the Raft groups. */
    void agreed(Set<UUID> active) {
        namesakes.look(active);
    }

    /** Those that vote, and of the others those that are connected. */
    List<RaftServer> serversOf(RaftNodeImpl node) {
        var leader = node.getLeader();
        var voters = ids(node);
        var all = new LinkedHashSet<>(voters);
        all.addAll(connected().keySet());
        return all.stream()
                .map(raftId -> new RaftServer(
                        known.nodeId(raftId),
                        known.name(raftId).orElse("(unknown)"),
                        address(raftId),
                        leader != null && raftId.equals(leader.getUuid()),
                        voters.contains(raftId)))
                .sorted(Comparator.comparing(RaftServer::address))
                .toList();
    }

    /**
     * Every server of the cluster, reachable or not, in the order of their node ids. One that came with the node id of
     * another is not there beside it, but only while the other cannot be reached.
     *
     * @param node this server's part of the log's group; null while there is none
     */
    List<ClusterMember> members(RaftNodeImpl node) {
        var voters = node == null ? Set.<UUID>of() : ids(node);
        var connected = connected();
        var found = new ArrayList<ClusterMember>();
        for (var raftId : voters) {
            if (!connected.containsKey(raftId)) {
                var at = lastKnown(raftId);
                found.add(new ClusterMember(
                        known.nodeId(raftId),
                        known.name(raftId).orElse(""),
                        at == null ? "" : at.getHost(),
                        at == null ? 0 : at.getPort(),
                        false,
                        true,
                        false,
                        traits.getOrDefault(raftId, ServerTraits.NONE)));
            }
        }
        var present = new HashMap<String, ClusterMember>();
        connected.forEach((raftId, member) -> present.merge(
                known.nodeId(raftId),
                member(raftId, member, voters.contains(raftId)),
                (first, second) -> first.voter() || !second.voter() ? first : second));
        found.addAll(present.values());
        found.sort(Comparator.comparing(ClusterMember::id).thenComparing(ClusterMember::alive));
        return List.copyOf(found);
    }

    private static Set<UUID> ids(RaftNodeImpl node) {
        return node.getAppliedMembers().stream().map(RaftEndpoint::getUuid).collect(Collectors.toSet());
    }

    private ClusterMember member(UUID raftId, Member member, boolean voter) {
        var address = member.getAddress();
        return new ClusterMember(
                known.nodeId(raftId),
                known.name(raftId).orElse(""),
                address.getHost(),
                address.getPort(),
                true,
                voter,
                member.getAttribute(HazelcastConfigs.ATTRIBUTE_FRESH) != null,
                TraitAttributes.read(member));
    }

    /** The Raft id of the voter with this node id; of two, the one that cannot be reached. */
    Optional<UUID> voter(RaftNodeImpl node, String nodeId) {
        var connected = connected();
        return ids(node).stream()
                .filter(raftId -> known.nodeId(raftId).equals(nodeId))
                .min(Comparator.comparing(connected::containsKey));
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

    /** A server that can be reached: under which id it votes or would, and where it is. */
    record Connection(UUID raftId, Address address) {}

    /** The server with this node id, if it is connected; of two, the one that votes or came first. */
    Optional<Connection> connected(String nodeId) {
        var voters = voters();
        return connected().entrySet().stream()
                .filter(server -> known.nodeId(server.getKey()).equals(nodeId))
                .map(server -> new Connection(server.getKey(), server.getValue().getAddress()))
                .min(Comparator.comparing(server -> !voters.contains(server.raftId())));
    }

    /** This server was taken out of all groups: it takes part in none, and founds none, until it is let in again. */
    void ceaseToBeMember() {
        LibraryMembership.ceaseToBeMember(raft);
        try {
            files.metadata().forgetLocalMember();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ip:port}; empty if it is not known. */
    String address(RaftEndpoint endpoint) {
        return address(endpoint.getUuid());
    }

    private String address(UUID raftId) {
        var address = lastKnown(raftId);
        return address == null ? "" : address.getHost() + ":" + address.getPort();
    }

    /** Null if nobody told. A server that was just let in learns of the voters before it learns where they are. */
    private Address lastKnown(UUID raftId) {
        var member = connected().get(raftId);
        if (member != null) {
            return member.getAddress();
        }
        var told = context().getCPMember(raftId);
        return told != null
                ? told.getAddress()
                : raft.getMetadataGroupManager().getActiveMembers().stream()
                        .filter(active -> active.getUuid().equals(raftId))
                        .map(CPMember::getAddress)
                        .findFirst()
                        .orElse(null);
    }

    /** Where those are that are connected, this server too, by node id; of two with the same the one that came first. */
    Map<String, Address> connectedNodes() {
        var nodes = new LinkedHashMap<String, Address>();
        connected().forEach((raftId, member) -> nodes.putIfAbsent(known.nodeId(raftId), member.getAddress()));
        return nodes;
    }

    /** Where a server is; null if it is not connected. */
    Address connectedAt(UUID raftId) {
        var member = connected().get(raftId);
        return member == null ? null : member.getAddress();
    }

    /** Whether all servers that are connected understand all that this version may send or agree on. */
    boolean areAllUpToDate() {
        return engine.getClusterService().getMembers().stream().allMatch(HazelcastConfigs::isUpToDate);
    }

    /** Whether the server that is connected from there does. */
    boolean isUpToDate(Address address) {
        var member = engine.getClusterService().getMember(address);
        return member != null && HazelcastConfigs.isUpToDate(member);
    }

    /** Where all others are that are connected and understand what this version may ask them. */
    List<Address> others() {
        return connected().values().stream()
                .filter(member -> !member.localMember() && HazelcastConfigs.isUpToDate(member))
                .map(Member::getAddress)
                .toList();
    }

    /** Where those that vote were last that are not connected now. */
    Collection<Address> missing() {
        var connected = connected();
        return voters().stream()
                .filter(raftId -> !connected.containsKey(raftId))
                .map(this::lastKnown)
                .filter(address -> address != null && engine.getClusterService().getMember(address) == null)
                .toList();
    }

    boolean isReachable(RaftEndpoint endpoint) {
        return connected().containsKey(endpoint.getUuid());
    }

    private RaftInvocationContext context() {
        return raft.getInvocationManager().getRaftInvocationContext();
    }
}
