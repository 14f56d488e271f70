package io.curia.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.crash.CrashCluster.Connection;
import io.curia.crash.CrashCluster.State;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that write without pause and keep accounts of what they were told. Each sets keys of its own to rising
 * numbers, and all of them raise one counter by compare-and-set.
 */
final class CrashClients implements AutoCloseable {
    private static final Duration BACKOFF = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final CrashCluster cluster;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong acknowledgedCount = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
    private final Set<Long> notProposed = ConcurrentHashMap.newKeySet();
    /** By key: the last number whose write was acknowledged. */
    private final Map<String, Long> written = new ConcurrentHashMap<>();
    /** By key: the last number that was tried. */
    private final Map<String, Long> tried = new ConcurrentHashMap<>();
    /** By the index expected: how often a compare-and-set of the counter succeeded. */
    private final Map<Long, Integer> swaps = new ConcurrentHashMap<>();

    private final AtomicLong unknownSwaps = new AtomicLong();
    private final List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopping;

    CrashClients(CrashCluster cluster, int count) {
        this.cluster = cluster;
        for (int i = 0; i < count; i++) {
            int client = i;
            var thread = new Thread(() -> run(client), "client-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    /** Waits until this many more writes have been acknowledged. */
    void awaitProgress(int writes) {
        long goal = acknowledgedCount.get() + writes;
        await().atMost(PATIENCE).until(() -> !failures.isEmpty() || acknowledgedCount.get() >= goal);
        assertThat(failures).isEmpty();
    }

    private void run(int client) {
        var random = new Random(client);
        try {
            while (!stopping) {
                try (var connection = cluster.connect(random.nextInt(cluster.size()))) {
                    session(connection, client, random);
                } catch (IOException e) {
                    // that server is down at present; another may not be
                    LockSupport.parkNanos(BACKOFF.toNanos());
                }
            }
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    private void session(Connection connection, int client, Random random) throws IOException {
        for (int n = 0; n < 50 && !stopping; n++) {
            if (random.nextInt(4) == 0) {
                raiseCounter(connection);
            } else {
                write(connection, "key/" + client + "/" + random.nextInt(10));
            }
        }
    }

    private void write(Connection connection, String key) throws IOException {
        long number = tried.merge(key, 1L, Long::sum);
        var entry = KvEntry.of(ByteString.of(key), ByteString.of(Long.toString(number)), 0);
        if (propose(connection, KvsCommand.of(KvsOp.SET, entry)) == CrashServer.Answer.TRUE) {
            written.put(key, number);
        }
    }

    private void raiseCounter(Connection connection) throws IOException {
        connection.out.writeByte('C');
        connection.out.flush();
        long index = connection.in.readLong();
        long value = connection.in.readLong();
        var entry = new KvEntry(CrashServer.COUNTER, ByteString.of(Long.toString(value + 1)), 0, 0, "", 0, index);
        try {
            switch (propose(connection, KvsCommand.of(KvsOp.CAS, entry))) {
                case TRUE -> swaps.merge(index, 1, Integer::sum);
                case UNKNOWN -> unknownSwaps.incrementAndGet();
                case FALSE, REFUSED, NOT_PROPOSED -> {}
            }
        } catch (IOException e) {
            unknownSwaps.incrementAndGet();
            throw e;
        }
    }

    private CrashServer.Answer propose(Connection connection, KvsCommand command) throws IOException {
        long id = ids.incrementAndGet();
        unknown.add(id);
        var answer = connection.apply(JournaledState.command(id, command.encode()));
        switch (answer) {
            case TRUE, FALSE -> {
                acknowledged.add(id);
                acknowledgedCount.incrementAndGet();
                unknown.remove(id);
            }
            case NOT_PROPOSED -> {
                notProposed.add(id);
                unknown.remove(id);
            }
            case REFUSED -> throw new AssertionError("refused: " + command);
            case UNKNOWN -> {}
        }
        return answer;
    }

    /** Ends the clients; afterwards the accounts stand still. */
    @Override
    public void close() {
        stopping = true;
        await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    /** Compares the accounts with what a server holds. */
    void verify(State state) {
        assertThat(failures).isEmpty();
        assertThat(state.applied().keySet())
                .as("an acknowledged command is missing")
                .containsAll(acknowledged);
        assertThat(state.applied()).as("a command was applied twice").allSatisfy((id, times) -> assertThat(times)
                .isEqualTo(1));
        assertThat(state.applied().keySet())
                .as("a command was applied that was answered as not proposed")
                .noneMatch(notProposed::contains)
                .allMatch(id -> acknowledged.contains(id) || unknown.contains(id));
        written.forEach(
                (key, number) -> assertThat(Long.parseLong(state.rows().get(key).value()))
                        .as(key)
                        .isBetween(number, tried.get(key)));
        assertThat(swaps).as("a compare-and-set succeeded twice").allSatisfy((index, times) -> assertThat(times)
                .isEqualTo(1));
        var counter = state.rows().get(CrashServer.COUNTER.toString());
        assertThat(Long.parseLong(counter.value())).isBetween((long) swaps.size(), swaps.size() + unknownSwaps.get());
    }
}
