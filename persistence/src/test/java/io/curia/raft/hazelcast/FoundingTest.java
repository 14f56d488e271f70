package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cp.CPGroup;
import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.MetadataStore;
import io.curia.raft.storage.RaftFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that end before the founding does. */
class FoundingTest {
    private static final GroupId METADATA = new GroupId(CPGroup.METADATA_CP_GROUP_NAME, 0, 0);

    @TempDir
    Path root;

    @Test
    void aServerThatEndedInTheMiddleOfItGoesOnWithIt() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            var raftIds = raftIds(servers);
            beginFounding(servers.all.get(0), raftIds);

            // the first one tells those that come what there is to be founded
            servers.all.forEach(servers::start);

            servers.all.forEach(server -> server.applySurely("founded"));
            assertThat(servers.all)
                    .allMatch(server -> Insides.metadataVoters(server.engine).size() == 3);
        }
    }

    @Test
    void allMayEndInTheMiddleOfIt() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            var raftIds = raftIds(servers);
            for (var server : servers.all) {
                beginFounding(server, raftIds);
            }

            servers.startAll();

            servers.all.forEach(server -> server.applySurely("founded"));
        }
    }

    @Test
    void aServerThatIsStoppedInTheMiddleOfItTakesPartAfterwards() throws IOException {
        try (var servers = new Servers(root, 3)) {
            var stopped = servers.all.get(0);
            var late = servers.all.get(2);
            // it waits for a fourth, so the founding lasts
            late.expects = 4;
            servers.start(late);
            servers.start(stopped);
            servers.start(servers.all.get(1));
            await().atMost(Servers.PATIENCE)
                    .until(() -> !Insides.metadataVoters(stopped.engine).isEmpty());

            servers.stop(stopped);
            servers.stop(late);
            late.expects = 3;
            servers.start(late);
            servers.start(stopped);

            servers.all.forEach(server -> server.applySurely("founded"));
        }
    }

    private static List<UUID> raftIds(Servers servers) {
        return servers.all.stream()
                .map(server -> {
                    try (var files = files(server)) {
                        return files.identity().raftId();
                    }
                })
                .toList();
    }

    /** What is on the disk of one that was killed when it had found the others and nothing was agreed on yet. */
    private static void beginFounding(Servers.Server server, List<UUID> founders) throws IOException {
        try (var files = files(server)) {
            var self = files.identity().raftId();
            files.metadata().persistLocalMember(new MetadataStore.Member(self, "127.0.0.1", server.port));
            files.open(METADATA).found(self, founders);
        }
    }

    private static RaftFiles files(Servers.Server server) {
        return new RaftFiles(DataDirectory.open(server.dataDir), server.id, 1 << 20, RaftFiles.NOBODY_LISTENS);
    }
}
