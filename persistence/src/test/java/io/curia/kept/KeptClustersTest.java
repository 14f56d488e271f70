package io.curia.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.raft.offline.LogDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three servers start on what earlier commits wrote, find each other and all that they had, and go on. */
@Timeout(300)
class KeptClustersTest {
    @TempDir
    Path dir;

    static List<Path> archives() throws IOException {
        return KeptDirectory.archives(Path.of("src/test/resources/kept/three"));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void threeServersStartOnIt(Path archive) throws IOException {
        KeptDirectory.unzip(archive, dir);
        var expected = KeptDirectory.expected(dir);
        assertThat(expected).hasSizeGreaterThan(50);
        for (int i = 1; i <= KeptCluster.SERVERS; i++) {
            try (var log = LogDirectory.open(dir.resolve(Integer.toString(i)))) {
                assertThat(log.damage()).isEmpty();
            }
        }
        for (int start = 0; start < 2; start++) {
            try (var cluster = new KeptCluster(dir)) {
                cluster.awaitReadable();
                for (var state : cluster.states()) {
                    assertThat(KeptDirectory.content(state)).isEqualTo(expected);
                }
                for (var engine : cluster.engines()) {
                    KeptDirectory.set(engine, "other/" + start, "written later");
                }
                cluster.awaitReadable();
                assertThat(cluster.engines()).allSatisfy(engine -> assertThat(engine.servers())
                        .hasSize(KeptCluster.SERVERS)
                        .allMatch(server -> server.voter()));
            }
        }
    }
}
