package io.curia.fsm.autopilot;

import io.curia.codec.StructCodec;
import io.curia.model.AutopilotConfig;

/** The configuration of the autopilot, in commands and in records. */
final class AutopilotCodec {
    static final StructCodec<AutopilotConfig, AutopilotConfigDraft> CONFIG = StructCodec.of(
                    AutopilotConfigDraft::new, AutopilotConfigDraft::finish)
            .bool(
                    "CleanupDeadServers",
                    AutopilotConfig::cleanupDeadServers,
                    (draft, value) -> draft.cleanupDeadServers = value)
            .int64(
                    "LastContactThreshold",
                    AutopilotConfig::lastContactThreshold,
                    (draft, value) -> draft.lastContactThreshold = value)
            .uint64(
                    "MaxTrailingLogs",
                    AutopilotConfig::maxTrailingLogs,
                    (draft, value) -> draft.maxTrailingLogs = value)
            .uint64("MinQuorum", AutopilotConfig::minQuorum, (draft, value) -> draft.minQuorum = value)
            .int64(
                    "ServerStabilizationTime",
                    AutopilotConfig::serverStabilizationTime,
                    (draft, value) -> draft.serverStabilizationTime = value)
            .string(
                    "RedundancyZoneTag",
                    AutopilotConfig::redundancyZoneTag,
                    (draft, value) -> draft.redundancyZoneTag = value)
            .bool(
                    "DisableUpgradeMigration",
                    AutopilotConfig::disableUpgradeMigration,
                    (draft, value) -> draft.disableUpgradeMigration = value)
            .string(
                    "UpgradeVersionTag",
                    AutopilotConfig::upgradeVersionTag,
                    (draft, value) -> draft.upgradeVersionTag = value)
            .uint64("CreateIndex", AutopilotConfig::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", AutopilotConfig::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private AutopilotCodec() {}

    /** The fields as they come. */
    static final class AutopilotConfigDraft {
        private boolean cleanupDeadServers;
        private long lastContactThreshold;
        private long maxTrailingLogs;
        private long minQuorum;
        private long serverStabilizationTime;
        private String redundancyZoneTag = "";
        private boolean disableUpgradeMigration;
        private String upgradeVersionTag = "";
        private long createIndex;
        private long modifyIndex;

        private AutopilotConfig finish() {
            return new AutopilotConfig(
                    cleanupDeadServers,
                    lastContactThreshold,
                    maxTrailingLogs,
                    minQuorum,
                    serverStabilizationTime,
                    redundancyZoneTag,
                    disableUpgradeMigration,
                    upgradeVersionTag,
                    createIndex,
                    modifyIndex);
        }
    }
}
