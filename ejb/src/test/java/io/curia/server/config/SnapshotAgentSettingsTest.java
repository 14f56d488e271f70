package io.curia.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.LocalStorage;
import io.curia.snapshotagent.config.S3Storage;
import io.curia.snapshotagent.config.ServerAccess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotAgentSettingsTest {
    private static final String OWN = "curia.snapshot-agent.";

    private static Optional<AgentConfig> read(Map<String, String> values) {
        var all = new HashMap<>(Map.of("curia.data-dir", "/srv/curia", "curia.node-name", "s1"));
        all.putAll(values);
        return Settings.load(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(all, "test", 100))
                        .build())
                .snapshotAgent();
    }

    @Test
    void thereIsNoneUnlessItIsWanted() {
        assertThat(read(Map.of(OWN + "local-path", "/snaps"))).isEmpty();
    }

    @Test
    void storesInTheDataDirectoryUnlessToldOtherwise() {
        assertThat(read(Map.of(OWN + "enabled", "true")))
                .contains(new AgentConfig(
                        ServerAccess.of(URI.create("http://127.0.0.1:8500"), ""),
                        new AgentConfig.Schedule(Duration.ofHours(1), 30, false, 3),
                        new AgentConfig.Presence("consul-snapshot", Duration.ofDays(3), "consul-snapshot/lock"),
                        Optional.empty(),
                        List.of(new LocalStorage(Path.of("/srv/curia/snapshots"))),
                        Level.INFO));
    }

    @Test
    void everySettingIsRead() {
        var config = read(Map.ofEntries(
                        Map.entry("curia.http.port", "9500"),
                        Map.entry("jboss.bind.address", "fd00::1"),
                        Map.entry(OWN + "enabled", "true"),
                        Map.entry(OWN + "interval", "5m"),
                        Map.entry(OWN + "retain", "0"),
                        Map.entry(OWN + "stale", "true"),
                        Map.entry(OWN + "max-failures", "0"),
                        Map.entry(OWN + "lock-key", "a/b"),
                        Map.entry(OWN + "service", "snap"),
                        Map.entry(OWN + "deregister-after", "0s"),
                        Map.entry(OWN + "token", "t"),
                        Map.entry(OWN + "scratch-path", "/scratch"),
                        Map.entry(OWN + "local-path", "/snaps"),
                        Map.entry(OWN + "s3.bucket", "b"),
                        Map.entry(OWN + "s3.region", "r"),
                        Map.entry(OWN + "s3.key-prefix", "p"),
                        Map.entry(OWN + "s3.static-name", "n"),
                        Map.entry(OWN + "s3.endpoint", "https://minio:9000"),
                        Map.entry(OWN + "s3.force-path-style", "true"),
                        Map.entry(OWN + "s3.access-key-id", "id"),
                        Map.entry(OWN + "s3.secret-access-key", "key"),
                        Map.entry(OWN + "s3.session-token", "session"),
                        Map.entry(OWN + "s3.server-side-encryption", "true"),
                        Map.entry(OWN + "s3.enable-kms", "true"),
                        Map.entry(OWN + "s3.kms-key", "k")))
                .orElseThrow();
        assertThat(config)
                .isEqualTo(new AgentConfig(
                        ServerAccess.of(URI.create("http://[fd00::1]:9500"), "t"),
                        new AgentConfig.Schedule(Duration.ofMinutes(5), 0, true, 0),
                        new AgentConfig.Presence("snap", Duration.ZERO, "a/b"),
                        Optional.of(Path.of("/scratch")),
                        List.of(
                                new LocalStorage(Path.of("/snaps")),
                                new S3Storage(
                                        "b",
                                        "r",
                                        "p",
                                        "https://minio:9000",
                                        new S3Storage.Credentials("id", "key", "session"),
                                        "n",
                                        new S3Storage.Encryption(S3Storage.Encryption.Kind.KMS, "k"),
                                        true)),
                        Level.INFO));
    }

    @Test
    void aServerThatListensOnAllAddressesIsReachedOnLoopback() {
        var config = read(Map.of(OWN + "enabled", "true", "jboss.bind.address", "0.0.0.0"));
        assertThat(config.orElseThrow().server().base()).isEqualTo(URI.create("http://127.0.0.1:8500"));
    }

    @ParameterizedTest
    @CsvSource({
        "interval, 0s",
        "interval, hourly",
        "retain, -1",
        "lock-key, /a",
        "enabled, yes",
        "s3.endpoint, minio:9000",
        "s3.access-key-id, lonely"
    })
    void aBadValueIsNamed(String name, String value) {
        assertThatThrownBy(() -> read(Map.of(OWN + name, value, OWN + "s3.bucket", "b")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(OWN + name);
    }
}
