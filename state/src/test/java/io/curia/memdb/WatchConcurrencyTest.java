package io.curia.memdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No wake-up is lost however a commit falls between a read and its registration. */
class WatchConcurrencyTest {
    private static final int READERS = 12;
    private static final int ROUNDS = 1500;
    private static final long LOST_AFTER_SECONDS = 20;

    /** A counter under a key. */
    record Counter(String key, int value) {}

    private static final Table.Builder<Counter> BUILDER = Table.named("counters");
    private static final Index<Counter, String> ID = BUILDER.uniqueIndex("id", Indexers.string(Counter::key));
    private static final Index<Counter, String> KEY = BUILDER.index("key", Indexers.string(Counter::key));
    private static final Table<Counter> COUNTERS = BUILDER.build();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MemDb db = new MemDb(List.of(COUNTERS));

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void everyReaderSeesEveryRoundThoughItOnlyLooksWhenWoken() throws Exception {
        CyclicBarrier round = new CyclicBarrier(READERS + 1);
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            int reader = i;
            readers.add(threads.submit(() -> {
                for (int value = 1; value <= ROUNDS; value++) {
                    round.await(LOST_AFTER_SECONDS, TimeUnit.SECONDS);
                    awaitValue(reader, value);
                }
                return null;
            }));
        }
        for (int value = 1; value <= ROUNDS; value++) {
            round.await(LOST_AFTER_SECONDS, TimeUnit.SECONDS);
            write(new Counter("neighbour", value));
            write(new Counter("shared", value));
        }
        for (Future<?> reader : readers) {
            reader.get(LOST_AFTER_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(db.watches(ID).points()).isZero();
        assertThat(db.watches(KEY).points()).isZero();
    }

    private void awaitValue(int reader, int value) throws Exception {
        while (true) {
            try (WatchSet watch = new WatchSet()) {
                ReadTxn read = db.read();
                Counter counter = null;
                for (Counter row : read(reader, read, watch)) {
                    counter = row.key().equals("shared") ? row : counter;
                }
                if (counter != null && counter.value() >= value) {
                    return;
                }
                watch.fired().toCompletableFuture().get(LOST_AFTER_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** One of the ways to look at the shared counter. */
    private static Iterable<Counter> read(int reader, ReadTxn read, WatchSet watch) {
        return switch (reader % 4) {
            case 0 -> read.all(ID, "shared", watch);
            case 1 -> read.prefix(ID, "sha", watch);
            case 2 -> read.all(KEY, "shared", watch);
            default -> read.scan(COUNTERS, watch);
        };
    }

    private void write(Counter counter) {
        try (WriteTxn txn = db.write()) {
            txn.insert(COUNTERS, counter);
            txn.commit();
        }
    }
}
