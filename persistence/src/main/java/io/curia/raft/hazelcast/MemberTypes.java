package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftServiceDataSerializerHook;
import com.hazelcast.cp.internal.raft.impl.RaftDataSerializerHook;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.internal.cluster.impl.ClusterDataSerializerHook;
import com.hazelcast.internal.nio.BufferObjectDataInput;
import com.hazelcast.internal.partition.impl.PartitionDataSerializerHook;
import com.hazelcast.internal.serialization.impl.RestrictedSerialization;
import com.hazelcast.internal.serialization.impl.SerializationConstants;
import com.hazelcast.spi.impl.SpiDataSerializerHook;
import java.io.IOException;
import java.util.Set;

/**
 * What servers send each other: who is a member, where partitions lie (in which nothing is), Raft, and what this package
 * adds to it. Nothing that works on the library's data structures, runs code, resets or destroys groups, changes the state
 * of the cluster or shuts a member down. What is on disk is read by the same list.
 */
final class MemberTypes implements RestrictedSerialization.Policy {
    private static final int BUILD_NUMBER = BuildInfoProvider.getBuildInfo().getBuildNumber();

    /** Versions of member lists count up with each change; no count of anything comes near. */
    private static final int LARGEST_INT = 1 << 20;

    /** Terms count up with each election. */
    private static final int LARGEST_INT_OF_RAFT = 1 << 22;

    private static final Set<Integer> KINDS = Set.of(
            SerializationConstants.CONSTANT_TYPE_NULL,
            SerializationConstants.CONSTANT_TYPE_DATA_SERIALIZABLE,
            SerializationConstants.CONSTANT_TYPE_BOOLEAN,
            SerializationConstants.CONSTANT_TYPE_INTEGER,
            SerializationConstants.CONSTANT_TYPE_LONG,
            SerializationConstants.CONSTANT_TYPE_STRING,
            SerializationConstants.CONSTANT_TYPE_BYTE_ARRAY,
            SerializationConstants.CONSTANT_TYPE_UUID,
            SerializationConstants.JAVA_DEFAULT_TYPE_ARRAY_LIST,
            SerializationConstants.JAVA_DEFAULT_TYPE_SERIALIZABLE);

    private static final long CLUSTER = bits(
            ClusterDataSerializerHook.ADDRESS,
            ClusterDataSerializerHook.HEARTBEAT,
            ClusterDataSerializerHook.CONFIG_CHECK,
            ClusterDataSerializerHook.MEMBER_HANDSHAKE,
            ClusterDataSerializerHook.MEMBER_INFO_UPDATE,
            ClusterDataSerializerHook.FINALIZE_JOIN,
            ClusterDataSerializerHook.BEFORE_JOIN_CHECK_FAILURE,
            ClusterDataSerializerHook.CONFIG_MISMATCH,
            ClusterDataSerializerHook.CLUSTER_MISMATCH,
            ClusterDataSerializerHook.SPLIT_BRAIN_MERGE_VALIDATION,
            ClusterDataSerializerHook.JOIN_REQUEST_OP,
            ClusterDataSerializerHook.MASTER_CLAIM,
            ClusterDataSerializerHook.WHOIS_MASTER,
            ClusterDataSerializerHook.ENDPOINT_QUALIFIER,
            ClusterDataSerializerHook.MERGE_CLUSTERS,
            ClusterDataSerializerHook.POST_JOIN,
            ClusterDataSerializerHook.MASTER_RESPONSE,
            ClusterDataSerializerHook.TRIGGER_MEMBER_LIST_PUBLISH,
            ClusterDataSerializerHook.MEMBER_INFO,
            ClusterDataSerializerHook.JOIN_MESSAGE,
            ClusterDataSerializerHook.JOIN_REQUEST,
            ClusterDataSerializerHook.MIGRATION_INFO,
            ClusterDataSerializerHook.MEMBER_VERSION,
            ClusterDataSerializerHook.SPLIT_BRAIN_JOIN_MESSAGE,
            ClusterDataSerializerHook.VERSION,
            ClusterDataSerializerHook.FETCH_MEMBER_LIST_STATE,
            ClusterDataSerializerHook.EXPLICIT_SUSPICION,
            ClusterDataSerializerHook.MEMBERS_VIEW,
            ClusterDataSerializerHook.TRIGGER_EXPLICIT_SUSPICION,
            ClusterDataSerializerHook.MEMBERS_VIEW_METADATA,
            ClusterDataSerializerHook.HEARTBEAT_COMPLAINT,
            ClusterDataSerializerHook.MEMBERS_VIEW_RESPONSE);

