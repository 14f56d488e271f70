package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import io.curia.raft.storage.RaftIdentity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks for servers that bear this one's node id, as a copy of its data directory or of its file {@code node-id} does. One
 * of the two must go: the one that has no state, and of two alike the one that came later. Each side decides for itself,
 * from the same member list. Any thread.
 */
final class NamesakeWatch {
    private static final Logger LOG = System.getLogger(NamesakeWatch.class.getName());

    private final RaftIdentity self;
    private final Supplier<Collection<Member>> members;
    private final BooleanSupplier hasState;
    private final Consumer<String> stop;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();

    /**
     * @param members all servers that are connected, in the order in which they came, the same on each of them
     * @param hasState whether this server has taken part in the Raft groups
     * @param stop is told once why this server must stop
     */
    NamesakeWatch(
            RaftIdentity self, Supplier<Collection<Member>> members, BooleanSupplier hasState, Consumer<String> stop) {
        this.self = self;
        this.members = members;
        this.hasState = hasState;
        this.stop = stop;
    }

    /**
     * Before this server takes part.
     *
     * @throws IllegalStateException if it must not
     */
    void requireNone() {
        reasonToStop(Set.of()).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }

    /** To be called when servers have come; {@code voters} are the Raft ids of those that vote, if they were asked for. */
    void look(Set<UUID> voters) {
        reasonToStop(voters).ifPresent(reason -> {
            if (stopped.compareAndSet(false, true)) {
                stop.accept(reason);
            }
        });
    }

    private Optional<String> reasonToStop(Set<UUID> voters) {
        Address here = null;
        Member namesake = null;
        boolean before = false;
        for (var member : members.get()) {
            if (member.localMember()) {
                here = member.getAddress();
            } else if (!before && isNamesake(member)) {
                namesake = member;
                before = here == null;
            }
        }
        if (namesake == null) {
            return Optional.empty();
        }
        if (mustGo(namesake, before, voters)) {
            return Optional.of(reason(namesake, here));
        }
        tell(namesake, here);
        return Optional.empty();
    }

    private boolean isNamesake(Member member) {
        return HazelcastConfigs.identity(member)
                .filter(other -> other.nodeId().equals(self.nodeId()))
                .isPresent();
    }

    private boolean mustGo(Member other, boolean before, Set<UUID> voters) {
        var otherId = HazelcastConfigs.identity(other).orElseThrow().raftId();
        boolean startedWithState = other.getAttribute(HazelcastConfigs.ATTRIBUTE_FRESH) == null;
        if (otherId.equals(self.raftId())) {
            return before;
        }
        // the place of one that has state may have been given to the other; RemovalWatch finds that out
        return !hasState.getAsBoolean() && (before || startedWithState || voters.contains(otherId));
    }

    private String reason(Member other, Address here) {
        return other.getAttribute(HazelcastConfigs.ATTRIBUTE_RAFT_ID)
                        .equals(self.raftId().toString())
                ? ("the server at %s uses a copy of the data directory of this one (%s): each server needs a data"
                                + " directory of its own; start this one with an empty one")
                        .formatted(text(other.getAddress()), text(here))
                : ("the server at %s has the node id %s, as has this one (%s), and was here first: start this one with an"
                                + " empty data directory, without the other's file node-id, and without its curia.node-id")
                        .formatted(text(other.getAddress()), self.nodeId(), text(here));
    }

    private void tell(Member other, Address here) {
        if (told.add(other.getUuid())) {
            LOG.log(
                    Level.WARNING,
                    "a server at {0} has come with the node id {1} of this one ({2}) and is not let in: stop it, and start"
                            + " it with a data directory and a node id of its own",
                    text(other.getAddress()),
                    self.nodeId(),
                    text(here));
        }
    }

    private static String text(Address address) {
        return address.getHost() + ":" + address.getPort();
    }
}
