package io.curia.snapshotagent.storage;

import io.curia.snapshotagent.config.S3Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** A bucket. An object is there as a whole once its upload is done. */
final class S3Target implements SnapshotTarget {
    private final S3Storage storage;
    private S3Client client;

    S3Target(S3Storage storage) {
        this.storage = storage;
    }

    @Override
    public String description() {
        return storage.description();
    }

    @Override
    public void store(long id, Path archive) throws IOException {
        var put =
                PutObjectRequest.builder().bucket(storage.bucket()).key(key(id)).contentType("application/x-gzip");
        switch (storage.encryption().kind()) {
            case NONE -> {}
            case AES256 -> put.serverSideEncryption(ServerSideEncryption.AES256);
            case KMS -> {
                put.serverSideEncryption(ServerSideEncryption.AWS_KMS);
                if (!storage.encryption().kmsKey().isEmpty()) {
                    put.ssekmsKeyId(storage.encryption().kmsKey());
                }
            }
        }
        asked(s3 -> s3.putObject(put.build(), RequestBody.fromFile(archive)));
    }

    @Override
    public InputStream open(long id) throws IOException {
        return asked(s3 ->
                s3.getObject(get -> get.bucket(storage.bucket()).key(key(id)).build()));
    }

    @Override
    public List<Long> stored() throws IOException {
        if (isStatic()) {
            return List.of();
        }
        String prefix = prefix();
        return asked(
                s3 -> s3
                        .listObjectsV2Paginator(
                                list -> list.bucket(storage.bucket()).prefix(prefix + "consul-"))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .map(key -> SnapshotName.id(key.substring(prefix.length())))
                        .filter(OptionalLong::isPresent)
                        .map(OptionalLong::getAsLong)
                        .sorted()
                        .toList());
    }

    @Override
    public void remove(long id) throws IOException {
        if (!isStatic()) {
            asked(s3 -> s3.deleteObject(
                    delete -> delete.bucket(storage.bucket()).key(key(id)).build()));
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private boolean isStatic() {
        return !storage.staticName().isEmpty();
    }

    private String prefix() {
        String prefix = storage.keyPrefix();
        return prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    private String key(long id) {
        return isStatic() ? storage.staticName() : prefix() + SnapshotName.of(id);
    }

    /** A request to the bucket. */
    private interface Request<T> {
        T to(S3Client client) throws IOException;
    }

    private <T> T asked(Request<T> request) throws IOException {
        try {
            if (client == null) {
                client = S3Clients.open(storage);
            }
            return request.to(client);
        } catch (SdkException e) {
            throw new IOException(description() + ": " + e.getMessage(), e);
        }
    }
}
