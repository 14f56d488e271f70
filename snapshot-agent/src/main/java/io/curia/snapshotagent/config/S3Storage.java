package io.curia.snapshotagent.config;

import java.util.Objects;

/**
 * A bucket of S3, or of what speaks its protocol. Texts that are not given are empty.
 *
 * @param region empty for the one that the AWS environment tells
 * @param keyPrefix comes before the name of each object, with a slash between
 * @param endpoint URL of another service than AWS
 * @param credentials empty texts for those that the AWS environment gives
 * @param staticName the only object's whole key; each archive replaces the one before
 * @param encryption what the service is asked to do before it keeps an object
 * @param forcePathStyle whether the bucket is part of the path and not of the host name
 */
public record S3Storage(
        String bucket,
        String region,
        String keyPrefix,
        String endpoint,
        Credentials credentials,
        String staticName,
        Encryption encryption,
        boolean forcePathStyle)
        implements Storage {
    /** The prefix when none is given. */
    public static final String DEFAULT_KEY_PREFIX = "consul-snapshot";

    public S3Storage {
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException("no bucket");
        }
        Objects.requireNonNull(region);
        Objects.requireNonNull(keyPrefix);
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(credentials);
        Objects.requireNonNull(staticName);
        Objects.requireNonNull(encryption);
    }

    /** An access key; its text shows no secrets. */
    public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
        /** Those that the AWS environment gives. */
        public static final Credentials OF_ENVIRONMENT = new Credentials("", "", "");

        public Credentials {
            if (accessKeyId.isEmpty() != secretAccessKey.isEmpty()) {
                throw new IllegalArgumentException("an access key id and a secret access key go together");
            }
            Objects.requireNonNull(sessionToken);
        }

        /** Whether the AWS environment is to be asked. */
        public boolean areOfEnvironment() {
            return accessKeyId.isEmpty();
        }

        @Override
        public String toString() {
            return areOfEnvironment() ? "those of the environment" : "access key " + accessKeyId;
        }
    }

    /**
     * Encryption by the service.
     *
     * @param kind of keys
     * @param kmsKey id of the key with {@link Kind#KMS}, empty for the service's own
     */
    public record Encryption(Kind kind, String kmsKey) {
        /** No header about it. */
        public static final Encryption NONE = new Encryption(Kind.NONE, "");

        /** Whose keys are used. */
        public enum Kind {
            NONE,
            AES256,
            KMS
        }

        public Encryption {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(kmsKey);
        }

        /** As the two switches and the key of a configuration say. */
        public static Encryption of(boolean serverSide, boolean kms, String kmsKey) {
            if (kms) {
                return new Encryption(Kind.KMS, kmsKey);
            }
            return serverSide ? new Encryption(Kind.AES256, "") : NONE;
        }
    }

    @Override
    public String description() {
        String key = staticName.isEmpty() ? keyPrefix : staticName;
        String at = endpoint.isEmpty() ? "" : " at " + endpoint;
        return "s3://" + bucket + (key.isEmpty() ? "" : "/" + key) + at;
    }
}
