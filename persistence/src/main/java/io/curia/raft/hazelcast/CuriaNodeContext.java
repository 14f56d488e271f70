package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.persistence.CPPersistenceService;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.HazelcastManagedContext;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.cluster.impl.JoinMessage;
import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.RestrictedSerialization;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.partition.strategy.DefaultPartitioningStrategy;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.raft.storage.Formats;
import io.curia.raft.storage.StorageCorruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Starts a Hazelcast member whose CP Subsystem keeps its state with us and finds it again at a restart. */
final class CuriaNodeContext extends DefaultNodeContext {
    /** A message that takes more of the heap than that could not be worked off. */
    private static final int LARGEST_MESSAGE = (int) Math.min(
            Integer.MAX_VALUE - 64, Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 2));

    private final HazelcastPersistence persistence;
    private final BiConsumer<RaftService, NodeEngineImpl> beforeRestore;
    private final Refusals refusals = new Refusals(System::nanoTime);

    /** @param beforeRestore called when the member list is known, before this server takes part; it may refuse */
    CuriaNodeContext(HazelcastPersistence persistence, BiConsumer<RaftService, NodeEngineImpl> beforeRestore) {
        this.persistence = persistence;
        this.beforeRestore = beforeRestore;
    }

    @Override
    public NodeExtension createNodeExtension(Node node) {
        return new Extension(node);
    }

    private final class Extension extends DefaultNodeExtension implements MemberFrames.Peers {
        private volatile boolean restored;

        Extension(Node node) {
            super(node);
        }

        @Override
        public InternalSerializationService createSerializationService() {
            return serialization(false);
        }

        @Override
        public InternalSerializationService createCompatibilitySerializationService() {
            return serialization(true);
        }

        private InternalSerializationService serialization(boolean compatibility) {
            return new RestrictedSerialization(new MemberTypes())
                    .setClassLoader(node.getConfigClassLoader())
                    .setConfig(node.getConfig().getSerializationConfig())
                    .setManagedContext(new HazelcastManagedContext(node.hazelcastInstance, null))
                    .setPartitioningStrategy(new DefaultPartitioningStrategy())
                    .setHazelcastInstance(node.hazelcastInstance)
                    .setVersion(BuildInfoProvider.getBuildInfo().getSerializationVersion())
                    .setSchemaService(node.getSchemaService())
                    .setNotActiveExceptionSupplier(HazelcastInstanceNotActiveException::new)
                    .isCompatibility(compatibility)
                    .build();
        }

        /** Raft is the only service; none of those that a Hazelcast member has by default is there. */
        @Override
        public Map<String, Object> createExtensionServices() {
            return Map.of(RaftService.SERVICE_NAME, new VotersRaftService(node.getNodeEngine(), persistence));
        }

        @Override
        @SuppressWarnings("rawtypes") // so is the method that is overridden
        public InboundHandler[] createInboundHandlers(
                EndpointQualifier qualifier, ServerConnection connection, ServerContext context) {
            return new InboundHandler[] {
                new MemberFrames(
                        connection, node.getNodeEngine().getPacketDispatcher(), this, LARGEST_MESSAGE, refusals)
            };
        }

        @Override
        public boolean isMember(Address address) {
            return address != null && node.getClusterService().getMember(address) != null;
        }

        @Override
        public boolean isSelf(Address address) {
            return node.getThisAddress().equals(address);
        }

        @Override
        public void validateJoinRequest(JoinMessage message) {
            super.validateJoinRequest(message);
            if (!(message instanceof JoinRequest request) || !isServer(request.getAttributes())) {
                refusals.tell(message.getAddress(), "it asks to join and is no Curia server");
                throw new SecurityException("only Curia servers may join");
            }
            requireFormat(message.getAddress(), request.getAttributes().get(HazelcastConfigs.ATTRIBUTE_FORMAT));
            requireNewest(message.getAddress(), request.getAttributes());
        }

        /** @param told by the server that asks to join; null from one of before there was a number */
        private void requireFormat(Address who, String told) {
            try {
                Formats.requireKnown("what it sends", told == null ? 0 : Integer.parseInt(told), Formats.MESSAGES);
            } catch (IllegalStateException | NumberFormatException e) {
                refusals.tell(who, "it asks to join, but " + e.getMessage());
                throw new SecurityException(e.getMessage(), e);
            }
        }

        /** A server of an older version would break at the first entry of a kind that it does not know. */
        private void requireNewest(Address who, Map<String, String> attributes) {
            int newest = HazelcastConfigs.newestFormat(attributes);
            if (newest < Formats.NEWEST_MESSAGES && persistence.holdsEntriesOfNow()) {
                var reason = "this cluster has changed who votes, which needs format " + Formats.NEWEST_MESSAGES
                        + " of what servers send, and its version of Curia reads up to " + newest
                        + ": start the version that the others run, or a later one";
                refusals.tell(who, "it asks to join, but " + reason);
                throw new SecurityException(reason);
            }
        }

        private static boolean isServer(Map<String, String> attributes) {
            var id = attributes.get(HazelcastConfigs.ATTRIBUTE_NODE_ID);
            return id != null && isUuid(id) && attributes.containsKey(HazelcastConfigs.ATTRIBUTE_NODE_NAME);
        }

        private static boolean isUuid(String text) {
            try {
                return UUID.fromString(text).toString().equals(text);
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public CPPersistenceService getCPPersistenceService() {
            return persistence;
        }

        /**
         * A server founds its cluster under its Raft id, however often it is started until the founding is done, and keeps that
         * id in the Raft groups for good. As a member of the Hazelcast cluster it takes a new one at every start from then on, for
         * an id seen lately is not let in again for a while.
         */
        @Override
        public UUID createMemberUuid() {
            return persistence.isFounded()
                    ? UUID.randomUUID()
                    : persistence.files().identity().raftId();
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
            if (!local.getUuid().equals(persistence.files().identity().raftId())) {
                throw new StorageCorruptedException(
                        "damaged: membership: it is of " + local.getUuid() + " and not of "
                                + persistence.files().identity().raftId(),
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
