package io.curia.cli.snapshot;

import io.curia.snapshotagent.config.ConfigSources;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags of the snapshot agent that stand for keys of its configuration. Not thread-safe. */
final class AgentFlags {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Sets what was given, over all that files say. */
    void addTo(ConfigSources sources) {
        values.forEach(sources::set);
    }

    @Option(
            names = {"-http-addr", "--http-addr"},
            paramLabel = "<address>",
            description = "The server's address and port. Also CONSUL_HTTP_ADDR.")
    void httpAddr(String value) {
        values.put("http_addr", value);
    }

    @Option(
            names = {"-token", "--token"},
            paramLabel = "<value>",
            description = "ACL token of the agent. Also CONSUL_HTTP_TOKEN.")
    void token(String value) {
        values.put("token", value);
    }

    @Option(
            names = {"-datacenter", "--datacenter"},
            paramLabel = "<name>",
            description = "The datacenter whose state is saved.")
    void datacenter(String value) {
        values.put("datacenter", value);
    }

    @Option(
            names = {"-ca-file", "--ca-file"},
            paramLabel = "<path>",
            description = "Certificates to trust, PEM. Also CONSUL_CACERT.")
    void caFile(String value) {
        values.put("ca_file", value);
    }

    @Option(
            names = {"-ca-path", "--ca-path"},
            paramLabel = "<path>",
            description = "A directory of such files. Also CONSUL_CAPATH.")
    void caPath(String value) {
        values.put("ca_path", value);
    }

    @Option(
            names = {"-client-cert", "--client-cert"},
            paramLabel = "<path>",
            description = "The certificate to show, PEM. Also CONSUL_CLIENT_CERT.")
    void clientCert(String value) {
        values.put("cert_file", value);
    }

    @Option(
            names = {"-client-key", "--client-key"},
            paramLabel = "<path>",
            description = "Its private key, PEM. Also CONSUL_CLIENT_KEY.")
    void clientKey(String value) {
        values.put("key_file", value);
    }

    @Option(
            names = {"-tls-server-name", "--tls-server-name"},
            paramLabel = "<name>",
            description = "The name in the server's certificate. Also CONSUL_TLS_SERVER_NAME.")
    void tlsServerName(String value) {
        values.put("tls_server_name", value);
    }

    @Option(
            names = {"-interval", "--interval"},
            paramLabel = "<duration>",
            description = "Time between two snapshots; 0 takes one and ends. The default is 1h.")
    void interval(String value) {
        values.put("snapshot.interval", value);
    }

    @Option(
            names = {"-retain", "--retain"},
            paramLabel = "<number>",
            description = "How many snapshots stay; 0 keeps all. The default is 30.")
    void retain(String value) {
        values.put("snapshot.retain", value);
    }

    @Option(
            names = {"-stale", "--stale"},
            arity = "0..1",
            fallbackValue = "true",
            description = "Let any server give the snapshot.")
    void stale(String value) {
        values.put("snapshot.stale", value);
    }

    @Option(
            names = {"-service", "--service"},
            paramLabel = "<name>",
            description = "Service to register. The default is consul-snapshot.")
    void service(String value) {
        values.put("snapshot.service", value);
    }

    @Option(
            names = {"-deregister-after", "--deregister-after"},
            paramLabel = "<duration>",
            description = "When the service of a lost agent goes. The default is 72h.")
    void deregisterAfter(String value) {
        values.put("snapshot.deregister_after", value);
    }

    @Option(
            names = {"-lock-key", "--lock-key"},
            paramLabel = "<key>",
            description = "Key of the lock. The default is consul-snapshot/lock.")
    void lockKey(String value) {
        values.put("snapshot.lock_key", value);
    }

    @Option(
            names = {"-max-failures", "--max-failures"},
            paramLabel = "<number>",
            description = "Failures before another agent gets its chance. The default is 3.")
    void maxFailures(String value) {
        values.put("snapshot.max_failures", value);
    }

    @Option(
            names = {"-local-scratch-path", "--local-scratch-path"},
            paramLabel = "<path>",
            description = "Where snapshots are kept while they are under way.")
    void localScratchPath(String value) {
        values.put("snapshot.local_scratch_path", value);
    }

    @Option(
            names = {"-local-path", "--local-path"},
            paramLabel = "<path>",
            description = "Directory to store in. The default is the present one.")
    void localPath(String value) {
        values.put("local_storage.path", value);
    }

    @Option(
            names = {"-aws-access-key-id", "--aws-access-key-id"},
            paramLabel = "<id>",
            description = "Access key of S3; without it AWS's environment is asked.")
    void awsAccessKeyId(String value) {
        values.put("aws_storage.access_key_id", value);
    }

    @Option(
            names = {"-aws-secret-access-key", "--aws-secret-access-key"},
            paramLabel = "<key>",
            description = "Its secret.")
    void awsSecretAccessKey(String value) {
        values.put("aws_storage.secret_access_key", value);
    }

