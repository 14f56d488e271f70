package io.curia.server.config;

import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.LocalStorage;
import io.curia.snapshotagent.config.S3Storage;
import io.curia.snapshotagent.config.ServerAccess;
import io.curia.snapshotagent.config.Storage;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings of the snapshot agent inside the server, {@code curia.snapshot-agent.*}. */
final class SnapshotAgentSettings {
    static final Setting<Boolean> ENABLED = Setting.of(
            "snapshot-agent.enabled",
            SettingType.BOOLEAN,
            "false",
            "Whether this server saves archives of the state at regular times. Of all servers and agents with the same"
                    + " lock only one does it at a time.");

    static final Setting<Duration> INTERVAL = Setting.of(
                    "snapshot-agent.interval", SettingType.DURATION, "1h", "The time between two archives.")
            .must("at least 1s", v -> v.compareTo(Duration.ofSeconds(1)) >= 0);

    static final Setting<Integer> RETAIN = Setting.of(
                    "snapshot-agent.retain",
                    SettingType.INTEGER,
                    "30",
                    "How many archives stay in each storage; older ones are removed. 0 keeps all.")
            .must("at least 0", v -> v >= 0);

    static final Setting<Boolean> STALE = Setting.of(
            "snapshot-agent.stale",
            SettingType.BOOLEAN,
            "false",
            "Whether the archive holds this server's own state, which may lag behind, instead of the leader's.");

    static final Setting<Integer> MAX_FAILURES = Setting.of(
                    "snapshot-agent.max-failures",
                    SettingType.INTEGER,
                    "3",
                    "After how many failures in a row another server gets its chance. 0 never gives up.")
            .must("at least 0", v -> v >= 0);

    static final Setting<String> LOCK_KEY = Setting.of(
                    "snapshot-agent.lock-key",
                    SettingType.TEXT,
                    "consul-snapshot/lock",
                    "The key whose lock the active agent holds; the same for all that must not save at once.")
            .must("a key that does not begin with a slash", v -> !v.startsWith("/"));

    static final Setting<String> SERVICE = Setting.of(
            "snapshot-agent.service",
            SettingType.TEXT,
            "consul-snapshot",
            "The name of the service under which the agent is registered.");

    static final Setting<Duration> DEREGISTER_AFTER = Setting.of(
            "snapshot-agent.deregister-after",
            SettingType.DURATION,
            "72h",
            "How long the service of a lost agent stays registered; `0s` keeps it.");

    static final Setting<String> TOKEN = Setting.derived(
            "snapshot-agent.token",
            SettingType.TEXT,
            "none",
            "The ACL token of the agent, which needs to write snapshots, the lock's key, sessions and the service.");

    static final Setting<Path> SCRATCH_PATH = Setting.derived(
            "snapshot-agent.scratch-path",
            SettingType.PATH,
            "the local path, or the directory of temporary files",
            "Where an archive is kept while it is under way.");

    static final Setting<Path> LOCAL_PATH = Setting.derived(
            "snapshot-agent.local-path",
            SettingType.PATH,
            "none, or without a bucket `snapshots` in the data directory",
            "A directory for archives, on this server's machine.");

    static final Setting<String> S3_BUCKET = Setting.derived(
            "snapshot-agent.s3.bucket",
            SettingType.TEXT,
            "none",
            "A bucket for archives. With a local path as well they are put in both.");

    static final Setting<String> S3_REGION = Setting.derived(
            "snapshot-agent.s3.region",
            SettingType.TEXT,
            "what AWS's own environment says, or `us-east-1` with an endpoint",
            "The region of the bucket.");

    static final Setting<String> S3_KEY_PREFIX = Setting.of(
            "snapshot-agent.s3.key-prefix",
            SettingType.TEXT,
            S3Storage.DEFAULT_KEY_PREFIX,
            "What comes before the name of each archive, with a slash between.");

    static final Setting<String> S3_STATIC_NAME = Setting.derived(
            "snapshot-agent.s3.static-name",
            SettingType.TEXT,
            "none",
            "The whole key of the only archive; each takes the place of the one before.");

    static final Setting<String> S3_ENDPOINT = Setting.derived(
                    "snapshot-agent.s3.endpoint", SettingType.TEXT, "AWS", "The URL of another service that speaks S3.")
            .must("a URL such as https://minio.example:9000", SnapshotAgentSettings::isHttpUrl);

    static final Setting<Boolean> S3_FORCE_PATH_STYLE = Setting.of(
            "snapshot-agent.s3.force-path-style",
            SettingType.BOOLEAN,
            "false",
            "Whether the bucket is part of the path instead of the host name, as many other services than AWS want"
                    + " it.");

