package io.curia.memdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.memdb.People.Person;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What transactions promise each other, and what they refuse. */
class TransactionTest {
    private static final Person ANN = new Person("1", "Ann", "annie", "London");
    private static final Person BOB = new Person("2", "Bob", null, "Paris");

    private final MemDb db = new MemDb(List.of(People.PEOPLE), Runnable::run);

    @Test
    void nobodyElseSeesWhatIsNotCommitted() {
        try (WriteTxn txn = db.write()) {
            txn.insert(People.PEOPLE, ANN);
            assertThat(txn.first(People.NAME, "Ann", null)).isSameAs(ANN);
            assertThat(db.read().count(People.PEOPLE)).isZero();
            ReadTxn before = db.read();
            txn.commit();
            assertThat(before.count(People.PEOPLE)).isZero();
        }
        assertThat(db.read().first(People.ID, "1", null)).isSameAs(ANN);
    }

    @Test
    void closingForgetsWhatWasNotCommitted() {
        try (WriteTxn txn = db.write()) {
            txn.insert(People.PEOPLE, ANN);
        }
        assertThat(db.read().count(People.PEOPLE)).isZero();
    }

    @Test
    void aMissingRequiredKeyIsRefusedByTableAndIndexAndNothingChanges() {
        try (WriteTxn txn = db.write()) {
            assertThatThrownBy(() -> txn.insert(People.PEOPLE, new Person("1", "Ann", "annie", "")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("table 'people', index 'city': missing value");
            assertThatThrownBy(() -> txn.insert(People.PEOPLE, new Person("", "Ann", "annie", "London")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'id'");
            assertThat(txn.scan(People.PEOPLE, null)).isEmpty();
            assertThat(txn.scan(People.NICK, null)).isEmpty();
            txn.commit();
        }
        assertThat(db.read().scan(People.CITY, null)).isEmpty();
    }

    @Test
    void anotherRowsUniqueKeyIsRefusedAndNothingChanges() {
        try (WriteTxn txn = db.write()) {
            txn.insert(People.PEOPLE, ANN);
            assertThatThrownBy(() -> txn.insert(People.PEOPLE, new Person("2", "Bob", "annie", "Paris")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("table 'people', index 'nick': another row has this unique key");
            assertThat(txn.scan(People.CITY, null)).containsExactly(ANN);
            Person older = new Person("1", "Ann", "annie", "Paris");
            assertThat(txn.insert(People.PEOPLE, older)).isSameAs(ANN);
            assertThat(txn.first(People.NICK, "annie", null)).isSameAs(older);
        }
    }

    @Test
    void rowsMayBeDeletedWhileTheyAreWalked() {
        try (WriteTxn txn = db.write()) {
            for (int i = 0; i < 500; i++) {
                txn.insert(People.PEOPLE, new Person("p" + i, null, null, i % 2 == 0 ? "London" : "Paris"));
            }
            int walked = 0;
            for (Person person : txn.all(People.CITY, "London", null)) {
                assertThat(txn.delete(People.PEOPLE, person)).isTrue();
                txn.insert(People.PEOPLE, new Person(person.id() + "b", null, null, "London"));
                walked++;
            }
            assertThat(walked).isEqualTo(250);
            assertThat(txn.all(People.CITY, "London", null)).hasSize(250);
            assertThat(txn.deletePrefix(People.ID, "p1")).isEqualTo(111);
            assertThat(txn.count(People.PEOPLE)).isEqualTo(389);
        }
    }

    @Test
    void theNextWriterWaits() {
        CompletableFuture<Void> second;
        try (WriteTxn first = db.write()) {
            first.insert(People.PEOPLE, ANN);
            var begun = new CompletableFuture<Thread>();
            second = CompletableFuture.runAsync(() -> {
                begun.complete(Thread.currentThread());
                try (WriteTxn txn = db.write()) {
                    assertThat(txn.first(People.ID, "1", null)).isSameAs(ANN);
                    txn.insert(People.PEOPLE, BOB);
                    txn.commit();
                }
            });
            await().until(() -> begun.isDone() && begun.join().getState() == Thread.State.WAITING);
            first.commit();
        }
        second.join();
        assertThat(db.read().scan(People.PEOPLE, null)).containsExactly(ANN, BOB);
    }

    @Test
    void aTransactionThatIsOverIsRefused() {
        WriteTxn txn = db.write();
        txn.commit();
        assertThatThrownBy(txn::commit).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> txn.insert(People.PEOPLE, ANN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> txn.scan(People.PEOPLE, null)).isInstanceOf(IllegalStateException.class);
        txn.abort();
        txn.close();
    }

    @Test
    void oneThreadHasOneWriteTransactionWhichIsItsOwn() {
        try (WriteTxn txn = db.write()) {
            assertThatThrownBy(db::write).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> CompletableFuture.runAsync(txn::commit).join())
                    .hasCauseInstanceOf(IllegalStateException.class);
            txn.insert(People.PEOPLE, ANN);
            txn.commit();
        }
        assertThat(db.read().count(People.PEOPLE)).isEqualTo(1);
    }

    @Test
    void writesTakeNoWatch() {
        try (WriteTxn txn = db.write();
                WatchSet watch = new WatchSet()) {
            assertThatThrownBy(() -> txn.first(People.ID, "1", watch)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> txn.scan(People.PEOPLE, watch)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theLongestPrefixIsFound() {
        Table.Builder<String> builder = Table.named("routes");
        Index<String, String> id = builder.uniqueIndex(
                "id", Indexer.of((row, out) -> out.key(utf8(row)), TransactionTest::utf8, TransactionTest::utf8));
        Index<String, String> length = builder.index("first", Indexers.string(row -> row.substring(0, 1)));
        Table<String> routes = builder.build();
        MemDb routing = new MemDb(List.of(routes));
        try (WriteTxn txn = routing.write()) {
            List.of("/", "/kv/", "/kv/a").forEach(route -> txn.insert(routes, route));
            assertThat(txn.longestPrefix(id, "/kv/b", null)).isEqualTo("/kv/");
            txn.commit();
        }
        ReadTxn read = routing.read();
        assertThat(read.longestPrefix(id, "/kv/ab", null)).isEqualTo("/kv/a");
        assertThat(read.longestPrefix(id, "/x", null)).isEqualTo("/");
        assertThat(read.longestPrefix(id, "x", null)).isNull();
        assertThatThrownBy(() -> read.longestPrefix(length, "x", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void malformedUseIsRefused() {
        ReadTxn read = db.read();
        assertThatThrownBy(() -> read.prefix(People.NAMELESS, true, null))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("nameless");
        Table.Builder<String> builder = Table.named("people");
        builder.uniqueIndex("id", Indexers.string(row -> row));
        Table<String> other = builder.build();
        assertThatThrownBy(() -> read.scan(other, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MemDb(List.of(People.PEOPLE, other))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.index("late", Indexers.string(row -> row)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Table.<String>named("t").index("id", Indexers.string(row -> row)))
                .isInstanceOf(IllegalArgumentException.class);
        try (WriteTxn txn = db.write()) {
            assertThatThrownBy(() -> txn.deletePrefix(People.NAME, "a")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
