package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.exception.MetadataRaftGroupInitInProgressException;
import com.hazelcast.cp.internal.raftop.metadata.InitMetadataRaftGroupOp;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * How the Raft groups come about: the founders agree on METADATA, also after a restart in the middle of it, and then the
 * first of them makes the group of the log. Any thread.
 */
final class Founding {
    private static final Logger LOG = System.getLogger(Founding.class.getName());

    private final RaftService raft;
    private final GroupThread threads;
    private final ClusterMembership membership;
    private final boolean wasMember;
    private final AtomicBoolean making = new AtomicBoolean();
    private final AtomicBoolean agreeing = new AtomicBoolean();
    private final AtomicBoolean toldOfFailure = new AtomicBoolean();

    /** @param wasMember whether this server was past the founding when it started */
    Founding(RaftService raft, GroupThread threads, ClusterMembership membership, boolean wasMember) {
        this.raft = raft;
        this.threads = threads;
        this.membership = membership;
        this.wasMember = wasMember;
    }

    /**
     * Whether this server is past the founding of METADATA. One that ends in the middle of it keeps what it has: the others
     * may count on it.
     */
    boolean isOver() {
        return wasMember || raft.isDiscoveryCompleted();
    }

    /** Makes the group of the log, or finds the one that another server made; may be called until it succeeds. */
    void goOn(Consumer<RaftGroupId> founded) {
        if (!raft.isDiscoveryCompleted() || raft.getLocalCPMember() == null) {
            return;
        }
        agree();
        if (!making.compareAndSet(false, true)) {
            return;
        }
        raft.createRaftGroupForProxyAsync("fsm@" + FsmService.GROUP).whenComplete((id, error) -> {
            if (error == null) {
                founded.accept((RaftGroupId) id);
            }
            making.set(false);
        });
    }

    /** Each founder has to agree with METADATA on who they are; the library does not try again after a restart. */
    private void agree() {
        var id = raft.getMetadataGroupId();
        if (threads.node(id) == null || agreeing.get() || isSettled()) {
            return;
        }
        var founders = founders(id);
        if (!founders.isEmpty() && agreeing.compareAndSet(false, true)) {
            raft.getInvocationManager()
                    .invoke(id, new InitMetadataRaftGroupOp(raft.getLocalCPMember(), founders, id.getSeed()))
                    .whenComplete((agreed, failure) -> agreeing.set(false));
        }
    }

    /** All founders and where they are; none while one of them is not connected. */
    private List<CPMemberInfo> founders(RaftGroupId metadata) {
        var founders = new ArrayList<CPMemberInfo>();
        for (var founder : threads.node(metadata).getInitialMembers()) {
            var address = membership.connectedAt(founder.getUuid());
            if (address == null) {
                return List.of();
            }
            founders.add(new CPMemberInfo(founder.getUuid(), address));
        }
        return founders;
    }

    /** Whether they agree, or never will. */
    private boolean isSettled() {
        try {
            raft.getMetadataGroupManager().checkMetadataGroupInitSuccessful();
        } catch (MetadataRaftGroupInitInProgressException e) {
            return false;
        } catch (IllegalStateException e) {
            if (toldOfFailure.compareAndSet(false, true)) {
                LOG.log(
                        Level.ERROR,
                        "the cluster cannot be founded, for the servers do not agree on who founds it: stop all of them, remove"
                                + " their data directories, and start them with the same curia.bootstrap-expect");
            }
        }
        return true;
    }
}
