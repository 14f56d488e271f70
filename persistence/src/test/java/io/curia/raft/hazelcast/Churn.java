package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.raft.api.RaftException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Servers that come and go by chance, one voter at a time, and crash, while clients write numbers. */
final class Churn implements AutoCloseable {
    /** How many vote, one after the other, again and again. */
    private static final int[] COURSE = {1, 3, 5, 3, 2, 1, 2, 3, 4, 2};

    /** Until all agree again, on a machine that has other things to do. */
    private static final Duration AGREEMENT = Duration.ofMinutes(4);

    private static final int WRITERS = 2;
    private static final long RETRY_NS = 2_000_000;

    /**
     * What came of it.
     *
     * @param slowestMs of the changes during which nobody crashed
     * @param longestGapMs without an acknowledged write
     */
    record Result(
            int changes,
            int crashes,
            int acknowledged,
            int unknown,
            long medianMs,
            long slowestMs,
            long longestGapMs,
            List<Integer> lost,
            long doubled,
            List<String> fatal) {}

    /** One server and what it runs on. */
    private static final class Server {
        final Servers.Server at;
        CountingState state;

        Server(Servers.Server at) {
            this.at = at;
        }

        String id() {
            return at.id.toString();
        }
    }

    private final Path root;
    private final Servers servers;
    private final Random random;
    private final List<Server> voters = new CopyOnWriteArrayList<>();
    private final List<Thread> writers = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger number = new AtomicInteger();
    private final BitSet acknowledged = new BitSet();
    private final Map<Integer, String> places = new ConcurrentHashMap<>();
    private final BitSet unknown = new BitSet();
    private final List<Long> durations = new ArrayList<>();
    private final List<String> fatal = new CopyOnWriteArrayList<>();
    private long lastAcknowledged;
    private long longestGap;
    private int born;
    private int changes;
    private int crashes;

    Churn(Path root, long seed) throws IOException {
        this.root = root;
        this.random = new Random(seed);
        this.servers = new Servers(root, 1);
        this.servers.snapshotThreshold = 500;
    }

    void run(int wanted) throws IOException, InterruptedException {
        var founder = new Server(servers.all.get(0));
        start(founder);
        voters.add(founder);
        Awaitility.await().atMost(PATIENCE).until(founder.at.engine::isLeader);
        lastAcknowledged = System.nanoTime();
        for (int i = 0; i < WRITERS; i++) {
            var writer = new Thread(this::write, "writer-" + i);
            writer.start();
            writers.add(writer);
        }
        for (int step = 0; changes < wanted; step++) {
            int target = COURSE[step % COURSE.length];
            while (voters.size() != target && changes < wanted) {
                if (voters.size() < target) {
                    grow();
                } else {
                    shrink();
                }
                changes++;
                assertAgreed();
            }
        }
    }

    private void start(Server server) {
        server.state = new CountingState();
        server.at.engine = HazelcastRaftEngine.start(
                servers.config(server.at), server.state, (reason, cause) -> fatal.add(reason));
    }

    private void grow() throws IOException, InterruptedException {
        var newcomer = new Server(servers.join(root.resolve("joined-" + ++born)));
        start(newcomer);
        Awaitility.await().atMost(PATIENCE).until(() -> any().at.engine.members().stream()
                .anyMatch(member -> member.alive() && member.id().equals(newcomer.id())));
        change(
                through -> through.promote(newcomer.id()).toCompletableFuture(),
                random.nextInt(3) == 0 ? newcomer : any());
        voters.add(newcomer);
    }

    private void shrink() throws InterruptedException {
        var leaver = any();
        change(through -> through.remove(leaver.id()).toCompletableFuture(), other(leaver));
        voters.remove(leaver);
        leaver.at.engine.close();
        leaver.at.engine = null;
        servers.all.remove(leaver.at);
    }

    private interface Change {
        CompletableFuture<Void> ask(HazelcastRaftEngine through);
    }

    /** Sometimes somebody crashes in the middle, and comes back. */
    private void change(Change change, Server victim) throws InterruptedException {
        long began = System.nanoTime();
        boolean crash = random.nextInt(3) == 0;
        if (crash) {
            var asked = change.ask(any().at.engine);
            await(asked, random.nextInt(400));
            victim.at.engine.kill();
            start(victim);
            crashes++;
        }
        retried(() -> change.ask(any().at.engine));
        if (!crash) {
            durations.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        }
    }

    private static void await(CompletableFuture<Void> future, int ms) throws InterruptedException {
        try {
            future.get(ms, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // it is asked for again
        }
    }

    private static void retried(Supplier<CompletableFuture<Void>> change) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(AGREEMENT)
                .ignoreExceptionsMatching(Churn::mayBeTriedAgain)
                .untilAsserted(() -> change.get().join());
    }

