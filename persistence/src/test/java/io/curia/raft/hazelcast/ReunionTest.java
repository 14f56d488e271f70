package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.dto.PreVoteRequest;
import io.curia.raft.api.ClusterMember;
import io.curia.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that lose sight of each other, though the network is whole. */
class ReunionTest {
    @TempDir
    Path root;

    @Test
    void twoHalvesOfAClusterFindEachOtherByThemselves() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 4)) {
            // nobody is at most of the addresses that a server looks at
            servers.nobodyAt = FreePorts.take(30);
            servers.startAll();
            servers.awaitLeader();
            var half = List.of(inOrder(servers, 2), inOrder(servers, 3));
            var others = List.of(inOrder(servers, 0), inOrder(servers, 1));
            var before = ids(servers.all);

            // the last first, for the other one asks it whether all before them are gone
            others.forEach(other -> Insides.loseSight(half.get(1).engine, other.engine));
            others.forEach(other -> Insides.loseSight(half.get(0).engine, other.engine));
            half.forEach(lost -> Insides.loseSight(others.get(0).engine, lost.engine));

            await().atMost(Servers.PATIENCE)
                    .until(() -> !ids(servers.all).equals(before)
                            && servers.all.stream().allMatch(server -> alive(server) == 4));
            servers.all.forEach(server -> server.applySurely("again"));
        }
    }

    @Test
    void whoeverIsLateToSeeThatTheOldestIsGoneIsNotLeftOut() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 3)) {
            servers.startAll();
            servers.awaitLeader();
            var oldest = inOrder(servers, 0);
            var rest = List.of(inOrder(servers, 1), inOrder(servers, 2));

            var before = ids(rest);

            Insides.loseSight(rest.get(0).engine, oldest.engine);

            // all that time the last one has the oldest before its eyes
            await().during(Duration.ofMillis(500)).until(() -> alive(rest.get(0)) == 3);
            servers.kill(oldest);
            await().atMost(Servers.PATIENCE).until(() -> rest.stream().allMatch(server -> alive(server) == 2));

            // who was left out, or had left somebody out, has come in anew
            assertThat(ids(rest)).isEqualTo(before);
        }
    }

    @Test
    void aVoterAnswersAServerThatItWasNotToldOf() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var founder = servers.awaitLeader();
            var joined = servers.join(root.resolve("joined"));
            servers.start(joined);
            await().atMost(Servers.PATIENCE).until(() -> joined.engine.lastApplied() > 0);
            UUID asker = joined.engine.look(node -> node.getLocalMember().getUuid());
            assertThat(Insides.knows(founder.engine, asker)).isFalse();

            RaftEndpoint asked = founder.engine.look(node -> node.getLocalMember());
            joined.engine.look(node -> {
                node.send(new PreVoteRequest(node.getLocalMember(), 1, 0, 0), asked);
                return null;
            });

            await().atMost(Servers.PATIENCE).until(() -> Insides.knows(founder.engine, asker));
        }
    }

    /** The server that came as the so-many-th. */
    private static Servers.Server inOrder(Servers servers, int place) {
        var id = Insides.memberIds(servers.all.get(0).engine).get(place);
        return servers.all.stream()
                .filter(server -> Insides.memberId(server.engine).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<UUID> ids(List<Servers.Server> servers) {
        return servers.stream().map(server -> Insides.memberId(server.engine)).toList();
    }

    private static long alive(Servers.Server asked) {
        return asked.engine.members().stream().filter(ClusterMember::alive).count();
    }
}
