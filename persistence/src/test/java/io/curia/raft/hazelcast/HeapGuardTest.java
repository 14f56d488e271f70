package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.raft.api.RaftException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that add to a state for which one server of the cluster has too little heap. */
@Timeout(180)
class HeapGuardTest {
    private static final long SMALL_HEAP = 4 << 20;
    private static final int ENTRY = 100_000;
    /** Of 4 MiB less a quarter, 55 % are for the state. */
    private static final int FIT = 17;

    @TempDir
    Path dir;

    /** Whether it was let in; anything else than a full heap is waited for. */
    private static boolean isLetIn(Servers.Server server, byte[] entry) {
        while (true) {
            try {
                server.apply(entry);
                return true;
            } catch (CompletionException e) {
                if (e.getCause() instanceof RaftException fault && fault.kind() == RaftException.Kind.FULL) {
                    assertThat(fault).hasMessageStartingWith("not enough memory: ");
                    return false;
                } else if (!Servers.isForWantOfALeader(e)) {
                    throw e;
                }
            }
        }
    }

    private static void awaitLetIn(Servers.Server server, boolean expected) {
        await().atMost(PATIENCE).until(() -> isLetIn(server, new byte[ENTRY]) == expected);
    }

    @Test
    void theSmallestHeapOfTheClusterCountsOnAllServers() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.all.get(0).heapBytes = SMALL_HEAP;
            servers.startAll();
            var leader = servers.awaitLeader();
            int written = 0;
            while (isLetIn(leader, new byte[ENTRY])) {
                assertThat(++written).isLessThan(500);
            }
            assertThat(written).isGreaterThan(FIT / 2);
            for (var server : servers.all) {
                awaitLetIn(server, false);
            }
            servers.awaitFollower().applySurely("-");
            for (var server : servers.all) {
                awaitLetIn(server, true);
            }
            assertThat(servers.all)
                    .allSatisfy(server -> assertThat(server.fatal).isEmpty());
        }
    }

    @Test
    void aServerThatIsFullStartsAgainAndLetsDeletesThrough() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var only = servers.all.get(0);
            only.heapBytes = SMALL_HEAP;
            servers.startAll();
            servers.awaitLeader();
            while (isLetIn(only, new byte[ENTRY])) {}
            servers.stop(only);

            servers.startAll();
            servers.awaitLeader();
            awaitLetIn(only, false);
            only.applySurely("-");
            awaitLetIn(only, true);
        }
    }

    /** Whoever gave it more heap before has to do so again, and is told. */
    @Test
    void aStartThatCannotFitSaysWhichHeapItNeeds() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var only = servers.all.get(0);
            only.heapBytes = 10 * SMALL_HEAP;
            servers.startAll();
            servers.awaitLeader();
            for (int i = 0; i < 40; i++) {
                only.apply(new byte[ENTRY]);
            }
            servers.stop(only);

            only.heapBytes = SMALL_HEAP;
            servers.start(only);
            await().atMost(PATIENCE).until(() -> !only.fatal.isEmpty());
            assertThat(only.fatal.get(0))
                    .matches("it cannot start: the state does not fit into the heap of 4 MB; it needs one of \\d+ MB or"
                            + " more \\(-Xmx\\)");
        }
    }

    /** Which a collector finds, and tells all: the leader must not let in for it what it could not take. */
    @Test
    void aServerWhoseHeapIsNearlyFullForAnotherReasonStopsGrowthOnAll() throws Exception {
        try (var servers = new Servers(dir, 3)) {
            servers.startAll();
            servers.awaitLeader();
            var told = servers.all.get(0).engine.gossip(HazelcastRaftEngine.HEAP_CHANNEL);
            for (var server : servers.all) {
                awaitLetIn(server, true);
                await().atMost(PATIENCE).until(() -> {
                    told.publish(new byte[0]);
                    return !isLetIn(server, new byte[ENTRY]);
                });
                server.applySurely("-");
            }
            awaitLetIn(servers.all.get(0), true);
        }
    }
}
