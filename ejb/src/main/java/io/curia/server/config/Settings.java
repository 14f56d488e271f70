package io.curia.server.config;

import io.curia.model.AutopilotConfig;
import io.curia.raft.api.RaftTimings;
import io.curia.snapshotagent.config.AgentConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of this server, read once at the start and immutable from then on. {@code docs/configuration.md} tells
 * what each means.
 *
 * @param nodeId the configured identity; empty when the one kept in the data directory, or a new one, is to be used
 * @param dataDir absolute; it need not exist yet
 * @param httpAddress where the application server serves the public: {@code -b}, or {@code jboss.bind.address}
 * @param bootstrapExpect 0 if this server founds no cluster
 * @param retryJoin each {@code host:port}
 * @param maxPendingBytes bytes
 * @param kvMaxValueSize bytes
 * @param autopilot what the autopilot begins with when the cluster has no configuration for it
 * @param snapshotAgent what the snapshot agent inside this server is told; empty if there is none
 */
public record Settings(
        String datacenter,
        String nodeName,
        Optional<UUID> nodeId,
        Path dataDir,
        String bindAddress,
        String advertiseAddress,
        String httpAddress,
        int httpPort,
        int httpMaxConnsPerClient,
        int raftPort,
        int bootstrapExpect,
        List<String> retryJoin,
        RaftTimings raftTimings,
        int snapshotThreshold,
        int maxPendingEntries,
        long maxPendingBytes,
        int kvMaxValueSize,
        Duration rpcHoldTimeout,
        Duration tombstoneTtl,
        boolean enableScriptChecks,
        Duration syncInterval,
        Duration checkUpdateInterval,
        Duration leaveDrainTime,
        Duration stateComparisonInterval,
        boolean readReplica,
        Map<String, String> nodeMeta,
        AutopilotConfig autopilot,
        Optional<AgentConfig> snapshotAgent) {
    public Settings {
        retryJoin = List.copyOf(retryJoin);
        nodeMeta = Map.copyOf(nodeMeta);
    }

    /**
     * Reads all settings.
     *
     * @throws SettingException if a name under {@code curia.} is unknown or a value is bad; the message names it
     */
    public static Settings load(Config config) {
        NameCheck.refuseUnknown(config);
        var reader = new SettingReader(config);
        String bindAddress = reader.read(KnownSettings.BIND_ADDRESS);
        Path dataDir = reader.find(KnownSettings.DATA_DIR).orElseGet(reader::dataDirOfServer);
        int httpPort = reader.read(KnownSettings.HTTP_PORT);
        List<String> retryJoin = reader.find(KnownSettings.RETRY_JOIN).orElse(List.of());
        return new Settings(
                reader.read(KnownSettings.DATACENTER),
                reader.find(KnownSettings.NODE_NAME).orElseGet(reader::hostName),
                reader.find(KnownSettings.NODE_ID),
                dataDir,
                bindAddress,
                reader.find(KnownSettings.ADVERTISE_ADDRESS).orElseGet(() -> advertisable(bindAddress)),
                reader.httpAddress(),
                httpPort,
                reader.read(KnownSettings.HTTP_MAX_CONNS_PER_CLIENT),
                reader.read(KnownSettings.RAFT_PORT),
                founders(reader.find(KnownSettings.BOOTSTRAP_EXPECT), retryJoin),
                retryJoin,
                reader.find(KnownSettings.ELECTION_TIMEOUT)
                        .map(timeout -> new RaftTimings(timeout.toMillis()))
                        .orElseGet(() -> RaftTimings.scaled(reader.read(KnownSettings.RAFT_MULTIPLIER))),
                reader.read(KnownSettings.SNAPSHOT_THRESHOLD),
                reader.read(KnownSettings.MAX_PENDING_ENTRIES),
                reader.read(KnownSettings.MAX_PENDING_BYTES),
                Math.toIntExact(reader.read(KnownSettings.KV_MAX_VALUE_SIZE)),
                reader.read(KnownSettings.RPC_HOLD_TIMEOUT),
                reader.read(KnownSettings.TOMBSTONE_TTL),
                reader.read(KnownSettings.ENABLE_SCRIPT_CHECKS),
                reader.read(KnownSettings.SYNC_INTERVAL),
                reader.read(KnownSettings.CHECK_UPDATE_INTERVAL),
                reader.read(KnownSettings.LEAVE_DRAIN_TIME),
                reader.read(KnownSettings.STATE_COMPARISON_INTERVAL),
                reader.read(KnownSettings.READ_REPLICA),
                reader.find(KnownSettings.NODE_META).orElse(Map.of()),
                AutopilotSettings.read(reader),
                SnapshotAgentSettings.read(reader, dataDir, reader.ownHttp(httpPort)));
    }

    private static int founders(Optional<Integer> given, List<String> retryJoin) {
        if (retryJoin.isEmpty() && given.equals(Optional.of(0))) {
            throw new SettingException("%s=0 needs %s: a server that founds no cluster must be told where there is one"
                    .formatted(KnownSettings.BOOTSTRAP_EXPECT.name(), KnownSettings.RETRY_JOIN.name()));
        }
        return given.orElse(retryJoin.isEmpty() ? 1 : 0);
    }

    private static String advertisable(String bindAddress) {
        if (KnownSettings.isWildcard(bindAddress)) {
            throw new SettingException("%s is not set, and the bind address %s cannot be advertised; set it to the"
                            .formatted(KnownSettings.ADVERTISE_ADDRESS.name(), bindAddress)
                    + " address under which other servers reach this one");
        }
        return bindAddress;
    }
}
