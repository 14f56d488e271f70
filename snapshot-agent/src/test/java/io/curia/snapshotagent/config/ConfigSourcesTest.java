package io.curia.snapshotagent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.client.tls.TlsSettings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSourcesTest {
    @TempDir
    Path dir;

    private AgentConfig read(String json) throws AgentConfigException, IOException {
        var sources = new ConfigSources();
        sources.addFile(Files.writeString(dir.resolve("a.json"), json));
        return sources.read();
    }

    @Test
    void withoutFilesEverythingHasItsDefault() throws AgentConfigException {
        var config = new ConfigSources().read();
        assertThat(config)
                .isEqualTo(new AgentConfig(
                        ServerAccess.of(URI.create("http://127.0.0.1:8500"), ""),
                        new AgentConfig.Schedule(Duration.ofHours(1), 30, false, 3),
                        new AgentConfig.Presence("consul-snapshot", Duration.ofDays(3), "consul-snapshot/lock"),
                        Optional.empty(),
                        java.util.List.of(new LocalStorage(Path.of("."))),
                        Level.INFO));
    }

    @Test
    void whatCannotBeReadIsNamedWithTheReason() throws IOException {
        var sources = new ConfigSources();
        Path none = dir.resolve("none.json");
        assertThatThrownBy(() -> sources.addFile(none)).hasMessage(none + " cannot be read: no such file or directory");
        assertThatThrownBy(() -> sources.addFile(dir)).hasMessage(dir + " cannot be read: Is a directory");
        Path file = Files.writeString(dir.resolve("file"), "");
        assertThatThrownBy(() -> sources.addDirectory(file)).hasMessage(file + " cannot be read: not a directory");
    }

    @Test
    void readsTheOlderLayout() throws Exception {
        var config = read("""
                {"snapshot_agent": {
                  "http_addr": "https://consul.example:8501", "token": "t", "datacenter": "dc2", "ca_file": "/ca.pem",
                  "license_path": "/etc/license", "log": {"level": "DEBUG", "enable_syslog": false},
                  "snapshot": {"interval": "15m", "retain": 7, "stale": true, "service": "snap",
                    "deregister_after": "1h30m", "lock_key": "a/b", "max_failures": 5, "local_scratch_path": "/scratch"},
                  "local_storage": {"path": "/never"},
                  "aws_storage": {"access_key_id": "id", "secret_access_key": "key", "s3_region": "eu-west-1",
                    "s3_bucket": "b", "s3_key_prefix": "p", "s3_endpoint": "minio:9000", "s3_enable_kms": true,
                    "s3_kms_key": "k", "s3_force_path_style": true}},
                 "other": 1}
                """);
        assertThat(config)
                .isEqualTo(new AgentConfig(
                        new ServerAccess(
                                URI.create("https://consul.example:8501"),
                                "t",
                                "dc2",
                                new TlsSettings("/ca.pem", "", "", "", "", true)),
                        new AgentConfig.Schedule(Duration.ofMinutes(15), 7, true, 5),
                        new AgentConfig.Presence("snap", Duration.ofMinutes(90), "a/b"),
                        Optional.of(Path.of("/scratch")),
                        java.util.List.of(new S3Storage(
                                "b",
                                "eu-west-1",
                                "p",
                                "https://minio:9000",
                                new S3Storage.Credentials("id", "key", ""),
                                "",
                                new S3Storage.Encryption(S3Storage.Encryption.Kind.KMS, "k"),
                                true)),
                        Level.DEBUG));
    }

    @Test
    void readsSeveralStoragesOfTheNewerLayout() throws Exception {
        var config = read("""
                {"snapshot_agent": {"backup_destinations": {
                  "local_storage": [{"path": "/one"}, {"path": "/two"}],
                  "aws_storage": [{"s3_bucket": "b", "session_token": "", "s3_static_snapshot_name": "newest.snap",
                    "s3_server_side_encryption": true}]}}}
                """);
        assertThat(config.storages())
                .extracting(Storage::description)
                .containsExactly("/one", "/two", "s3://b/newest.snap");
        assertThat(((S3Storage) config.storages().get(2)).encryption().kind())
                .isEqualTo(S3Storage.Encryption.Kind.AES256);
    }

    @Test
    void laterSourcesWinKeyByKey() throws Exception {
        Files.writeString(dir.resolve("1.json"), """
                {"snapshot_agent": {"snapshot": {"interval": "5m", "retain": 1}}}""");
        Files.writeString(dir.resolve("2.json"), """
                {"snapshot_agent": {"snapshot": {"retain": 2}}}""");
        Files.writeString(dir.resolve("3.json"), "{\"server\": true}");
        Files.writeString(dir.resolve("4.txt"), "no JSON");
        var sources = new ConfigSources();
        sources.addDirectory(dir);
        sources.set("snapshot.max_failures", "9");
        sources.set("snapshot.stale", "true");
        sources.set("local_storage.path", "/flag");
        var config = sources.read();
        assertThat(config.schedule()).isEqualTo(new AgentConfig.Schedule(Duration.ofMinutes(5), 2, true, 9));
        assertThat(config.storages()).containsExactly(new LocalStorage(Path.of("/flag")));
    }

    @Test
    void filesWithoutTheObjectAreNotEnough() {
        assertThatThrownBy(() -> read("{\"agent\": {}}"))
                .isInstanceOf(AgentConfigException.class)
                .hasMessageContaining("snapshot_agent");
    }

    @Test
    void emptySectionsOfOtherStoragesAskForNothing() throws Exception {
        var config = read("""
                {"snapshot_agent": {"aws_storage": {"s3_bucket": ""}, "google_storage": {"bucket": ""},
                 "azure_blob_storage": {"account_name": "", "environment": "AZUREPUBLICCLOUD"}}}""");
        assertThat(config.storages()).containsExactly(new LocalStorage(Path.of(".")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"azure_blob_storage": {"account_name": "a", "container_name": "c"}} | azure_blob_storage.account_name is not supported
            {"google_storage": {"bucket": "b"}} | google_storage.bucket is not supported
            {"backup_destinations": {"google_storage": [{"bucket": "b"}]}} | backup_destinations.google_storage.bucket is not supported
            {"backup_destinations": {"aws_storage": [{}]}} | backup_destinations.aws_storage.s3_bucket is missing
            {"backup_destinations": {"local_storage": [{"path": "x"}]}, "local_storage": {"path": "y"}} | local_storage stands beside
            {"aws_storage": {"s3_bucket": "b", "role_arn": "r"}} | aws_storage.role_arn is not supported
            {"aws_storage": {"s3_bucket": "b", "access_key_id": "i"}} | an access key id and a secret access key go together
            {"login": {"auth_method": "k8s"}} | login is not supported
            {"log": {"level": "LOUD"}} | log.level is none of
            {"log": {"enable_syslog": true}} | log.enable_syslog is not supported
            {"http_addr": "unix:///run/consul.sock"} | http_addr is no host and port
            {"cert_file": "c"} | cert_file and key_file go together
            {"snapshot": {"interval": "1 hour"}} | snapshot.interval is no duration
            {"snapshot": {"interval": "-1h"}} | snapshot.interval is no duration
            {"snapshot": {"retain": -1}} | snapshot.retain is negative
            {"snapshot": {"retain": "many"}} | snapshot.retain is no whole number
            {"snapshot": {"retains": 1}} | snapshot.retains is unknown
            {"snapshot": []} | OK
            {"snapshot": [1]} | snapshot is no object
            {"snapshot": {"stale": 7}} | snapshot.stale is neither true nor false
            {"snapshot": {"lock_key": ""}} | a service and a lock key are needed
            """)
    void whatCannotBeMeantIsRefusedByName(String json, String expected) throws Exception {
        String whole = "{\"snapshot_agent\": " + json + "}";
        if (expected.equals("OK")) {
            assertThat(read(whole)).isEqualTo(new ConfigSources().read());
        } else {
            assertThatThrownBy(() -> read(whole))
                    .isInstanceOf(AgentConfigException.class)
                    .hasMessageContaining(expected);
        }
    }

    @Test
    void secretsAreNotShown() throws Exception {
        var config = read("""
                {"snapshot_agent": {"token": "hidden-1", "aws_storage": {"s3_bucket": "b", "access_key_id": "id",
                 "secret_access_key": "hidden-2", "session_token": "hidden-3"}}}""");
        assertThat(config.toString()).contains("id").doesNotContain("hidden");
    }
}