    private static final long SPI = bits(
            SpiDataSerializerHook.NORMAL_RESPONSE,
            SpiDataSerializerHook.COLLECTION,
            SpiDataSerializerHook.CALL_TIMEOUT_RESPONSE,
            SpiDataSerializerHook.ERROR_RESPONSE,
            // the library's own interest in objects that there are none of
            SpiDataSerializerHook.ON_JOIN_REGISTRATION,
            SpiDataSerializerHook.TRUE_EVENT_FILTER,
            SpiDataSerializerHook.OPERATION_CONTROL);

    private static final long PARTITIONS = bits(
            PartitionDataSerializerHook.PARTITION_RUNTIME_STATE,
            PartitionDataSerializerHook.ASSIGN_PARTITIONS,
            PartitionDataSerializerHook.PARTITION_BACKUP_REPLICA_ANTI_ENTROPY,
            PartitionDataSerializerHook.FETCH_PARTITION_STATE,
            PartitionDataSerializerHook.HAS_ONGOING_MIGRATION,
            PartitionDataSerializerHook.MIGRATION_COMMIT,
            PartitionDataSerializerHook.PARTITION_STATE_OP,
            PartitionDataSerializerHook.PROMOTION_COMMIT,
            PartitionDataSerializerHook.REPLICA_SYNC_REQUEST,
            PartitionDataSerializerHook.REPLICA_SYNC_RESPONSE,
            PartitionDataSerializerHook.REPLICA_SYNC_RETRY_RESPONSE,
            PartitionDataSerializerHook.SHUTDOWN_REQUEST,
            PartitionDataSerializerHook.SHUTDOWN_RESPONSE,
            PartitionDataSerializerHook.REPLICA_FRAGMENT_MIGRATION_STATE,
            PartitionDataSerializerHook.MIGRATION,
            PartitionDataSerializerHook.MIGRATION_REQUEST,
            PartitionDataSerializerHook.NON_FRAGMENTED_SERVICE_NAMESPACE,
            PartitionDataSerializerHook.PARTITION_REPLICA,
            PartitionDataSerializerHook.PUBLISH_COMPLETED_MIGRATIONS,
            PartitionDataSerializerHook.PARTITION_STATE_CHECK_OP,
            PartitionDataSerializerHook.REPLICA_SYNC_REQUEST_OFFLOADABLE);

    private static final long RAFT = bits(
            RaftDataSerializerHook.PRE_VOTE_REQUEST,
            RaftDataSerializerHook.PRE_VOTE_RESPONSE,
            RaftDataSerializerHook.VOTE_REQUEST,
            RaftDataSerializerHook.VOTE_RESPONSE,
            RaftDataSerializerHook.APPEND_REQUEST,
            RaftDataSerializerHook.APPEND_SUCCESS_RESPONSE,
            RaftDataSerializerHook.APPEND_FAILURE_RESPONSE,
            RaftDataSerializerHook.LOG_ENTRY,
            RaftDataSerializerHook.SNAPSHOT_ENTRY,
            RaftDataSerializerHook.INSTALL_SNAPSHOT,
            RaftDataSerializerHook.UPDATE_RAFT_GROUP_MEMBERS_COMMAND,
            RaftDataSerializerHook.TRIGGER_LEADER_ELECTION);

