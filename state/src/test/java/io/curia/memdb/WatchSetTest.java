package io.curia.memdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.memdb.People.Person;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The life of a watch set. */
class WatchSetTest {
    private static final Person ANN = new Person("1", "Ann", "annie", "London");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final MemDb db = new MemDb(List.of(People.PEOPLE), tasks::add);

    @Test
    void theCommittingThreadOnlyHandsOver() {
        WatchSet one = watchId("1");
        WatchSet two = watchId("1");
        var woken = new AtomicInteger();
        one.fired().thenRun(woken::incrementAndGet);
        two.fired().thenRun(woken::incrementAndGet);

        insert(ANN);

        assertThat(woken).hasValue(0);
        assertThat(tasks).hasSize(1);
        runTasks();
        assertThat(woken).hasValue(2);
    }

    @Test
    void oneChangeFiresItOnceAndFreesAllOfIt() {
        WatchSet watch = watchId("1");
        db.read().first(People.ID, "2", watch);
        db.read().scan(People.PEOPLE, watch);
        db.read().all(People.CITY, "Paris", watch);
        var fired = new AtomicInteger();
        watch.fired().thenRun(fired::incrementAndGet);

        insert(ANN);
        insert(new Person("2", "Bob", null, "Paris"));
        runTasks();

        assertThat(fired).hasValue(1);
        WatchPropertyTest.assertNothingIsRegistered(db);
    }

    @Test
    void oneThatIsOverRegistersNothing() {
        WatchSet watch = watchId("1");
        watch.close();
        watch.close();
        db.read().first(People.ID, "1", watch);
        WatchPropertyTest.assertNothingIsRegistered(db);

        insert(ANN);
        runTasks();

        assertThat(WatchPropertyTest.fired(watch)).isFalse();
    }

    @Test
    void aChangeThatIsTakenBackIsNone() {
        WatchSet watch = watchId("1");
        try (WriteTxn txn = db.write()) {
            txn.insert(People.PEOPLE, ANN);
            txn.delete(People.PEOPLE, ANN);
            txn.commit();
        }
        assertThat(tasks).isEmpty();
        insert(ANN);
        runTasks();
        assertThat(WatchPropertyTest.fired(watch)).isTrue();
    }

    @Test
    void puttingTheVerySameRowIsNoChange() {
        insert(ANN);
        WatchSet watch = watchId("1");
        insert(ANN);
        assertThat(tasks).isEmpty();
        insert(new Person("1", "Ann", "annie", "London"));
        runTasks();
        assertThat(WatchPropertyTest.fired(watch)).isTrue();
    }

    @Test
    void theLongestPrefixIsWatchedForWhatWouldReplaceIt() {
        Table.Builder<String> builder = Table.named("routes");
        Index<String, String> id = builder.uniqueIndex("id", Indexers.bytes(row -> row, WatchSetTest::utf8));
        Table<String> routes = builder.build();
        MemDb routing = new MemDb(List.of(routes), Runnable::run);
        try (WriteTxn txn = routing.write()) {
            txn.insert(routes, "/kv/");
            txn.commit();
        }
        for (String change : List.of("/kv/a", "/kv/ab")) {
            assertThat(firesOnInsert(routing, routes, id, change)).as(change).isTrue();
        }
        for (String change : List.of("/", "/kv", "/kv/b", "/kv/abc")) {
            assertThat(firesOnInsert(routing, routes, id, change)).as(change).isFalse();
        }
    }

    private static boolean firesOnInsert(MemDb routing, Table<String> routes, Index<String, String> id, String change) {
        try (WatchSet watch = new WatchSet()) {
            assertThat(routing.read().longestPrefix(id, "/kv/ab", watch)).isEqualTo("/kv/");
            try (WriteTxn txn = routing.write()) {
                txn.insert(routes, change);
                txn.commit();
            }
            boolean fired = WatchPropertyTest.fired(watch);
            try (WriteTxn txn = routing.write()) {
                txn.delete(routes, change);
                txn.commit();
            }
            return fired;
        }
    }

    @Test
    void anAbandonedStoreFiresWhoeverWatchesTheSignal() {
        WatchSet watching = new WatchSet();
        WatchSet closed = new WatchSet();
        WatchSet other = watchId("1");
        watching.watch(db.abandonSignal());
        watching.watch(db.abandonSignal());
        closed.watch(db.abandonSignal());
        closed.close();

        db.abandonSignal().abandon();
        db.abandonSignal().abandon();
        runTasks();

        assertThat(db.abandonSignal().abandoned()).isTrue();
        assertThat(WatchPropertyTest.fired(watching)).isTrue();
        assertThat(WatchPropertyTest.fired(closed)).isFalse();
        assertThat(WatchPropertyTest.fired(other)).isFalse();
        WatchSet late = new WatchSet();
        late.watch(db.abandonSignal());
        assertThat(WatchPropertyTest.fired(late)).isTrue();
    }

    @Test
    void noWakeUpIsLostToAnExecutorThatRefuses() {
        MemDb refusing = new MemDb(List.of(People.PEOPLE), task -> {
            throw new RejectedExecutionException("shut down");
        });
        List<WatchSet> watches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            WatchSet watch = new WatchSet();
            refusing.read().first(People.ID, "1", watch);
            watches.add(watch);
        }
        try (WriteTxn txn = refusing.write()) {
            txn.insert(People.PEOPLE, ANN);
            txn.commit();
        }
        assertThat(watches).allMatch(WatchPropertyTest::fired);
    }

    private WatchSet watchId(String id) {
        WatchSet watch = new WatchSet();
        db.read().first(People.ID, id, watch);
        return watch;
    }

    private void insert(Person row) {
        try (WriteTxn txn = db.write()) {
            txn.insert(People.PEOPLE, row);
            txn.commit();
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
