package io.curia.server.config;

import io.curia.model.AutopilotConfig;
import java.time.Duration;
import java.util.List;

/** The settings that the autopilot's configuration begins with, {@code curia.autopilot.*}. */
final class AutopilotSettings {
    private static final String SEED = " Counts until the cluster has a configuration, which is changed over the API.";

    static final Setting<Boolean> CLEANUP_DEAD_SERVERS = Setting.of(
            "autopilot.cleanup-dead-servers",
            SettingType.BOOLEAN,
            "true",
            "Whether servers that cannot be reached any more are taken out of the cluster." + SEED);

    static final Setting<Duration> LAST_CONTACT_THRESHOLD = Setting.of(
            "autopilot.last-contact-threshold",
            SettingType.DURATION,
            "200ms",
            "How long a healthy server may be without a sign of the leader, beside the time between two heartbeats."
                    + SEED);

    static final Setting<Integer> MAX_TRAILING_LOGS = Setting.of(
                    "autopilot.max-trailing-logs",
                    SettingType.INTEGER,
                    "250",
                    "How many entries of the log a healthy server may be behind the leader." + SEED)
            .must("at least 0", v -> v >= 0);

    static final Setting<Integer> MIN_QUORUM = Setting.of(
                    "autopilot.min-quorum",
                    SettingType.INTEGER,
                    "0",
                    "How many voters there are at least, however many are dead." + SEED)
            .must("at least 0", v -> v >= 0);

    static final Setting<Duration> SERVER_STABILIZATION_TIME = Setting.of(
            "autopilot.server-stabilization-time",
            SettingType.DURATION,
            "10s",
            "How long a new server must have been healthy before it gets a vote." + SEED);

    static final Setting<String> REDUNDANCY_ZONE_TAG = Setting.derived(
            "autopilot.redundancy-zone-tag",
            SettingType.TEXT,
            "none",
            "The key of `curia.node-meta` that names a server's zone, of which each has one voter." + SEED);

    static final Setting<Boolean> DISABLE_UPGRADE_MIGRATION = Setting.of(
            "autopilot.disable-upgrade-migration",
            SettingType.BOOLEAN,
            "false",
            "Whether servers of a newer version get a vote like all others, not only when there are as many as old ones."
                    + SEED);

    static final Setting<String> UPGRADE_VERSION_TAG = Setting.derived(
            "autopilot.upgrade-version-tag",
            SettingType.TEXT,
            "none, which stands for the version of Curia",
            "The key of `curia.node-meta` to take for a server's version." + SEED);

    private AutopilotSettings() {}

    /** In the order of the reference page. */
    static List<Setting<?>> all() {
        return List.of(
                CLEANUP_DEAD_SERVERS,
                LAST_CONTACT_THRESHOLD,
                MAX_TRAILING_LOGS,
                MIN_QUORUM,
                SERVER_STABILIZATION_TIME,
                REDUNDANCY_ZONE_TAG,
                DISABLE_UPGRADE_MIGRATION,
                UPGRADE_VERSION_TAG);
    }

    static AutopilotConfig read(SettingReader reader) {
        return new AutopilotConfig(
                reader.read(CLEANUP_DEAD_SERVERS),
                reader.read(LAST_CONTACT_THRESHOLD).toNanos(),
                reader.read(MAX_TRAILING_LOGS),
                reader.read(MIN_QUORUM),
                reader.read(SERVER_STABILIZATION_TIME).toNanos(),
                reader.find(REDUNDANCY_ZONE_TAG).orElse(""),
                reader.read(DISABLE_UPGRADE_MIGRATION),
                reader.find(UPGRADE_VERSION_TAG).orElse(""),
                0,
                0);
    }
}