    private static final long RAFT_SERVICE = bits(
            RaftServiceDataSerializerHook.GROUP_ID,
            RaftServiceDataSerializerHook.RAFT_GROUP_INFO,
            RaftServiceDataSerializerHook.PRE_VOTE_REQUEST_OP,
            RaftServiceDataSerializerHook.PRE_VOTE_RESPONSE_OP,
            RaftServiceDataSerializerHook.VOTE_REQUEST_OP,
            RaftServiceDataSerializerHook.VOTE_RESPONSE_OP,
            RaftServiceDataSerializerHook.APPEND_REQUEST_OP,
            RaftServiceDataSerializerHook.APPEND_SUCCESS_RESPONSE_OP,
            RaftServiceDataSerializerHook.APPEND_FAILURE_RESPONSE_OP,
            RaftServiceDataSerializerHook.METADATA_RAFT_GROUP_SNAPSHOT,
            RaftServiceDataSerializerHook.INSTALL_SNAPSHOT_OP,
            RaftServiceDataSerializerHook.DEFAULT_RAFT_GROUP_REPLICATE_OP,
            RaftServiceDataSerializerHook.CREATE_RAFT_GROUP_OP,
            RaftServiceDataSerializerHook.REMOVE_CP_MEMBER_OP,
            RaftServiceDataSerializerHook.COMPLETE_RAFT_GROUP_MEMBERSHIP_CHANGES_OP,
            RaftServiceDataSerializerHook.MEMBERSHIP_CHANGE_REPLICATE_OP,
            RaftServiceDataSerializerHook.MEMBERSHIP_CHANGE_SCHEDULE,
            RaftServiceDataSerializerHook.DEFAULT_RAFT_GROUP_QUERY_OP,
            RaftServiceDataSerializerHook.GET_ACTIVE_CP_MEMBERS_OP,
            RaftServiceDataSerializerHook.GET_DESTROYING_RAFT_GROUP_IDS_OP,
            RaftServiceDataSerializerHook.GET_MEMBERSHIP_CHANGE_SCHEDULE_OP,
            RaftServiceDataSerializerHook.GET_RAFT_GROUP_OP,
            RaftServiceDataSerializerHook.GET_ACTIVE_RAFT_GROUP_BY_NAME_OP,
            RaftServiceDataSerializerHook.CREATE_RAFT_NODE_OP,
            RaftServiceDataSerializerHook.RESTORE_SNAPSHOT_OP,
            RaftServiceDataSerializerHook.NOTIFY_TERM_CHANGE_OP,
            RaftServiceDataSerializerHook.CP_MEMBER,
            RaftServiceDataSerializerHook.PUBLISH_ACTIVE_CP_MEMBERS_OP,
            RaftServiceDataSerializerHook.ADD_CP_MEMBER_OP,
            RaftServiceDataSerializerHook.INIT_METADATA_RAFT_GROUP_OP,
            RaftServiceDataSerializerHook.GET_INITIAL_RAFT_GROUP_MEMBERS_IF_CURRENT_GROUP_MEMBER_OP,
            RaftServiceDataSerializerHook.GET_RAFT_GROUP_IDS_OP,
            RaftServiceDataSerializerHook.GET_ACTIVE_RAFT_GROUP_IDS_OP,
            RaftServiceDataSerializerHook.RAFT_PRE_JOIN_OP,
            RaftServiceDataSerializerHook.GROUP_MEMBERSHIP_CHANGE,
            RaftServiceDataSerializerHook.CP_ENDPOINT,
            RaftServiceDataSerializerHook.CP_GROUP_SUMMARY,
            RaftServiceDataSerializerHook.GET_LEADED_GROUPS,
            RaftServiceDataSerializerHook.TRANSFER_LEADERSHIP_OP,
            RaftServiceDataSerializerHook.TRIGGER_LEADER_ELECTION_OP);

    private static long bits(int... classIds) {
        long bits = 0;
        for (var id : classIds) {
            bits |= 1L << id;
        }
        return bits;
    }

    /** Whether there is such a class in the traffic between servers. */
    static boolean isSent(int factoryId, int classId) {
        if (factoryId == RaftSerialization.FACTORY_ID) {
            // it makes no other classes but ours
            return true;
        }
        return classId >= 0 && classId < Long.SIZE && (sent(factoryId) >>> classId & 1) != 0;
    }

    private static long sent(int factoryId) {
        // the numbers of the library's factories can be set, so they are no constants
        if (factoryId == RaftDataSerializerHook.F_ID) {
            return RAFT;
        }
        if (factoryId == RaftServiceDataSerializerHook.F_ID) {
            return RAFT_SERVICE;
        }
        if (factoryId == SpiDataSerializerHook.F_ID) {
            return SPI;
        }
        if (factoryId == ClusterDataSerializerHook.F_ID) {
            return CLUSTER;
        }
        return factoryId == PartitionDataSerializerHook.F_ID ? PARTITIONS : 0;
    }

    @Override
    public boolean allowsKind(int typeId) {
        return KINDS.contains(typeId);
    }

    @Override
    public boolean allows(int factoryId, int classId) {
        return isSent(factoryId, classId);
    }

    @Override
    public int largestInt(int factoryId) {
        return factoryId == RaftDataSerializerHook.F_ID || factoryId == RaftServiceDataSerializerHook.F_ID
                ? LARGEST_INT_OF_RAFT
                : LARGEST_INT;
    }

    @Override
    public boolean knows(int value) {
        return value == BUILD_NUMBER || value == RaftSerialization.FACTORY_ID;
    }

    @Override
    public Object readJavaObject(BufferObjectDataInput in) throws IOException {
        return JavaErrors.read(in);
    }
}