    static final Setting<String> S3_ACCESS_KEY_ID = Setting.derived(
            "snapshot-agent.s3.access-key-id",
            SettingType.TEXT,
            "what AWS's own environment, profile or machine role gives",
            "The id of the access key.");

    static final Setting<String> S3_SECRET_ACCESS_KEY = Setting.derived(
            "snapshot-agent.s3.secret-access-key",
            SettingType.TEXT,
            "likewise",
            "The access key. It belongs into the file, for others see a command line.");

    static final Setting<String> S3_SESSION_TOKEN = Setting.derived(
            "snapshot-agent.s3.session-token", SettingType.TEXT, "none", "What goes with a temporary access key.");

    static final Setting<Boolean> S3_SERVER_SIDE_ENCRYPTION = Setting.of(
            "snapshot-agent.s3.server-side-encryption",
            SettingType.BOOLEAN,
            "false",
            "Whether the service encrypts what it keeps, with AES-256 and keys of its own.");

    static final Setting<Boolean> S3_ENABLE_KMS = Setting.of(
            "snapshot-agent.s3.enable-kms", SettingType.BOOLEAN, "false", "Whether it does so with keys of AWS KMS.");

    static final Setting<String> S3_KMS_KEY = Setting.derived(
            "snapshot-agent.s3.kms-key", SettingType.TEXT, "the bucket's", "The id of the key of AWS KMS.");

    private SnapshotAgentSettings() {}

    /** All of them, in the order of the reference page. */
    static List<Setting<?>> all() {
        return List.of(
                ENABLED,
                INTERVAL,
                RETAIN,
                STALE,
                MAX_FAILURES,
                LOCK_KEY,
                SERVICE,
                DEREGISTER_AFTER,
                TOKEN,
                SCRATCH_PATH,
                LOCAL_PATH,
                S3_BUCKET,
                S3_REGION,
                S3_KEY_PREFIX,
                S3_STATIC_NAME,
                S3_ENDPOINT,
                S3_FORCE_PATH_STYLE,
                S3_ACCESS_KEY_ID,
                S3_SECRET_ACCESS_KEY,
                S3_SESSION_TOKEN,
                S3_SERVER_SIDE_ENCRYPTION,
                S3_ENABLE_KMS,
                S3_KMS_KEY);
    }

    /**
     * What the agent is told; empty if there is to be none.
     *
     * @param own where this server answers HTTP
     */
    static Optional<AgentConfig> read(SettingReader reader, Path dataDir, URI own) {
        var s3 = s3(reader);
        var storages = new ArrayList<Storage>();
        var local = reader.find(LOCAL_PATH);
        if (local.isPresent() || s3.isEmpty()) {
            storages.add(new LocalStorage(local.orElseGet(() -> dataDir.resolve("snapshots"))));
        }
        s3.ifPresent(storages::add);
        // made in any case, so that a bad value is found before the agent is needed
        var config = new AgentConfig(
                ServerAccess.of(own, reader.find(TOKEN).orElse("")),
                new AgentConfig.Schedule(
                        reader.read(INTERVAL), reader.read(RETAIN), reader.read(STALE), reader.read(MAX_FAILURES)),
                new AgentConfig.Presence(reader.read(SERVICE), reader.read(DEREGISTER_AFTER), reader.read(LOCK_KEY)),
                reader.find(SCRATCH_PATH),
                storages,
                Level.INFO);
        return reader.read(ENABLED) ? Optional.of(config) : Optional.empty();
    }

    private static Optional<S3Storage> s3(SettingReader reader) {
        String id = reader.find(S3_ACCESS_KEY_ID).orElse("");
        String secret = reader.find(S3_SECRET_ACCESS_KEY).orElse("");
        if (id.isEmpty() != secret.isEmpty()) {
            throw new SettingException("%s and %s go together, but only one of them is set"
                    .formatted(S3_ACCESS_KEY_ID.name(), S3_SECRET_ACCESS_KEY.name()));
        }
        return reader.find(S3_BUCKET)
                .map(bucket -> new S3Storage(
                        bucket,
                        reader.find(S3_REGION).orElse(""),
                        reader.read(S3_KEY_PREFIX),
                        reader.find(S3_ENDPOINT).orElse(""),
                        new S3Storage.Credentials(
                                id, secret, reader.find(S3_SESSION_TOKEN).orElse("")),
                        reader.find(S3_STATIC_NAME).orElse(""),
                        S3Storage.Encryption.of(
                                reader.read(S3_SERVER_SIDE_ENCRYPTION),
                                reader.read(S3_ENABLE_KMS),
                                reader.find(S3_KMS_KEY).orElse("")),
                        reader.read(S3_FORCE_PATH_STYLE)));
    }

    private static boolean isHttpUrl(String text) {
        try {
            var uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }
}