    /** One that was just started and has not met the others yet finds nobody. */
    private static boolean mayBeTriedAgain(Throwable failure) {
        return failure instanceof CompletionException
                && failure.getCause() instanceof RaftException fault
                && fault.kind() != RaftException.Kind.SHUTDOWN;
    }

    /** One that was just taken out has deleted its log, and the others would not have it back. */
    private Server other(Server leaver) {
        var others = voters.stream().filter(voter -> voter != leaver).toList();
        return others.get(random.nextInt(others.size()));
    }

    private Server any() {
        return voters.get(random.nextInt(voters.size()));
    }

    /**
     * Both groups have the same voters, as many as there should be, wherever one looks, and each of them has what was
     * acknowledged.
     */
    private void assertAgreed() {
        var expected = acknowledged();
        Awaitility.await().atMost(AGREEMENT).untilAsserted(() -> {
            assertThat(fatal).isEmpty();
            for (var voter : voters) {
                assertThat(voter.at.engine.servers()).hasSize(voters.size());
                assertThat(Insides.metadataVoters(voter.at.engine)).hasSize(voters.size());
                assertThat(missing(expected, voter))
                        .as("missing on " + voter.at.port)
                        .isEmpty();
            }
        });
    }

    private BitSet acknowledged() {
        synchronized (acknowledged) {
            return (BitSet) acknowledged.clone();
        }
    }

    /** Which numbers a server lacks, and where each was in the log of the one that acknowledged it. */
    private List<String> missing(BitSet expected, Server server) {
        expected = (BitSet) expected.clone();
        expected.andNot(server.state.seen());
        return expected.stream().mapToObj(lost -> lost + " " + places.get(lost)).toList();
    }

    private void write() {
        while (!over.get()) {
            int mine = number.getAndIncrement();
            while (!over.get() && !written(mine)) {
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    /** Whether the number need not be written again: it is in the log, or nobody knows. */
    private boolean written(int mine) {
        var through = voters.get(mine % voters.size()).at.engine;
        if (through == null) {
            return false;
        }
        try {
            var result = through.apply(CountingState.entry(mine))
                    .toCompletableFuture()
                    .join();
            places.put(mine, result + " in term " + through.term());
            acknowledge(mine);
            return true;
        } catch (CompletionException e) {
            var kind = ((RaftException) e.getCause()).kind();
            boolean certain = kind == RaftException.Kind.NO_LEADER || kind == RaftException.Kind.OVERLOADED;
            LockSupport.parkNanos(RETRY_NS);
            if (!certain) {
                synchronized (unknown) {
                    unknown.set(mine);
                }
            }
            return !certain;
        }
    }

    private void acknowledge(int mine) {
        synchronized (acknowledged) {
            acknowledged.set(mine);
            long now = System.nanoTime();
            longestGap = Math.max(longestGap, now - lastAcknowledged);
            lastAcknowledged = now;
        }
    }

    /** Waits until all hold the same, starts all anew from their disks, and looks again. */
    Result settle() throws InterruptedException {
        over.set(true);
        for (var writer : writers) {
            writer.join();
        }
        awaitSame();
        voters.forEach(voter -> voter.at.engine.kill());
        voters.parallelStream().forEach(this::start);
        awaitSame();
        var held = voters.get(0).state.seen();
        var lost = (BitSet) acknowledged.clone();
        lost.andNot(held);
        var times = durations.stream().sorted().toList();
        return new Result(
                changes,
                crashes,
                acknowledged.cardinality(),
                unknown.cardinality(),
                times.isEmpty() ? 0 : times.get(times.size() / 2),
                times.isEmpty() ? 0 : times.get(times.size() - 1),
                TimeUnit.NANOSECONDS.toMillis(longestGap),
                lost.stream().boxed().toList(),
                voters.stream().mapToLong(voter -> voter.state.doubled()).max().orElseThrow(),
                List.copyOf(fatal));
    }

    private void awaitSame() {
        Awaitility.await().atMost(AGREEMENT).untilAsserted(() -> {
            var leader = voters.stream()
                    .filter(voter -> voter.at.engine.isLeader())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("nobody leads"));
            for (var voter : voters) {
                assertThat(voter.state.seen()).isEqualTo(leader.state.seen());
                assertThat(voter.at.engine.lastApplied()).isEqualTo(leader.at.engine.lastApplied());
            }
            var missing = (BitSet) acknowledged.clone();
            missing.andNot(leader.state.seen());
            assertThat(missing.cardinality()).isZero();
        });
    }

    @Override
    public void close() {
        over.set(true);
        servers.all.stream().filter(server -> server.engine != null).forEach(server -> server.engine.close());
    }
}
