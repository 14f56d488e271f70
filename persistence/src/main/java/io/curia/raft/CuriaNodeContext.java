package io.curia.raft;

import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.persistence.CPPersistenceService;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.spi.impl.NodeEngineImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Starts a Hazelcast member whose CP Subsystem keeps its state with us and finds it again at a restart. */
final class CuriaNodeContext extends DefaultNodeContext {
    private final MvPersistence persistence;
    private final BiConsumer<RaftService, NodeEngineImpl> beforeRestore;

    /** @param beforeRestore called when the member list is known, before this server takes part; it may refuse */
    CuriaNodeContext(MvPersistence persistence, BiConsumer<RaftService, NodeEngineImpl> beforeRestore) {
        this.persistence = persistence;
        this.beforeRestore = beforeRestore;
    }

    @Override
    public NodeExtension createNodeExtension(Node node) {
        return new Extension(node);
    }

    private final class Extension extends DefaultNodeExtension {
        private volatile boolean restored;

        Extension(Node node) {
            super(node);
        }

        @Override
        public CPPersistenceService getCPPersistenceService() {
            return persistence;
        }

        /**
         * A server founds its cluster under its Raft id, and keeps that id in the Raft groups for good. As a member of the
         * Hazelcast cluster it takes a new one at every start, for an id seen lately is not let in again for a while.
         */
        @Override
        public UUID createMemberUuid() {
            return persistence.localMemberId() == null ? persistence.identity().raftId() : UUID.randomUUID();
        }

        @Override
        public boolean isStartCompleted() {
            return restored && super.isStartCompleted();
        }

        @Override
        public void afterStart() {
            super.afterStart();
            persistence.serializeWith(node.getSerializationService());
            RaftService raft = node.getNodeEngine().getService(RaftService.SERVICE_NAME);
            beforeRestore.accept(raft, node.getNodeEngine());
            try {
                restoreMembership(raft);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (var groupId : persistence.groupsOnDisk()) {
                var state = persistence.restore(groupId);
                if (state != null) {
                    raft.restoreRaftNode(groupId, state, null);
                }
            }
            restored = true;
        }

        private void restoreMembership(RaftService raft) throws IOException {
            var store = persistence.getCPMetadataStore();
            var groupId = store.readMetadataGroupId();
            if (groupId != null) {
                raft.getMetadataGroupManager().restoreMetadataGroupId(groupId);
            }
            var local = store.readLocalCPMember();
            if (local == null) {
                return;
            }
            if (!local.getUuid().equals(persistence.identity().raftId())) {
                throw new StorageCorruptedException(
                        "damaged: membership: it is of " + local.getUuid() + " and not of "
                                + persistence.identity().raftId(),
                        null);
            }
            var here = new CPMemberInfo(local.getUuid(), node.getThisAddress());
            if (!here.getAddress().equals(local.getAddress())) {
                store.persistLocalCPMember(here);
            }
            raft.getMetadataGroupManager().restoreLocalCPMember(here);
            var members = new ArrayList<CPMember>();
            var commitIndex = store.readActiveCPMembers(members);
            var seed = raft.getMetadataGroupManager().getMetadataGroupId().getSeed();
            raft.updateInvocationManagerMembers(seed, commitIndex, members);
            raft.getInvocationManager().getRaftInvocationContext().updateMember(here);
        }
    }
}
