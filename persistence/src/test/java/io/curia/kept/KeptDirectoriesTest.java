package io.curia.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.standard.StandardFsm;
import io.curia.raft.RaftEngines;
import io.curia.raft.offline.LogDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server starts on what earlier commits wrote, and finds all of it. */
@Timeout(300)
class KeptDirectoriesTest {
    @TempDir
    Path dir;

    static List<Path> archives() throws IOException {
        return KeptDirectory.archives(Path.of("src/test/resources/kept"));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void aServerStartsOnIt(Path archive) throws IOException {
        KeptDirectory.unzip(archive, dir);
        var expected = KeptDirectory.expected(dir);
        var nodeId = RaftEngines.nodeIdOf(dir).orElseThrow();
        assertThat(expected).hasSizeGreaterThan(50);

        try (var log = LogDirectory.open(dir)) {
            assertThat(log.damage()).isEmpty();
        }
        for (int start = 0; start < 2; start++) {
            var fsm = StandardFsm.create(ForkJoinPool.commonPool());
            try (var raft = KeptDirectory.start(dir, nodeId, fsm)) {
                long last = fsm.lastAppliedIndex();
                assertThat(KeptDirectory.content(fsm)).isEqualTo(expected);
                KeptDirectory.set(raft, "other/" + start, "written later");
                assertThat(fsm.lastAppliedIndex()).isGreaterThan(last);
            }
        }
    }

    @Test
    void whatIsWrittenNowCanBeKept() throws IOException {
        var archive = dir.resolve("now.zip");
        KeptDirectory.main(new String[] {archive.toString()});
        var unpacked = dir.resolve("unpacked");
        KeptDirectory.unzip(archive, unpacked);

        try (var log = LogDirectory.open(unpacked)) {
            assertThat(log.damage()).isEmpty();
            assertThat(log.groups()).anySatisfy(group -> {
                assertThat(group.id().name()).isEqualTo("curia");
                assertThat(group.snapshots()).isNotEmpty();
            });
        }
    }
}
