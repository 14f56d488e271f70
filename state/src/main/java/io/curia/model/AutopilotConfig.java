package io.curia.model;

import java.util.Objects;

/**
 * How servers are watched and cleaned up (fsm-commands §3, type 9).
 *
 * @param cleanupDeadServers whether dead servers are removed when new ones join
 * @param lastContactThreshold how long without the leader a healthy server may be, in nanoseconds
 * @param maxTrailingLogs how many entries a healthy server may lag behind
 * @param minQuorum servers that are never removed below
 * @param serverStabilizationTime how long a new server must be healthy before it votes, in nanoseconds
 * @param redundancyZoneTag kept, without effect
 * @param disableUpgradeMigration kept, without effect
 * @param upgradeVersionTag kept, without effect
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
    /** All zero, as a command has it that leaves it out. */
    public static final AutopilotConfig EMPTY = new AutopilotConfig(false, 0, 0, 0, 0, "", false, "", 0, 0);

    public AutopilotConfig {
        Objects.requireNonNull(redundancyZoneTag);
        Objects.requireNonNull(upgradeVersionTag);
    }

    /** The same with other indexes. */
    public AutopilotConfig withIndexes(long newCreateIndex, long newModifyIndex) {
        return new AutopilotConfig(
                cleanupDeadServers,
                lastContactThreshold,
                maxTrailingLogs,
                minQuorum,
                serverStabilizationTime,
                redundancyZoneTag,
                disableUpgradeMigration,
                upgradeVersionTag,
                newCreateIndex,
                newModifyIndex);
    }
}
