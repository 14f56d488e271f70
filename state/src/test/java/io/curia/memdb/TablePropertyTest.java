package io.curia.memdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.memdb.People.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Through all its indexes a table shows exactly the rows that a sorted map of them holds. */
class TablePropertyTest {
    private static final int TRIES = 150;
    private static final List<String> CITIES = List.of("London", "Lond", "Paris");
    private static final List<String> NAMES = List.of("Ann", "ann", "An", "Bob");
    private static final List<String> TAGS = List.of("x", "xy", "y");

    /** One step of a transaction. */
    sealed interface Step {
        /** Upserts a row. */
        record Insert(Person row) implements Step {}

        /** Deletes by id. */
        record Delete(Person row) implements Step {}

        /** Deletes by a prefix of ids. */
        record DeletePrefix(String prefix) implements Step {}

        /** Ends the transaction and begins another. */
        record End(boolean commit) implements Step {}
    }

    @Provide
    Arbitrary<Person> people() {
        Arbitrary<String> ids =
                Arbitraries.strings().withChars("aAb").ofMinLength(1).ofMaxLength(3);
        Arbitrary<Map<String, String>> meta = Arbitraries.maps(Arbitraries.of("k", "kk"), Arbitraries.of("v", "w", ""))
                .ofMaxSize(2);
        return Combinators.combine(
                        ids,
                        Arbitraries.of(NAMES).injectNull(0.3),
                        Arbitraries.of("1", "2", "12").injectNull(0.6),
                        Arbitraries.of(CITIES),
                        Arbitraries.of(TAGS).list().ofMaxSize(3),
                        meta)
                .as(Person::new);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(12, people().map(Step.Insert::new)),
                Tuple.of(4, people().map(Step.Delete::new)),
                Tuple.of(1, Arbitraries.of("", "a", "b", "AB").map(Step.DeletePrefix::new)),
                Tuple.of(2, Arbitraries.of(true, true, true, false).map(Step.End::new)));
        return step.list().ofMaxSize(60);
    }

    @Property(tries = TRIES)
    void aTableIsASortedMapWithIndexes(@ForAll("steps") List<Step> steps) {
        MemDb db = new MemDb(List.of(People.PEOPLE), Runnable::run);
        NavigableMap<String, Person> committed = new TreeMap<>();
        NavigableMap<String, Person> present = new TreeMap<>();
        List<ReadTxn> reads = new ArrayList<>();
        List<NavigableMap<String, Person>> models = new ArrayList<>();
        WriteTxn txn = db.write();
        for (Step step : steps) {
            if (step instanceof Step.End end) {
                if (end.commit()) {
                    txn.commit();
                    committed = present;
                } else {
                    txn.abort();
                }
                present = new TreeMap<>(committed);
                reads.add(db.read());
                models.add(committed);
                txn = db.write();
            } else {
                change(step, txn, present);
            }
        }
        assertShows(txn, present);
        assertShows(db.read(), committed);
        txn.abort();
        for (int i = 0; i < reads.size(); i++) {
            assertShows(reads.get(i), models.get(i));
        }
    }

    private static void change(Step step, WriteTxn txn, NavigableMap<String, Person> model) {
        if (step instanceof Step.Insert insert) {
            insert(txn, insert.row(), model);
        } else if (step instanceof Step.Delete delete) {
            boolean there = model.remove(lower(delete.row().id())) != null;
            assertThat(txn.delete(People.PEOPLE, delete.row())).isEqualTo(there);
        } else if (step instanceof Step.DeletePrefix delete) {
            int before = model.size();
            model.keySet().removeIf(id -> id.startsWith(lower(delete.prefix())));
            assertThat(txn.deletePrefix(People.ID, delete.prefix())).isEqualTo(before - model.size());
        }
    }

    private static void insert(WriteTxn txn, Person row, NavigableMap<String, Person> model) {
        String id = lower(row.id());
        boolean clash = row.nick() != null
                && model.values().stream()
                        .anyMatch(other -> row.nick().equals(other.nick())
                                && !lower(other.id()).equals(id));
        if (clash) {
            assertThatThrownBy(() -> txn.insert(People.PEOPLE, row))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("people")
                    .hasMessageContaining("nick");
        } else {
            assertThat(txn.insert(People.PEOPLE, row)).isSameAs(model.put(id, row));
        }
    }

    private static void assertShows(ReadTxn txn, NavigableMap<String, Person> model) {
        assertThat(txn.count(People.PEOPLE)).isEqualTo(model.size());
        assertThat(txn.heapBytes())
                .isEqualTo(model.values().stream().mapToLong(People::heapBytes).sum());
        assertThat(txn.scan(People.PEOPLE, null)).containsExactlyElementsOf(model.values());
        for (String prefix : List.of("", "a", "B", "ab")) {
            assertThat(txn.prefix(People.ID, prefix, null))
                    .containsExactlyElementsOf(
                            where(model, person -> lower(person.id()).startsWith(lower(prefix))));
            assertThat(txn.first(People.ID, "a" + prefix, null)).isSameAs(model.get("a" + lower(prefix)));
        }
        for (String name : NAMES) {
            assertThat(txn.all(People.NAME, name, null))
                    .containsExactlyElementsOf(where(model, person -> name.equals(person.name())));
            assertThat(txn.prefix(People.NAME, name, null))
                    .containsExactlyInAnyOrderElementsOf(where(
                            model,
                            person -> person.name() != null && person.name().startsWith(name)));
            assertThat(txn.all(People.LONDONERS, name, null))
                    .containsExactlyElementsOf(where(
                            model,
                            person ->
                                    name.equals(person.name()) && person.city().equals("London")));
        }
        assertThat(txn.first(People.NICK, "1", null))
                .isSameAs(firstOrNull(where(model, person -> Objects.equals("1", person.nick()))));
        assertThat(txn.all(People.NAMELESS, true, null))
                .containsExactlyElementsOf(where(model, person -> person.name() == null));
        for (String city : CITIES) {
            assertShowsCity(txn, city, model);
        }
        for (String tag : TAGS) {
            assertThat(txn.all(People.TAGS, tag, null)).containsExactlyElementsOf(where(model, person -> person.tags()
                    .contains(tag)));
        }
        assertThat(txn.all(People.META, Key2.of("k", ""), null)).containsExactlyElementsOf(where(model, person -> ""
                .equals(person.meta().get("k"))));
        assertThat(txn.prefix(People.META, Key2.of("k", null), null))
                .containsExactlyInAnyOrderElementsOf(
                        where(model, person -> person.meta().containsKey("k")));
    }

    private static void assertShowsCity(ReadTxn txn, String city, NavigableMap<String, Person> model) {
        List<Person> there = where(model, person -> person.city().equals(city));
        assertThat(txn.all(People.CITY, city, null)).containsExactlyElementsOf(there);
        assertThat(txn.first(People.CITY, city, null)).isSameAs(firstOrNull(there));
        assertThat(txn.prefix(People.CITY_NAME, Key2.of(city, null), null)).containsExactlyInAnyOrderElementsOf(there);
        assertThat(txn.prefix(People.CITY_NAME, Key2.of(city, "A"), null))
                .containsExactlyInAnyOrderElementsOf(where(
                        model,
                        person -> person.city().equals(city)
                                && person.name() != null
                                && lower(person.name()).startsWith("a")));
        assertThat(txn.all(People.CITY_NAME, Key2.of(city, ""), null))
                .containsExactlyElementsOf(where(model, person -> person.city().equals(city) && person.name() == null));
    }

    private static List<Person> where(Map<String, Person> model, Predicate<Person> test) {
        return model.values().stream().filter(test).toList();
    }

    private static Person firstOrNull(List<Person> people) {
        return people.isEmpty() ? null : people.get(0);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
