package io.curia.memdb;

import java.util.List;
import java.util.Map;

/** A table with every kind of index, for the tests. */
final class People {
    /**
     * A row.
     *
     * @param name null if missing
     * @param nick null or empty if missing; must be unique
     */
    record Person(String id, String name, String nick, String city, List<String> tags, Map<String, String> meta) {
        Person(String id, String name, String nick, String city) {
            this(id, name, nick, city, List.of(), Map.of());
        }
    }

    private static final Table.Builder<Person> BUILDER = Table.named("people");

    static final Index<Person, String> ID = BUILDER.uniqueIndex("id", Indexers.lowerCase(Person::id));
    static final Index<Person, String> NAME =
            BUILDER.index("name", Indexers.string(Person::name).allowMissing());
    static final Index<Person, String> NICK =
            BUILDER.uniqueIndex("nick", Indexers.string(Person::nick).allowMissing());
    static final Index<Person, String> CITY = BUILDER.index("city", Indexers.string(Person::city));
    static final Index<Person, Key2<String, String>> CITY_NAME = BUILDER.index(
            "city_name", Indexers.compound(Indexers.string(Person::city), Indexers.lowerCaseOrEmpty(Person::name)));
    static final Index<Person, String> TAGS =
            BUILDER.index("tags", Indexers.strings(Person::tags).allowMissing());
    static final Index<Person, Key2<String, String>> META =
            BUILDER.index("meta", Indexers.entries(Person::meta).allowMissing());
    static final Index<Person, Boolean> NAMELESS =
            BUILDER.index("nameless", Indexers.conditional(person -> person.name() == null));
    static final Index<Person, String> LONDONERS =
            BUILDER.index("londoners", Indexers.string(Person::name).when(person -> person.city()
                    .equals("London")));

    static final Table<Person> PEOPLE = BUILDER.heapBytes(People::heapBytes).build();

    private People() {}

    static long heapBytes(Person row) {
        return 100L
                + (row.name() == null ? 0 : row.name().length())
                + row.tags().size();
    }
}
