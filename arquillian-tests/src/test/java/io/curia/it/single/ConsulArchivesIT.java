package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.codec.MsgpackStream;
import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import io.curia.snapshot.ArchiveReader;
import io.curia.testing.ConsulArchive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that Consul wrote are restored, and what is saved afterwards has every record that no duty of a leader touches. */
@ArquillianTest
@RunAsClient
class ConsulArchivesIT {
    /** Keys, queries, old intentions, tokens, policies, roles, binding rules, auth methods. */
    private static final Set<Integer> LASTING = Set.of(2, 7, 12, 17, 19, 23, 25, 27);

    private final ApiClient client = new ApiClient(Integer.getInteger("single.http"));

    @TempDir
    private Path directory;

    private Path before;

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @BeforeEach
    void saveWhatIsThere() throws IOException, InterruptedException {
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> client.get("/v1/status/leader").body().contains("127.0.0.1:"));
        before = save("before.snap");
    }

    @AfterEach
    void putItBack() throws IOException, InterruptedException {
        restore(before);
    }

    @ParameterizedTest
    @EnumSource
    void comeThroughARunningServer(ConsulArchive archive) throws IOException, InterruptedException {
        var file = archive.copyTo(directory);
        restore(file);

        var kept = records(save("after.snap"));

        assertThat(kept).containsAll(records(file));
    }

    private Path save(String name) throws IOException, InterruptedException {
        var file = directory.resolve(name);
        assertThat(client.download("/v1/snapshot", file).statusCode()).isEqualTo(200);
        return file;
    }

    private void restore(Path file) throws IOException, InterruptedException {
        var answer = client.put("/v1/snapshot", file);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private record StateRecord(int type, Object value) {}

    private static Set<StateRecord> records(Path archive) throws IOException {
        var records = new HashSet<StateRecord>();
        try (var in = Files.newInputStream(archive)) {
            ArchiveReader.read(in, state -> {
                var stream = new MsgpackStream(new BufferedInputStream(state));
                stream.value();
                for (int type = stream.plainByte(); type >= 0; type = stream.plainByte()) {
                    var record = new StateRecord(type, stream.value().any());
                    if (LASTING.contains(type)) {
                        records.add(record);
                    }
                }
            });
        }
        return records;
    }
}
