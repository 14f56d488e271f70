package io.curia.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.model.AutopilotConfig;
import io.curia.raft.api.RaftTimings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, String> SERVER = Map.of("jboss.server.data.dir", "/srv/data");

    @TempDir
    Path dir;

    private static Settings load(Map<String, String> properties, Map<String, String> environment) {
        properties.forEach(System::setProperty);
        try {
            return Settings.load(new SmallRyeConfigBuilder()
                    .withSources(
                            new PropertiesConfigSource(SERVER, "server", 100),
                            new SysPropConfigSource(),
                            new EnvConfigSource(environment, 300))
                    .build());
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }

    private static Settings load(String name, String value) {
        return load(Map.of(name, value), Map.of());
    }

    private Config ofFile(String content) throws IOException {
        var file = Files.writeString(dir.resolve("curia.properties"), content);
        return new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(SERVER, "server", 100),
                        new CuriaPropertiesSource(file),
                        new EnvConfigSource(Map.of("CURIA_RAFT_PORT", "1300"), 300))
                .build();
    }

    @Test
    void defaultsMakeALoneServerOnLoopback() throws IOException {
        var settings = load(Map.of(), Map.of("PATH", "/bin"));
        assertThat(settings)
                .isEqualTo(new Settings(
                        "dc1",
                        InetAddress.getLocalHost().getHostName(),
                        Optional.empty(),
                        Path.of("/srv/data/curia"),
                        "127.0.0.1",
                        "127.0.0.1",
                        "127.0.0.1",
                        8500,
                        200,
                        8300,
                        1,
                        List.of(),
                        RaftTimings.scaled(1),
                        16384,
                        8192,
                        64L << 20,
                        524288,
                        Duration.ofSeconds(7),
                        Duration.ofMinutes(15),
                        false,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        false,
                        Map.of(),
                        new AutopilotConfig(true, 200_000_000, 250, 0, 10_000_000_000L, "", false, "", 0, 0),
                        Optional.empty()));
    }

    @Test
    void everySettingIsReadFromItsEnvironmentVariable() {
        var settings = load(
                Map.of(),
                Map.ofEntries(
                        Map.entry("CURIA_DATACENTER", "west-1"),
                        Map.entry("CURIA_NODE_NAME", "s1"),
                        Map.entry("CURIA_NODE_ID", "7d4da069-3453-4b1c-9a83-843130c29853"),
                        Map.entry("CURIA_DATA_DIR", "/srv/curia"),
                        Map.entry("CURIA_BIND_ADDRESS", "0.0.0.0"),
                        Map.entry("CURIA_ADVERTISE_ADDRESS", "10.0.0.1"),
                        Map.entry("CURIA_HTTP_PORT", "9500"),
                        Map.entry("jboss.bind.address", "10.0.0.5"),
                        Map.entry("CURIA_HTTP_MAX_CONNS_PER_CLIENT", "7"),
                        Map.entry("CURIA_RAFT_PORT", "9300"),
                        Map.entry("CURIA_BOOTSTRAP_EXPECT", "3"),
                        Map.entry("CURIA_RETRY_JOIN", "10.0.0.2:8300, [fd00::3]:8300,s4.example:8300"),
                        Map.entry("CURIA_RAFT_MULTIPLIER", "5"),
                        Map.entry("CURIA_RAFT_SNAPSHOT_THRESHOLD", "1000"),
                        Map.entry("CURIA_RAFT_MAX_PENDING_ENTRIES", "10"),
                        Map.entry("CURIA_RAFT_MAX_PENDING_BYTES", "2MiB"),
                        Map.entry("CURIA_KV_MAX_VALUE_SIZE", "1KiB"),
                        Map.entry("CURIA_RPC_HOLD_TIMEOUT", "1.5s"),
                        Map.entry("CURIA_TOMBSTONE_TTL", "1h"),
                        Map.entry("CURIA_AGENT_ENABLE_SCRIPT_CHECKS", "true"),
                        Map.entry("CURIA_AGENT_SYNC_INTERVAL", "10s"),
                        Map.entry("CURIA_AGENT_CHECK_UPDATE_INTERVAL", "0s"),
                        Map.entry("CURIA_LEAVE_DRAIN_TIME", "1s"),
                        Map.entry("CURIA_RAFT_STATE_COMPARISON_INTERVAL", "30s"),
                        Map.entry("CURIA_READ_REPLICA", "true"),
                        Map.entry("CURIA_NODE_META", "zone:a, release: 7"),
                        Map.entry("CURIA_AUTOPILOT_CLEANUP_DEAD_SERVERS", "false"),
                        Map.entry("CURIA_AUTOPILOT_LAST_CONTACT_THRESHOLD", "300ms"),
                        Map.entry("CURIA_AUTOPILOT_MAX_TRAILING_LOGS", "10"),
                        Map.entry("CURIA_AUTOPILOT_MIN_QUORUM", "3"),
                        Map.entry("CURIA_AUTOPILOT_SERVER_STABILIZATION_TIME", "1m"),
                        Map.entry("CURIA_AUTOPILOT_REDUNDANCY_ZONE_TAG", "zone"),
                        Map.entry("CURIA_AUTOPILOT_DISABLE_UPGRADE_MIGRATION", "true"),
                        Map.entry("CURIA_AUTOPILOT_UPGRADE_VERSION_TAG", "release")));
        assertThat(settings)
                .isEqualTo(new Settings(
                        "west-1",
                        "s1",
                        Optional.of(UUID.fromString("7d4da069-3453-4b1c-9a83-843130c29853")),
                        Path.of("/srv/curia"),
                        "0.0.0.0",
                        "10.0.0.1",
                        "10.0.0.5",
                        9500,
                        7,
                        9300,
                        3,
                        List.of("10.0.0.2:8300", "[fd00::3]:8300", "s4.example:8300"),
                        RaftTimings.scaled(5),
                        1000,
                        10,
                        2L << 20,
                        1024,
                        Duration.ofMillis(1500),
                        Duration.ofHours(1),
                        true,
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        true,
                        Map.of("zone", "a", "release", "7"),
                        new AutopilotConfig(false, 300_000_000, 10, 3, 60_000_000_000L, "zone", true, "release", 0, 0),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "curia.datacenter, DC1",
        "curia.node-name, a b",
        "curia.node-id, 7d4da069",
        "curia.bind-address, 300.1.1.1",
        "curia.bind-address, host:8300",
        "curia.advertise-address, 0.0.0.0",
        "curia.advertise-address, ::",
        "curia.http.port, 0",
        "curia.agent.enable-script-checks, yes",
        "curia.agent.sync-interval, 0s",
        "curia.raft.port, 65536",
        "curia.raft.port, http",
        "curia.bootstrap-expect, 2",
        "curia.bootstrap-expect, -1",
        "curia.node-meta, zone",
        "curia.node-meta, 'zone:a,zone:b'",
        "curia.node-meta, consul-zone:a",
        "curia.node-meta, a b:c",
        "curia.retry-join, 10.0.0.1",
        "curia.retry-join, '10.0.0.1:8300,'",
        "curia.retry-join, fd00::1:8300",
        "curia.retry-join, 10.0.0.1:0",
        "curia.raft.multiplier, 11",
        "curia.raft.multiplier, 1.5",
        "curia.raft.election-timeout, 199ms",
        "curia.raft.election-timeout, 61s",
        "curia.raft.snapshot-threshold, 0",
        "curia.raft.max-pending-entries, 99999999999",
        "curia.raft.max-pending-bytes, 64MB",
        "curia.raft.max-pending-bytes, 9999999999999GiB",
        "curia.kv.max-value-size, 0",
        "curia.rpc-hold-timeout, 7",
        "curia.rpc-hold-timeout, 0",
        "curia.tombstone-ttl, forever"
    })
    void aBadValueIsNamedWithItsSettingInOneLine(String name, String value) {
        assertThatThrownBy(() -> load(name, value))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(name + "=" + value + " (system property): ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void twoServersAreRefusedWithTheReason() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("CURIA_BOOTSTRAP_EXPECT", "2")))
                .hasMessage("curia.bootstrap-expect=2 (environment variable CURIA_BOOTSTRAP_EXPECT): must be 0, 1, or 3"
                        + " and more: a majority of two tolerates no failure");
    }

    @Test
    void aServerThatIsToldWhomToJoinFoundsNoClusterUnlessItIsToldTo() {
        assertThat(load("curia.node-name", "a").bootstrapExpect()).isEqualTo(1);
        var joins = Map.of("curia.retry-join", "10.0.0.1:8300");
        assertThat(load(joins, Map.of()).bootstrapExpect()).isZero();
        assertThat(load(joins, Map.of("CURIA_BOOTSTRAP_EXPECT", "3")).bootstrapExpect())
                .isEqualTo(3);
        assertThatThrownBy(() -> load("curia.bootstrap-expect", "0"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("curia.bootstrap-expect=0 needs curia.retry-join");
    }

    @Test
    void aWildcardBindAddressNeedsAnAddressToAdvertise() {
        assertThatThrownBy(() -> load("curia.bind-address", "0.0.0.0"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("curia.advertise-address is not set");
    }

    @Test
    void theAdvertisedAddressFollowsTheBoundOne() {
        assertThat(load("curia.bind-address", "10.1.2.3").advertiseAddress()).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @CsvSource({
        "curia.raft.prot, curia.raft.port",
        "curia.data.dir, curia.data-dir",
        "curia.nodename, curia.node-name",
        "curia.bootstrap-expct, curia.bootstrap-expect",
        "CURIA_RAFT_PROT, CURIA_RAFT_PORT",
        "curia.RAFT.port, curia.raft.port"
    })
    void anUnknownPropertyIsNamedWithTheNearestKnownOne(String name, String nearest) {
        assertThatThrownBy(() -> load(name, "1"))
                .isInstanceOf(SettingException.class)
                .hasMessage(name + " (system property) is no setting of this server; the nearest is " + nearest);
    }

    @Test
    void anUnknownEnvironmentVariableIsNamedAsSuch() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("CURIA_DATADIR", "/srv")))
                .isInstanceOf(SettingException.class)
                .hasMessage("CURIA_DATADIR (environment variable) is no setting of this server; the nearest is"
                        + " CURIA_DATA_DIR");
    }

    @Test
    void namesOfOthersAreNotOurs() {
        var settings = load(Map.of("curious", "1", "io.curia.x", "1"), Map.of("CURIAE", "1", "curia", "1"));
        assertThat(settings.datacenter()).isEqualTo("dc1");
    }

    @Test
    void anEmptyValueCountsAsNotGiven() {
        assertThat(load(Map.of(), Map.of("CURIA_DATACENTER", "")).datacenter()).isEqualTo("dc1");
    }

    @Test
    void theFileIsReadBelowTheEnvironment() throws IOException {
        var settings = Settings.load(ofFile("curia.datacenter = east\ncuria.raft.port = 2300\n# comment\n"));
        assertThat(settings.datacenter()).isEqualTo("east");
        assertThat(settings.raftPort()).isEqualTo(1300);
    }

    @Test
    void anUnknownNameInTheFileIsNamedWithTheFile() throws IOException {
        var config = ofFile("datacenter = east\n");
        assertThatThrownBy(() -> Settings.load(config))
                .hasMessage("datacenter (" + dir.resolve("curia.properties")
                        + ") is no setting of this server; the nearest is curia.datacenter");
    }

    @Test
    void theElectionTimeoutDecidesWhereItIsGiven() throws IOException {
        var timings = Settings.load(ofFile("curia.raft.multiplier = 5\ncuria.raft.election-timeout = 200ms\n"))
                .raftTimings();

        assertThat(timings).isEqualTo(new RaftTimings(200));
        assertThat(timings.heartbeatMs()).isEqualTo(50);
        assertThat(timings.leaseMs()).isEqualTo(100);
    }

    @Test
    void aBadValueInTheFileIsNamedWithTheFile() throws IOException {
        var config = ofFile("curia.raft.multiplier = x\n");
        assertThatThrownBy(() -> Settings.load(config))
                .hasMessage("curia.raft.multiplier=x (" + dir.resolve("curia.properties")
                        + "): not a whole number between -2147483648 and 2147483647");
    }

    @Test
    void aSettingThatTheFileCannotSetIsRefusedThere() throws IOException {
        var config = ofFile("curia.rpc.port = 9500\n");
        assertThatThrownBy(() -> Settings.load(config))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("curia.rpc.port (" + dir.resolve("curia.properties") + ") comes too late")
                .hasMessageContaining("CURIA_RPC_PORT");
    }

    @Test
    void whereTheFileIsOverruledItMayNameAnything() throws IOException {
        var file = Files.writeString(dir.resolve("curia.properties"), "curia.rpc.port = 9500\n");
        var config = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(SERVER, "server", 100),
                        new CuriaPropertiesSource(file),
                        new EnvConfigSource(Map.of("CURIA_RPC_PORT", "9500"), 300))
                .build();
        assertThatCode(() -> Settings.load(config)).doesNotThrowAnyException();
    }

    @Test
    void anUnreadableFileStopsTheStart() throws IOException {
        Files.write(dir.resolve("curia.properties"), new byte[] {'a', '=', (byte) 0xff});
        var config = new SmallRyeConfigBuilder()
                .withSources(new CuriaPropertiesSource(dir.resolve("curia.properties")))
                .build();
        assertThatThrownBy(() -> Settings.load(config))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("curia.properties cannot be read as a properties file in UTF-8");
    }

    @Test
    void anExpressionWithoutAValueIsNamed() throws IOException {
        var config = ofFile("curia.datacenter = ${nowhere.defined}\n");
        assertThatThrownBy(() -> Settings.load(config))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("curia.datacenter")
                .hasMessageContaining("nowhere.defined");
    }

    @Test
    void withoutAServerTheDataDirectoryMustBeGiven() {
        var config = new SmallRyeConfigBuilder().build();
        assertThatThrownBy(() -> Settings.load(config))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("curia.data-dir is not set");
    }
}
