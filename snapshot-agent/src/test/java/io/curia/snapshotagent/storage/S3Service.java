package io.curia.snapshotagent.storage;

import io.curia.snapshotagent.config.S3Storage;
import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** An S3-compatible server on a free port of this machine, with one bucket, that wants signed requests. */
public final class S3Service implements AutoCloseable {
    public static final String BUCKET = "backups";

    private static final String KEY_ID = "local-identity";
    private static final String KEY = "local-credential";

    private final S3Proxy proxy;

    public S3Service() throws Exception {
        var store = new TransientNio2BlobStore();
        store.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, KEY)
                .build();
        proxy.start();
    }

    /** Describes the bucket to an agent. */
    public S3Storage storage(String prefix, String staticName) {
        return storage(prefix, staticName, KEY);
    }

    S3Storage storage(String prefix, String staticName, String key) {
        return new S3Storage(
                BUCKET,
                "",
                prefix,
                "http://127.0.0.1:" + proxy.getPort(),
                new S3Storage.Credentials(KEY_ID, key, ""),
                staticName,
                S3Storage.Encryption.NONE,
                true);
    }

    /** A client of its own, for looking at what is there. */
    public S3Client client() {
        return S3Clients.open(storage("", ""));
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
