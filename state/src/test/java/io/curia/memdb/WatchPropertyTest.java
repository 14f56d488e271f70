package io.curia.memdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.memdb.People.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A watch set fires exactly when the same read of the next root would bring other rows. */
class WatchPropertyTest {
    private static final int TRIES = 400;

    /** More changes than a transaction remembers the keys of. */
    private static final int MANY = 1500;

    /** A read that may be watched. */
    record Read(String what, Reading reading) {
        Iterable<Person> of(ReadTxn txn, WatchSet watch) {
            return reading.of(txn, watch);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** How it is done. */
    @FunctionalInterface
    interface Reading {
        Iterable<Person> of(ReadTxn txn, WatchSet watch);
    }

    /** One change. */
    record Step(boolean insert, Person row) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Person> people = Combinators.combine(
                        Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(3),
                        Arbitraries.of("Ann", "An", "Bob").injectNull(0.3),
                        Arbitraries.of("London", "Paris"),
                        Arbitraries.of("x", "xy").list().ofMaxSize(2))
                .as((id, name, city, tags) -> new Person(id, name, null, city, tags, Map.of()));
        return Combinators.combine(Arbitraries.of(true, true, false), people)
                .as(Step::new)
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Read>> reads() {
        Arbitrary<String> ids =
                Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> names = Arbitraries.of("Ann", "An", "Bob", "Eve");
        Arbitrary<String> cities = Arbitraries.of("London", "Paris");
        return Arbitraries.oneOf(
                        reads("id ", ids, (txn, id, watch) -> txn.all(People.ID, id, watch)),
                        reads("ids under ", ids, (txn, id, watch) -> txn.prefix(People.ID, id, watch)),
                        reads("name ", names, (txn, name, watch) -> txn.all(People.NAME, name, watch)),
                        reads("names under ", names, (txn, name, watch) -> txn.prefix(People.NAME, name, watch)),
                        reads("tag ", Arbitraries.of("x", "xy"), (txn, tag, watch) -> txn.all(People.TAGS, tag, watch)),
                        reads(
                                "city ",
                                cities,
                                (txn, city, watch) -> txn.prefix(People.CITY_NAME, Key2.of(city, null), watch)),
                        reads(
                                "nameless ",
                                Arbitraries.of(true, false),
                                (txn, is, watch) -> txn.all(People.NAMELESS, is, watch)),
                        reads("all", Arbitraries.just(""), (txn, none, watch) -> txn.scan(People.PEOPLE, watch)))
                .list()
                .ofMaxSize(8);
    }

    /** How a read with a query is done. */
    @FunctionalInterface
    interface Querying<Q> {
        Iterable<Person> of(ReadTxn txn, Q query, WatchSet watch);
    }

    private static <Q> Arbitrary<Read> reads(String what, Arbitrary<Q> queries, Querying<Q> querying) {
        return queries.map(query -> new Read(what + query, (txn, watch) -> querying.of(txn, query, watch)));
    }

    @Property(tries = TRIES)
    void aWatchFiresIfAndOnlyIfItsRowsChange(
            @ForAll("steps") List<Step> base,
            @ForAll("steps") List<Step> change,
            @ForAll("reads") List<Read> reads,
            @ForAll boolean many) {
        MemDb db = new MemDb(List.of(People.PEOPLE), Runnable::run);
        write(db, base, false);
        ReadTxn before = db.read();
        List<WatchSet> watches = watch(reads, before);
        assertThat(watches).noneMatch(WatchPropertyTest::fired);

        write(db, change, many);

        assertThat(watches.stream().map(WatchPropertyTest::fired))
                .containsExactlyElementsOf(changed(reads, before, db.read()));
        watches.forEach(WatchSet::close);
        assertNothingIsRegistered(db);
    }

    @Property(tries = TRIES)
    void aWatchSetAfterTheChangeFiresJustTheSame(
            @ForAll("steps") List<Step> base, @ForAll("steps") List<Step> change, @ForAll("reads") List<Read> reads) {
        MemDb db = new MemDb(List.of(People.PEOPLE), Runnable::run);
        write(db, base, false);
        ReadTxn before = db.read();
        write(db, change, false);

        List<WatchSet> watches = watch(reads, before);

        assertThat(watches.stream().map(WatchPropertyTest::fired))
                .containsExactlyElementsOf(changed(reads, before, db.read()));
        watches.forEach(WatchSet::close);
        assertNothingIsRegistered(db);
    }

    private static List<WatchSet> watch(List<Read> reads, ReadTxn txn) {
        List<WatchSet> watches = new ArrayList<>();
        for (Read read : reads) {
            WatchSet watch = new WatchSet();
            read.of(txn, watch);
            watches.add(watch);
        }
        return watches;
    }

    /** Makes the changes; with many, among so many others that the transaction cannot list its keys. */
    private static void write(MemDb db, List<Step> steps, boolean many) {
        try (WriteTxn txn = db.write()) {
            for (int i = 0; many && i < MANY; i++) {
                txn.insert(People.PEOPLE, new Person("z" + i, "Zoe", null, "Zagreb"));
            }
            for (Step step : steps) {
                if (step.insert()) {
                    Person row = step.row();
                    txn.insert(
                            People.PEOPLE,
                            new Person(row.id(), row.name(), row.nick(), row.city(), row.tags(), row.meta()));
                } else {
                    txn.delete(People.PEOPLE, step.row());
                }
            }
            txn.commit();
        }
    }

    private static List<Boolean> changed(List<Read> reads, ReadTxn before, ReadTxn after) {
        List<Boolean> changed = new ArrayList<>();
        for (Read read : reads) {
            changed.add(!sameRows(read.of(before, null), read.of(after, null)));
        }
        return changed;
    }

    @SuppressWarnings("ReferenceEquality") // a row replaced by an equal one has changed
    private static boolean sameRows(Iterable<Person> left, Iterable<Person> right) {
        var rights = right.iterator();
        for (Person row : left) {
            if (!rights.hasNext() || rights.next() != row) {
                return false;
            }
        }
        return !rights.hasNext();
    }

    static boolean fired(WatchSet watch) {
        return watch.fired().toCompletableFuture().isDone();
    }

    static void assertNothingIsRegistered(MemDb db) {
        for (Index<Person, ?> index : People.PEOPLE.indexes()) {
            assertThat(db.watches(index).points()).as(index.name()).isZero();
        }
    }
}
