package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaders that give way while writes go on. */
class HandOverTest {
    @TempDir
    Path dir;

    private Servers servers;
    private volatile boolean ended;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers(dir, 3);
        // a busy machine must not elect by itself
        servers.raftMultiplier = 5;
        servers.startAll();
        servers.awaitLeader().applySurely("first");
    }

    @AfterEach
    void stop() {
        ended = true;
        servers.close();
    }

    /** Writes one after the other through one server until the test ends. */
    private final class Writer {
        final List<Throwable> failures = new CopyOnWriteArrayList<>();
        final AtomicInteger acknowledged = new AtomicInteger();
        private final Thread thread;

        Writer(Servers.Server through) {
            thread = new Thread(() -> {
                for (int i = 0; !ended; i++) {
                    try {
                        through.apply(through.port + "-" + i);
                        acknowledged.incrementAndGet();
                    } catch (CompletionException e) {
                        failures.add(e.getCause());
                    }
                }
            });
            thread.start();
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join();
        }

        void awaitMore() {
            var before = acknowledged.get();
            await().atMost(PATIENCE).until(() -> acknowledged.get() > before + 20);
        }
    }

    @Test
    void noWriteFailsWhenLeadersGiveWay() throws Exception {
        var writers = servers.all.stream().map(Writer::new).toList();
        for (int i = 0; i < 5; i++) {
            writers.forEach(Writer::awaitMore);
            var leader = servers.awaitLeader();
            leader.engine
                    .transferLeadership(Optional.empty())
                    .toCompletableFuture()
                    .join();
            await().atMost(PATIENCE).until(() -> servers.awaitLeader() != leader);
        }
        writers.forEach(Writer::awaitMore);
        for (var writer : writers) {
            writer.end();
            assertThat(writer.failures).isEmpty();
        }
    }

    @Test
    void noWriteThroughOthersFailsWhenALeaderStopsInOrder() throws Exception {
        var leader = servers.awaitLeader();
        var writers =
                servers.all.stream().filter(s -> s != leader).map(Writer::new).toList();
        writers.forEach(Writer::awaitMore);

        servers.stop(leader);

        writers.forEach(Writer::awaitMore);
        for (var writer : writers) {
            writer.end();
            assertThat(writer.failures).isEmpty();
        }
    }
}
