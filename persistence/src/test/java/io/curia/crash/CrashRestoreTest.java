package io.curia.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.crash.CrashCluster.State;
import io.curia.crash.CrashRestore.Outcome;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A restore leaves all servers with the old state or all with the new one, and later writes on top, whenever the leader
 * is killed; and whoever was told how it ended was told the truth.
 */
class CrashRestoreTest {
    private static final int WRITERS = 4;
    private static final int BASE_KEYS = 250;
    private static final int VALUE_BYTES = 120;
    private static final long INDEX_STEP = 100_000;
    private static final int REPORTED = 10;
    private static final long SEED = Long.getLong("curia.long-tests.seed", 20_260_101);

    @TempDir
    Path dir;

    private final AtomicLong commandIds = new AtomicLong();
    private final Random random = new Random(SEED);
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private CrashCluster cluster;
    private State before;
    private int restored;

    @BeforeEach
    void start() throws IOException {
        cluster = new CrashCluster(dir, 3);
        before = cluster.consistentState(0);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    @Timeout(600)
    void aRestoreIsWholeOrNotThereAtAll() throws Exception {
        int chunks = CrashRestore.chunks(archive(1));
        int round = 0;
        round(++round, chunks / 2, true);
        round(++round, chunks, false);
        round(++round, -1, true);
        // now it must work, unless the machine is so busy that the leader changes by itself; that is not for ever
        int last = round + 5;
        do {
            round(++round, chunks + 1, true);
        } while (restored != round && round < last);
        assertThat(restored).isEqualTo(round);
    }

    /** The long form; docs/durability.md says how to run it. */
    @Test
    @Tag("long")
    @Timeout(3600)
    @EnabledIfSystemProperty(named = "curia.long-tests", matches = "true")
    void aRestoreIsWholeOrNotThereAtAllHundredsOfTimes() throws Exception {
        int rounds = Integer.getInteger("curia.long-tests.rounds", 300);
        int chunks = CrashRestore.chunks(archive(1));
        for (int round = 1; round <= rounds; round++) {
            // every border, then a moment at random
            int step = (round - 1) % (chunks + 2) - 1;
            round(round, step, random.nextInt(3) > 0);
            if (round % REPORTED == 0 || round == rounds) {
                System.out.println("restores: " + round + " rounds, " + chunks + " chunks each, " + outcomes);
            }
        }
    }

    /**
     * One restore.
     *
     * @param killAt before which chunk the leader is killed; -1 for some moment; beyond the last border for never
     */
    private void round(int round, int killAt, boolean persistent) throws Exception {
        var archive = archive(round);
        int leader = cluster.awaitLeader();
        var restore = new CrashRestore(cluster, commandIds, new Random(random.nextLong()), persistent);
        Outcome outcome;
        RestoreWriters writers;
        try (var writing = new RestoreWriters(cluster, commandIds, round, WRITERS)) {
            writers = writing;
            writing.awaitProgress(20);
            outcome = killAt < 0
                    ? killAtRandom(restore, archive, leader, writing)
                    : restore.run(archive, step -> {
                        if (step == killAt) {
                            cluster.kill(leader);
                            cluster.start(leader);
                        }
                    });
            writing.awaitProgressOfEach(20);
        }
        outcomes.merge(outcome, 1, Integer::sum);
        verify(round, outcome, writers);
    }

    /** Only the test's own thread kills, so it is the restore that gets another. */
    private Outcome killAtRandom(CrashRestore restore, byte[] archive, int leader, RestoreWriters writers)
            throws Exception {
        int writes = random.nextInt(60);
        var running = CompletableFuture.supplyAsync(() -> {
            try {
                return restore.run(archive, step -> {});
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        writers.awaitProgress(writes);
        cluster.kill(leader);
        cluster.start(leader);
        return running.join();
    }

    private void verify(int round, Outcome outcome, RestoreWriters writers) {
        var after = cluster.consistentState(0);
        for (int i = 1; i < cluster.size(); i++) {
            int server = i;
            // it may still be starting
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> cluster.localState(server).equals(after));
        }
        var epochs = epochs(after);
        int known = epochs.containsKey(round) ? round : restored;
        assertThat(epochs).as("a mixture").isEqualTo(known == 0 ? Map.of() : Map.of(known, (long) BASE_KEYS));
        switch (outcome) {
            case RESTORED -> assertThat(known).isEqualTo(round);
            case NOT_RESTORED -> assertThat(known).isEqualTo(restored);
            case UNKNOWN -> assertThat(known).isIn(round, restored);
        }
        boolean replaced = known == round;
        writers.verify(after, replaced);
        var old = logKeys(before);
        if (replaced) {
            assertThat(after.rows())
                    .as("the old state shows")
                    .doesNotContainKeys(old.keySet().toArray(String[]::new));
        } else {
            assertThat(after.rows()).as("the old state is not whole").containsAllEntriesOf(old);
        }
        indexesWentOn(round, after, replaced);
        restored = known;
        before = after;
    }

    private void indexesWentOn(int round, State after, boolean replaced) {
        long greatestBefore = Math.max(greatestIndex(before), replaced ? round * INDEX_STEP + BASE_KEYS - 1 : 0);
        logKeys(after).forEach((key, row) -> {
            if (key.startsWith("log/" + round + "-")) {
                assertThat(row.modifyIndex()).as(key).isGreaterThan(greatestBefore);
            }
        });
    }

    private static long greatestIndex(State state) {
        return state.rows().values().stream()
                .mapToLong(CrashCluster.Row::modifyIndex)
                .max()
                .orElse(0);
    }

    private static Map<String, CrashCluster.Row> logKeys(State state) {
        return state.rows().entrySet().stream()
                .filter(row -> row.getKey().startsWith("log/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How many rows of which archive there are. */
    private static Map<Integer, Long> epochs(State state) {
        return state.rows().entrySet().stream()
                .filter(row -> row.getKey().startsWith("base/"))
                .collect(Collectors.groupingBy(
                        row -> new Scanner(row.getValue().value()).nextInt(), Collectors.counting()));
    }

    /** An archive of the same keys for every round, whose values name the round and do not compress well. */
    private static byte[] archive(int round) throws IOException {
        var noise = new Random(round);
        var fsm = StandardFsm.create(Runnable::run);
        for (int i = 0; i < BASE_KEYS; i++) {
            var bytes = new byte[VALUE_BYTES];
            noise.nextBytes(bytes);
            var value = round + " " + HexFormat.of().formatHex(bytes);
            var entry = KvEntry.of(ByteString.of("base/" + i), ByteString.of(value), 0);
            fsm.apply(round * INDEX_STEP + i, KvsCommand.of(KvsOp.SET, entry).encode());
        }
        var snapshot = fsm.snapshot();
        var meta = new ArchiveMeta(1, "1-2-3", snapshot.index(), 1, "", List.of(), 1, 0);
        var out = new ByteArrayOutputStream();
        ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC());
        return out.toByteArray();
    }
}
