package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.ConfigAccessor;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.ServiceConfig;
import com.hazelcast.config.cp.CPSubsystemConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.storage.Credentials;
import io.curia.raft.storage.Formats;
import io.curia.raft.storage.RaftIdentity;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Turns our settings into Hazelcast's: only what Raft needs is on, and it listens on the configured address alone. */
final class HazelcastConfigs {
    static final String ATTRIBUTE_NODE_NAME = "curia.node-name";
    static final String ATTRIBUTE_NODE_ID = "curia.node-id";
    static final String ATTRIBUTE_RAFT_ID = "curia.raft-id";
    static final String ATTRIBUTE_HEAP = "curia.heap";
    static final String ATTRIBUTE_FRESH = "curia.fresh";
    static final String ATTRIBUTE_FORMAT = "curia.format";
    static final String ATTRIBUTE_NEWEST_FORMAT = "curia.newest-format";
    static final String ATTRIBUTE_RUN = "curia.run";
    private static final int APPEND_BATCH = 512;
    /** So many servers may propose as much as each may. */
    private static final int MANY_SERVERS = 7;
    /**
     * A server that says nothing for so long is none of those that are connected. It takes some seconds to be one again, and
     * while the list changes others may be lost from it too; so what passes sooner must not change it. Who leads is decided
     * sooner, and without it.
     */
    private static final int SILENT_HEARTBEATS = 15;
    /** As many founders as there never are, and as many seconds. */
    private static final int NEVER = Integer.MAX_VALUE;

    private HazelcastConfigs() {}

    /**
     * @param raftId under which this server votes
     * @param entriesToRestore entries that lie in the log beyond the last snapshot; the in-memory log must hold them
     * @param fresh whether this server has no state yet
     * @param founders by how many the groups on disk were founded; 0 if there are none
     */
    static Config of(
            RaftConfig raft, UUID raftId, FsmService service, int entriesToRestore, boolean fresh, int founders) {
        var config = new Config();
        config.setClusterName("curia-" + raft.datacenter());
        config.setInstanceName("curia-" + raftId + ":" + raft.port());
        config.setClassLoader(
                raft.classLoader() != null ? raft.classLoader() : HazelcastConfigs.class.getClassLoader());
        nothingBesides(config);
        config.getMemberAttributeConfig()
                .setAttribute(ATTRIBUTE_NODE_NAME, raft.nodeName())
                .setAttribute(ATTRIBUTE_NODE_ID, raft.nodeId().toString())
                .setAttribute(ATTRIBUTE_RAFT_ID, raftId.toString())
                .setAttribute(ATTRIBUTE_FORMAT, Integer.toString(Formats.MESSAGES))
                .setAttribute(ATTRIBUTE_NEWEST_FORMAT, Integer.toString(Formats.NEWEST_MESSAGES))
                .setAttribute(ATTRIBUTE_HEAP, Long.toString(raft.heapBytes()));
        TraitAttributes.of(raft.traits()).forEach(config.getMemberAttributeConfig()::setAttribute);
        if (fresh) {
            config.getMemberAttributeConfig().setAttribute(ATTRIBUTE_FRESH, "true");
        }
        config.getSerializationConfig()
                .addDataSerializableFactory(RaftSerialization.FACTORY_ID, new RaftSerialization());
        network(config, raft);
        raft(config.getCPSubsystemConfig(), raft, entriesToRestore, founders);
        // the library makes a founding of members that are not lite alone
        config.setLiteMember(fresh && raft.bootstrapExpect() == 0);
        properties(config, raft);
        ConfigAccessor.getServicesConfig(config)
                .addServiceConfig(new ServiceConfig()
                        .setEnabled(true)
                        .setName(FsmService.NAME)
                        .setImplementation(service));
        return config;
    }

