package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.RaftServer;
import io.curia.testing.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come back under other addresses find each other by who they are, whatever each has on its disk. */
class AddressChangeTest {
    @TempDir
    Path root;

    private final Writes written = new Writes();
    private Servers servers;
    private List<Integer> old;

    @BeforeEach
    void writeAndStopAll() throws Exception {
        servers = new Servers(root, 3);
        servers.startAll();
        written.write(servers.awaitLeader(), "before", 5);
        old = servers.all.stream().map(server -> server.port).toList();
        servers.all.forEach(servers::stop);
    }

    @AfterEach
    void close() {
        servers.close();
    }

    private void move(List<Integer> ports) {
        for (int i = 0; i < servers.all.size(); i++) {
            servers.all.get(i).port = ports.get(i);
        }
    }

    /** Both groups have a leader: that of the log takes writes, that of the members lets one of them go. */
    private void assertWhole() {
        for (var server : servers.all) {
            await().atMost(PATIENCE).until(() -> server.engine.leaderAddress().isPresent());
            written.write(server, "after-" + server.port, 2);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.engine.servers())
                    .extracting(RaftServer::address)
                    .containsExactlyInAnyOrderElementsOf(servers.all.stream()
                            .map(each -> "127.0.0.1:" + each.port)
                            .toList()));
        }
        written.assertHeldBy(servers);
        var leader = servers.awaitLeader();
        var leaver = servers.awaitFollower();
        await().atMost(PATIENCE)
                .ignoreExceptionsMatching(Servers::isForWantOfALeader)
                .untilAsserted(() -> leader.engine
                        .remove(leaver.id.toString())
                        .toCompletableFuture()
                        .join());
        await().atMost(PATIENCE)
                .until(() -> leader.engine.servers().stream()
                                .filter(RaftServer::voter)
                                .count()
                        == 2);
    }

    @Test
    void allAtOnce() throws Exception {
        move(FreePorts.take(3));
        servers.startAll();
        assertWhole();
    }

    @Test
    void oneAfterTheOther() throws Exception {
        move(FreePorts.take(3));
        for (int i : List.of(1, 2, 0)) {
            servers.start(servers.all.get(i));
        }
        assertWhole();
    }

    @Test
    void twoOfThree() throws Exception {
        var ports = new ArrayList<>(FreePorts.take(3));
        ports.set(0, old.get(0));
        move(ports);
        for (int i : List.of(0, 1, 2)) {
            servers.start(servers.all.get(i));
        }
        assertWhole();
    }

    @Test
    void theFirstTwoGoOnBeforeTheThirdIsThere() throws Exception {
        move(FreePorts.take(3));
        servers.start(servers.all.get(2));
        servers.start(servers.all.get(1));
        written.write(servers.awaitLeader(), "meanwhile", 2);
        servers.start(servers.all.get(0));
        assertWhole();
    }

    @Test
    void amongEachOther() throws Exception {
        var ports = new ArrayList<>(old);
        Collections.rotate(ports, 1);
        move(ports);
        for (int i : List.of(2, 1, 0)) {
            servers.start(servers.all.get(i));
        }
        assertWhole();
    }

    @Test
    void oneToTheOldAddressOfAnother() throws Exception {
        int fresh = FreePorts.take();
        move(List.of(old.get(1), fresh, old.get(2)));
        for (int i : List.of(0, 2, 1)) {
            servers.start(servers.all.get(i));
        }
        assertWhole();
    }

    /** The one that is away is still known by the address that another has now. */
    @Test
    void toTheOldAddressOfOneThatIsAway() throws Exception {
        move(List.of(old.get(1), FreePorts.take(), old.get(2)));
        servers.start(servers.all.get(0));
        servers.start(servers.all.get(2));
        var leader = servers.awaitLeader();
        written.write(leader, "meanwhile", 2);
        assertThat(leader.engine.members()).hasSize(3).anySatisfy(member -> {
            assertThat(member.id()).isEqualTo(servers.all.get(1).id.toString());
            assertThat(member.alive()).isFalse();
        });
        servers.start(servers.all.get(1));
        assertWhole();
    }
}
