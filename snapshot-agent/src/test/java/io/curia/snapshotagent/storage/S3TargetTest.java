package io.curia.snapshotagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.snapshotagent.config.S3Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3TargetTest {
    private static S3Service service;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() throws Exception {
        service = new S3Service();
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    private Path archive(String content) throws IOException {
        return Files.writeString(dir.resolve("archive"), content);
    }

    private static List<String> keys(String prefix) {
        try (var client = service.client()) {
            return client.listObjectsV2(list -> list.bucket(S3Service.BUCKET).prefix(prefix)).contents().stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    @Test
    void storesReadsListsAndRemoves() throws IOException {
        try (var target = new S3Target(service.storage("team/a", ""))) {
            assertThat(target.stored()).isEmpty();
            for (long id : new long[] {100, 20, 3}) {
                target.store(id, archive("content " + id));
            }
            assertThat(keys("team/a"))
                    .containsExactlyInAnyOrder(
                            "team/a/consul-100.snap", "team/a/consul-20.snap", "team/a/consul-3.snap");
            try (var in = target.open(20)) {
                assertThat(in).hasContent("content 20");
            }
            assertThat(target.stored()).containsExactly(3L, 20L, 100L);
            target.remove(20);
            target.remove(20);
            assertThat(target.stored()).containsExactly(3L, 100L);
        }
    }

    @Test
    void leavesOtherObjectsAlone() throws IOException {
        try (var target = new S3Target(service.storage("mixed", ""));
                var client = service.client()) {
            for (String other :
                    List.of("mixed/consul-1.snap.old", "mixed/consul-2/consul-3.snap", "mixed2/consul-4.snap")) {
                client.putObject(
                        put -> put.bucket(S3Service.BUCKET).key(other),
                        software.amazon.awssdk.core.sync.RequestBody.empty());
            }
            target.store(9, archive("x"));
            assertThat(target.stored()).containsExactly(9L);
        }
    }

    @Test
    void anEmptyPrefixIsNone() throws IOException {
        try (var target = new S3Target(service.storage("", ""))) {
            target.store(7, archive("x"));
            assertThat(keys("consul-")).containsExactly("consul-7.snap");
        }
    }

    @Test
    void aStaticNameIsOverwrittenAndNeverRemoved() throws IOException {
        try (var target = new S3Target(service.storage("unused", "newest.snap"))) {
            target.store(1, archive("first"));
            target.store(2, archive("second"));
            target.remove(2);
            assertThat(target.stored()).isEmpty();
            assertThat(keys("newest")).containsExactly("newest.snap");
            try (var in = target.open(2)) {
                assertThat(in).hasContent("second");
            }
        }
    }

    @Test
    void carriesArchivesOfSomeSizeUnchanged() throws IOException {
        byte[] bytes = new byte[5_000_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(dir.resolve("large"), bytes);
        try (var target = new S3Target(service.storage("large", ""))) {
            target.store(1, file);
            try (var in = target.open(1)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void asksForEncryption() throws IOException {
        var plain = service.storage("encrypted", "");
        var encrypted = new S3Storage(
                plain.bucket(),
                plain.region(),
                plain.keyPrefix(),
                plain.endpoint(),
                plain.credentials(),
                "",
                S3Storage.Encryption.of(true, false, ""),
                true);
        try (var target = new S3Target(encrypted)) {
            target.store(1, archive("x"));
            assertThat(target.stored()).containsExactly(1L);
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path file = archive("x");
        try (var stranger = new S3Target(service.storage("p", "", "another-key"))) {
            assertThatThrownBy(() -> stranger.store(1, file))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("s3://backups/p at http://127.0.0.1:")
                    .hasMessageContaining("403");
        }
        try (var target = new S3Target(service.storage("p", ""))) {
            assertThatThrownBy(() -> target.open(404))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("404");
        }
    }
}