    /** Who a server says it is; empty for a member that is no server, whatever it says. */
    static Optional<RaftIdentity> identity(Member member) {
        var nodeId = member.getAttribute(ATTRIBUTE_NODE_ID);
        var raftId = member.getAttribute(ATTRIBUTE_RAFT_ID);
        try {
            return nodeId == null || raftId == null
                    ? Optional.empty()
                    : Optional.of(new RaftIdentity(UUID.fromString(raftId), UUID.fromString(nodeId)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Which start of the server it is; empty for one that does not tell. */
    static Optional<Credentials.Run> run(Member member) {
        var run = member.getAttribute(ATTRIBUTE_RUN);
        try {
            return Optional.ofNullable(run).map(Credentials.Run::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a server understands all that this one may send; one of an older version does not. */
    static boolean isUpToDate(Member member) {
        return newestFormat(member.getAttributes()) >= Formats.NEWEST_MESSAGES;
    }

    /** The newest format that a server understands, by what it tells; the oldest of all if it tells none. */
    static int newestFormat(Map<String, String> attributes) {
        var told = attributes.getOrDefault(ATTRIBUTE_NEWEST_FORMAT, attributes.getOrDefault(ATTRIBUTE_FORMAT, "0"));
        try {
            return Integer.parseInt(told);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void network(Config config, RaftConfig raft) {
        var endpoint = new ServerSocketEndpointConfig()
                .setPort(raft.port())
                .setPortAutoIncrement(false)
                .setReuseAddress(true)
                .setPublicAddress(raft.advertiseAddress() + ":" + raft.port());
        endpoint.getInterfaces().setEnabled(true).addInterface(raft.bindAddress());
        var network = config.getAdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(endpoint);
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
        join.getTcpIpConfig().addMember(raft.advertiseAddress() + ":" + raft.port());
        raft.retryJoin().forEach(join.getTcpIpConfig()::addMember);
    }

    /** What is off by default too is said here, for the port must stay closed whatever a later version's defaults are. */
    private static void nothingBesides(Config config) {
        ConfigAccessor.getServicesConfig(config).setEnableDefaults(false);
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false).setResourceUploadEnabled(false);
        config.getManagementCenterConfig()
                .setScriptingEnabled(false)
                .setConsoleEnabled(false)
                .setDataAccessEnabled(false);
        config.getNamespacesConfig().setEnabled(false);
        config.getSerializationConfig().setAllowUnsafe(false).setJavaSerializationFilterConfig(nothingOfJava());
    }

    /** The few things of Java's own serialization that are read pass {@link JavaErrors}, which asks nobody. */
    private static JavaSerializationFilterConfig nothingOfJava() {
        var filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist().addClasses(StackTraceElement.class.getName());
        return filter;
    }

    private static void raft(CPSubsystemConfig cp, RaftConfig raft, int entriesToRestore, int founders) {
        int expected = raft.bootstrapExpect() == 0 ? NEVER : raft.bootstrapExpect();
        // a start goes through the founding again, by the log, and must find the same number
        int count = founders == 0 ? expected : founders;
        // the setters refuse some numbers, the subsystem itself does not
        set(cp, "cpMemberCount", count);
        set(cp, "groupSize", count);
        // a server that is away is expected back with its data; nobody is removed behind the operator's back
        cp.setMissingCPMemberAutoRemovalSeconds(0);
        var algorithm = cp.getRaftAlgorithmConfig();
        algorithm.setLeaderHeartbeatPeriodInMillis(raft.heartbeatMs());
        algorithm.setMaxMissedLeaderHeartbeatCount(raft.timings().heartbeats());
        algorithm.setLeaderElectionTimeoutInMillis(raft.electionTimeoutMs());
        algorithm.setAppendRequestMaxEntryCount(APPEND_BATCH);
        algorithm.setAppendRequestBackoffTimeoutInMillis(raft.heartbeatMs());
        // the room in memory for what LogCompaction retains; snapshots it takes long before
        algorithm.setCommitIndexAdvanceCountToSnapshot(
                2 * raft.snapshotThreshold() + LogCompaction.retained(raft.snapshotThreshold()) + APPEND_BATCH);
        algorithm.setUncommittedEntryCountToRejectNewAppends(
                Math.max(raft.maxPendingEntries() * Math.max(raft.bootstrapExpect(), MANY_SERVERS), entriesToRestore)
                        + APPEND_BATCH);
    }

    private static void properties(Config config, RaftConfig raft) {
        var heartbeatSeconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(raft.electionTimeoutMs()));
        config.setProperty("hazelcast.logging.details.enabled", "false")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.health.monitoring.level", "OFF")
                .setProperty("hazelcast.partition.count", "3")
                // nothing lies in partitions, and a larger number is not believed by who is told of it
                .setProperty(ClusterProperty.PARTITION_CHUNKED_MAX_MIGRATING_DATA_IN_MB.getName(), "1")
                .setProperty("hazelcast.operation.thread.count", "2")
                .setProperty("hazelcast.operation.generic.thread.count", "2")
                .setProperty("hazelcast.io.thread.count", "1")
                .setProperty("hazelcast.event.thread.count", "1")
                .setProperty("hazelcast.heartbeat.interval.seconds", "" + heartbeatSeconds)
                .setProperty("hazelcast.max.no.heartbeat.seconds", "" + SILENT_HEARTBEATS * heartbeatSeconds)
                // the sooner all know of each other, the sooner one of them may go without taking the others apart
                .setProperty("hazelcast.member.list.publish.interval.seconds", "" + heartbeatSeconds)
                // also how often those are asked again who have yet to see that the oldest is gone, or they are left
                // out
                .setProperty("hazelcast.mastership.claim.timeout.seconds", "30")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                // one that is started again before the founding is done comes with the id of before
                .setProperty("hazelcast.stale.join.prevention.duration.seconds", "5")
                // two parts that go over to each other at the same moment look around again after that
                .setProperty("hazelcast.max.join.merge.target.seconds", "5")
                // see Reunion
                .setProperty("hazelcast.merge.first.run.delay.seconds", "" + NEVER)
                .setProperty("hazelcast.merge.next.run.delay.seconds", "" + NEVER)
                // the leader changes when servers come and go, or when somebody says so; there is one group to balance
                .setProperty("hazelcast.raft.leadership.rebalance.period", "" + TimeUnit.DAYS.toSeconds(365));
    }

    private static void set(CPSubsystemConfig cp, String name, int value) {
        try {
            Field field = CPSubsystemConfig.class.getDeclaredField(name);
            field.setAccessible(true);
            field.setInt(cp, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Hazelcast has no CPSubsystemConfig." + name, e);
        }
    }
}
