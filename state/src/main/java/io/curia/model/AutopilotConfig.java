package io.curia.model;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * How servers are watched and cleaned up (fsm-commands §3, type 9).
 *
 * @param cleanupDeadServers whether servers that cannot be reached any more are removed
 * @param lastContactThreshold how long without the leader a healthy server may be, in nanoseconds
 * @param maxTrailingLogs how many entries a healthy server may lag behind
 * @param minQuorum servers that are never removed below
 * @param serverStabilizationTime how long a new server must be healthy before it votes, in nanoseconds
 * @param redundancyZoneTag the key of the servers' metadata that names their zones; empty if there are none
 * @param disableUpgradeMigration whether servers of a newer version are like all others
 * @param upgradeVersionTag the key of the servers' metadata to take for their version; empty for their own
 * @param createIndex index of the write that created it
 * @param modifyIndex index of the last write
 */
public record AutopilotConfig(
        boolean cleanupDeadServers,
        long lastContactThreshold,
        long maxTrailingLogs,
        long minQuorum,
        long serverStabilizationTime,
        String redundancyZoneTag,
        boolean disableUpgradeMigration,
        String upgradeVersionTag,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<AutopilotConfig> FIELDS = new Shape.Fields<>();
    private static final Flag<AutopilotConfig> CLEANUP_DEAD_SERVERS =
            FIELDS.flag("CleanupDeadServers", AutopilotConfig::cleanupDeadServers);
    private static final Whole<AutopilotConfig> LAST_CONTACT_THRESHOLD =
            FIELDS.int64("LastContactThreshold", AutopilotConfig::lastContactThreshold);
    private static final Whole<AutopilotConfig> MAX_TRAILING_LOGS =
            FIELDS.uint64("MaxTrailingLogs", AutopilotConfig::maxTrailingLogs);
    private static final Whole<AutopilotConfig> MIN_QUORUM = FIELDS.uint64("MinQuorum", AutopilotConfig::minQuorum);
    private static final Whole<AutopilotConfig> SERVER_STABILIZATION_TIME =
            FIELDS.int64("ServerStabilizationTime", AutopilotConfig::serverStabilizationTime);
    private static final Value<AutopilotConfig, String> REDUNDANCY_ZONE_TAG =
            FIELDS.text("RedundancyZoneTag", AutopilotConfig::redundancyZoneTag);
    private static final Flag<AutopilotConfig> DISABLE_UPGRADE_MIGRATION =
            FIELDS.flag("DisableUpgradeMigration", AutopilotConfig::disableUpgradeMigration);
    private static final Value<AutopilotConfig, String> UPGRADE_VERSION_TAG =
            FIELDS.text("UpgradeVersionTag", AutopilotConfig::upgradeVersionTag);
    private static final Whole<AutopilotConfig> CREATE_INDEX =
            FIELDS.index("CreateIndex", AutopilotConfig::createIndex);
    private static final Whole<AutopilotConfig> MODIFY_INDEX =
            FIELDS.index("ModifyIndex", AutopilotConfig::modifyIndex);

    /** Its fields. */
    public static final Shape<AutopilotConfig> SHAPE = FIELDS.make(draft -> new AutopilotConfig(
            draft.get(CLEANUP_DEAD_SERVERS),
            draft.get(LAST_CONTACT_THRESHOLD),
            draft.get(MAX_TRAILING_LOGS),
            draft.get(MIN_QUORUM),
            draft.get(SERVER_STABILIZATION_TIME),
            draft.get(REDUNDANCY_ZONE_TAG),
            draft.get(DISABLE_UPGRADE_MIGRATION),
            draft.get(UPGRADE_VERSION_TAG),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    /** All zero, as a command has it that leaves it out. */
    public static final AutopilotConfig EMPTY = SHAPE.zero();

    public AutopilotConfig {
        Objects.requireNonNull(redundancyZoneTag);
        Objects.requireNonNull(upgradeVersionTag);
    }

    /** The same with other indexes. */
    public AutopilotConfig withIndexes(long newCreateIndex, long newModifyIndex) {
        return SHAPE.draft(this)
                .set(CREATE_INDEX, newCreateIndex)
                .set(MODIFY_INDEX, newModifyIndex)
                .build();
    }
}