    @Option(
            names = {"-aws-session-token", "--aws-session-token"},
            paramLabel = "<token>",
            description = "What goes with a temporary key.")
    void awsSessionToken(String value) {
        values.put("aws_storage.session_token", value);
    }

    @Option(
            names = {"-aws-s3-region", "--aws-s3-region"},
            paramLabel = "<region>",
            description = "Region of the bucket.")
    void awsS3Region(String value) {
        values.put("aws_storage.s3_region", value);
    }

    @Option(
            names = {"-aws-s3-bucket", "--aws-s3-bucket"},
            paramLabel = "<name>",
            description = "Bucket to store in, in place of a directory.")
    void awsS3Bucket(String value) {
        values.put("aws_storage.s3_bucket", value);
    }

    @Option(
            names = {"-aws-s3-key-prefix", "--aws-s3-key-prefix"},
            paramLabel = "<prefix>",
            description = "What comes before each name. The default is consul-snapshot.")
    void awsS3KeyPrefix(String value) {
        values.put("aws_storage.s3_key_prefix", value);
    }

    @Option(
            names = {"-aws-s3-static-snapshot-name", "--aws-s3-static-snapshot-name"},
            paramLabel = "<key>",
            description = "The whole key of the only snapshot.")
    void awsS3StaticSnapshotName(String value) {
        values.put("aws_storage.s3_static_snapshot_name", value);
    }

    @Option(
            names = {"-aws-s3-endpoint", "--aws-s3-endpoint"},
            paramLabel = "<url>",
            description = "URL of another service than AWS.")
    void awsS3Endpoint(String value) {
        values.put("aws_storage.s3_endpoint", value);
    }

    @Option(
            names = {"-aws-s3-server-side-encryption", "--aws-s3-server-side-encryption"},
            arity = "0..1",
            fallbackValue = "true",
            description = "Let the service encrypt, with AES-256.")
    void awsS3ServerSideEncryption(String value) {
        values.put("aws_storage.s3_server_side_encryption", value);
    }

    @Option(
            names = {"-aws-s3-enable-kms", "--aws-s3-enable-kms"},
            arity = "0..1",
            fallbackValue = "true",
            description = "Let it encrypt with keys of AWS KMS.")
    void awsS3EnableKms(String value) {
        values.put("aws_storage.s3_enable_kms", value);
    }

    @Option(
            names = {"-aws-s3-kms-key", "--aws-s3-kms-key"},
            paramLabel = "<id>",
            description = "Which of these keys.")
    void awsS3KmsKey(String value) {
        values.put("aws_storage.s3_kms_key", value);
    }

    @Option(
            names = {"-aws-s3-force-path-style", "--aws-s3-force-path-style"},
            arity = "0..1",
            fallbackValue = "true",
            description = "Put the bucket into the path.")
    void awsS3ForcePathStyle(String value) {
        values.put("aws_storage.s3_force_path_style", value);
    }

    @Option(
            names = {"-azure-blob-account-name", "--azure-blob-account-name"},
            paramLabel = "<name>",
            hidden = true,
            description = "Not supported.")
    void azureBlobAccountName(String value) {
        values.put("azure_blob_storage.account_name", value);
    }

    @Option(
            names = {"-azure-blob-account-key", "--azure-blob-account-key"},
            paramLabel = "<key>",
            hidden = true,
            description = "Not supported.")
    void azureBlobAccountKey(String value) {
        values.put("azure_blob_storage.account_key", value);
    }

    @Option(
            names = {"-azure-blob-container-name", "--azure-blob-container-name"},
            paramLabel = "<name>",
            hidden = true,
            description = "Not supported.")
    void azureBlobContainerName(String value) {
        values.put("azure_blob_storage.container_name", value);
    }

    @Option(
            names = {"-azure-blob-environment", "--azure-blob-environment"},
            paramLabel = "<name>",
            hidden = true,
            description = "Not supported.")
    void azureBlobEnvironment(String value) {
        values.put("azure_blob_storage.environment", value);
    }

    @Option(
            names = {"-gcs-bucket", "--gcs-bucket"},
            paramLabel = "<name>",
            hidden = true,
            description = "Not supported.")
    void gcsBucket(String value) {
        values.put("google_storage.bucket", value);
    }

    @Option(
            names = {"-log-level", "--log-level"},
            paramLabel = "<level>",
            description = "TRACE, DEBUG, INFO, WARN or ERR. The default is INFO.")
    void logLevel(String value) {
        values.put("log.level", value);
    }

    @Option(
            names = {"-syslog", "--syslog"},
            arity = "0..1",
            fallbackValue = "true",
            hidden = true,
            description = "Not supported.")
    void syslog(String value) {
        values.put("log.enable_syslog", value);
    }
}
