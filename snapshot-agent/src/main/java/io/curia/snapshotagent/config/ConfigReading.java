package io.curia.snapshotagent.config;

import io.curia.client.tls.TlsSettings;
import io.curia.snapshotagent.config.AgentConfig.Presence;
import io.curia.snapshotagent.config.AgentConfig.Schedule;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the object {@code snapshot_agent} (snapshot-format §7) into a configuration. */
final class ConfigReading {
    private static final String DESTINATIONS = "backup_destinations";
    private static final String NO_AZURE = "is not supported: use local_storage or aws_storage";

    private ConfigReading() {}

    static AgentConfig read(Section root) throws AgentConfigException {
        var log = root.section("log");
        var snapshot = root.section("snapshot");
        root.ignore("license_path");
        root.refuse("login", "is not supported: give a token");
        try {
            var config = new AgentConfig(
                    server(root),
                    schedule(snapshot),
                    presence(snapshot),
                    scratch(snapshot),
                    storages(root),
                    level(log));
            snapshot.end();
            log.end();
            root.end();
            return config;
        } catch (IllegalArgumentException e) {
            throw new AgentConfigException(e.getMessage(), e);
        }
    }

    private static ServerAccess server(Section root) throws AgentConfigException {
        var tls = new TlsSettings(
                root.text("ca_file", ""),
                root.text("ca_path", ""),
                root.text("cert_file", ""),
                root.text("key_file", ""),
                root.text("tls_server_name", ""),
                true);
        if (tls.clientCertificate().isEmpty() != tls.clientKey().isEmpty()) {
            throw new AgentConfigException("cert_file and key_file go together");
        }
        return new ServerAccess(base(root), root.text("token", ""), root.text("datacenter", ""), tls);
    }

    private static URI base(Section root) throws AgentConfigException {
        String address = root.text("http_addr", "");
        if (address.isEmpty()) {
            address = "127.0.0.1:8500";
        }
        try {
            var uri = new URI(address.contains("://") ? address : "http://" + address);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawPath().matches("/?")) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new AgentConfigException("http_addr is no address: " + address, e);
        }
        throw root.bad("http_addr", "is no host and port, with http:// or https:// before them or not: " + address);
    }

    private static Schedule schedule(Section snapshot) throws AgentConfigException {
        return new Schedule(
                snapshot.duration("interval", "1h"),
                snapshot.number("retain", 30),
                snapshot.flag("stale"),
                snapshot.number("max_failures", 3));
    }

    private static Presence presence(Section snapshot) throws AgentConfigException {
        return new Presence(
                snapshot.text("service", "consul-snapshot"),
                snapshot.duration("deregister_after", "72h"),
                snapshot.text("lock_key", "consul-snapshot/lock"));
    }

    private static Optional<Path> scratch(Section snapshot) throws AgentConfigException {
        return snapshot.path("local_scratch_path");
    }

    private static Level level(Section log) throws AgentConfigException {
        log.refuse("enable_syslog", "is not supported: lines go to the log of the process");
        log.ignore("syslog_facility");
        String level = log.text("level", "INFO");
        return switch (level.toUpperCase(Locale.ROOT)) {
            case "TRACE" -> Level.TRACE;
            case "DEBUG" -> Level.DEBUG;
            case "INFO" -> Level.INFO;
            case "WARN" -> Level.WARNING;
            case "ERR", "ERROR" -> Level.ERROR;
            default -> throw log.bad("level", "is none of TRACE, DEBUG, INFO, WARN and ERR: " + level);
        };
    }

    /** The older layout knows one storage beside the other sections, the newer one lists of them in a section. */
    private static List<Storage> storages(Section root) throws AgentConfigException {
        var destinations = root.section(DESTINATIONS);
        if (destinations.isEmpty()) {
            return List.of(single(root));
        }
        String both = "stands beside " + DESTINATIONS + ": move it there";
        root.refuse("local_storage", both);
        root.refuse("aws_storage", both);
        refuseOthers(root);
        refuseOthers(destinations);
        var all = new ArrayList<Storage>();
        for (var local : destinations.sections("local_storage")) {
            all.add(local(local));
        }
        for (var aws : destinations.sections("aws_storage")) {
            all.add(s3(aws).orElseThrow(() -> aws.bad("s3_bucket", "is missing")));
        }
        destinations.end();
        if (all.isEmpty()) {
            throw root.bad(DESTINATIONS, "names no storage");
        }
        return all;
    }

    private static Storage single(Section root) throws AgentConfigException {
        refuseOthers(root);
        var local = local(root.section("local_storage"));
        var s3 = s3(root.section("aws_storage"));
        return s3.isPresent() ? s3.get() : local;
    }

    /** An object that names nothing to store in asks for nothing. */
    private static void refuseOthers(Section parent) throws AgentConfigException {
        for (var azure : parent.sections("azure_blob_storage")) {
            azure.refuse("account_name", NO_AZURE);
            azure.refuse("container_name", NO_AZURE);
        }
        for (var google : parent.sections("google_storage")) {
            google.refuse("bucket", NO_AZURE);
        }
    }

    private static Storage local(Section local) throws AgentConfigException {
        var path = local.path("path");
        local.end();
        return new LocalStorage(path.orElse(Path.of(".")));
    }

    private static Optional<S3Storage> s3(Section aws) throws AgentConfigException {
        String bucket = aws.text("s3_bucket", "");
        var credentials = new S3Storage.Credentials(
                aws.text("access_key_id", ""), aws.text("secret_access_key", ""), aws.text("session_token", ""));
        var encryption = S3Storage.Encryption.of(
                aws.flag("s3_server_side_encryption"), aws.flag("s3_enable_kms"), aws.text("s3_kms_key", ""));
        String region = aws.text("s3_region", "");
        String prefix = aws.text("s3_key_prefix", S3Storage.DEFAULT_KEY_PREFIX);
        String endpoint = endpoint(aws);
        String staticName = aws.text("s3_static_snapshot_name", "");
        boolean pathStyle = aws.flag("s3_force_path_style");
        for (String key : List.of("role_arn", "sts_endpoint", "sts_region", "iam_endpoint", "role_session_name")) {
            aws.refuse(key, "is not supported: give a key, or let the AWS environment give one");
        }
        aws.end();
        return bucket.isEmpty()
                ? Optional.empty()
                : Optional.of(new S3Storage(
                        bucket, region, prefix, endpoint, credentials, staticName, encryption, pathStyle));
    }

    private static String endpoint(Section aws) throws AgentConfigException {
        String endpoint = aws.text("s3_endpoint", "");
        return endpoint.isEmpty() || endpoint.contains("://") ? endpoint : "https://" + endpoint;
    }
}
