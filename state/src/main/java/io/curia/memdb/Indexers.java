package io.curia.memdb;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * Indexers by accessor. A null or empty value is a missing key, unless said otherwise. Keys follow the state store's rules:
 * text is UTF-8 with a 0x00 after it, a UUID is 16 raw bytes, a number is big-endian.
 */
public final class Indexers {
    private static final byte[] FALSE = {0};
    private static final byte[] TRUE = {1};
    private static final byte[] EMPTY_TEXT = {0};

    private Indexers() {}

    /** Text as it is. A prefix query is a prefix of the text. */
    public static <T> Indexer<T, String> string(Function<T, String> value) {
        return text(value, UnaryOperator.identity(), false);
    }

    /** Text in lower case, in rows and in queries. A prefix query is a prefix of the text. */
    public static <T> Indexer<T, String> lowerCase(Function<T, String> value) {
        return text(value, Indexers::lower, false);
    }

    /** As {@link #string}, where null and the empty text are a key like any other. */
    public static <T> Indexer<T, String> stringOrEmpty(Function<T, String> value) {
        return text(value, UnaryOperator.identity(), true);
    }

    /** As {@link #lowerCase}, where null and the empty text are a key like any other. */
    public static <T> Indexer<T, String> lowerCaseOrEmpty(Function<T, String> value) {
        return text(value, Indexers::lower, true);
    }

    private static <T> Indexer<T, String> text(
            Function<T, String> value, UnaryOperator<String> form, boolean emptyIsKey) {
        return Indexer.<T, String>of(
                        (row, out) -> {
                            String text = value.apply(row);
                            if (text != null && !text.isEmpty()) {
                                out.key(terminated(form.apply(text)));
                            } else if (emptyIsKey) {
                                out.key(EMPTY_TEXT);
                            }
                        },
                        query -> terminated(form.apply(query)),
                        query -> utf8(form.apply(query)))
                .delimited();
    }

    /**
     * A UUID as its 16 bytes. A query that is not 36 characters long is an {@link IllegalArgumentException}; a prefix query
     * is a beginning of hexadecimal digits with or without dashes, of which an odd last one is dropped.
     */
    public static <T> Indexer<T, String> uuid(Function<T, String> value) {
        return Indexer.<T, String>of(
                        (row, out) -> {
                            String uuid = value.apply(row);
                            if (uuid != null && !uuid.isEmpty()) {
                                out.key(UuidKey.exact(uuid));
                            }
                        },
                        UuidKey::exact,
                        UuidKey::prefix)
                .delimited();
    }

    /** Many UUIDs, each a key. */
    public static <T> Indexer<T, String> uuids(Function<T, ? extends Collection<String>> values) {
        return Indexer.<T, String>of(
                        (row, out) -> {
                            for (String uuid : orNone(values.apply(row))) {
                                out.key(UuidKey.exact(uuid));
                            }
                        },
                        UuidKey::exact,
                        UuidKey::prefix)
                .delimited();
    }

    /** One byte, 0 or 1; a null is missing. Takes no prefix queries. */
    public static <T> Indexer<T, Boolean> bool(Function<T, Boolean> value) {
        return Indexer.<T, Boolean>of(
                        (row, out) -> {
                            Boolean truth = value.apply(row);
                            if (truth != null) {
                                out.key(truth(truth));
                            }
                        },
                        Indexers::truth)
                .delimited();
    }

    /** One byte: whether the row passes the test. Takes no prefix queries. */
    public static <T> Indexer<T, Boolean> conditional(Predicate<T> test) {
        return bool(test::test);
    }

    /** Eight bytes, big-endian, so that order is by unsigned value; a null is missing. Takes no prefix queries. */
    public static <T> Indexer<T, Long> int64(Function<T, Long> value) {
        return Indexer.<T, Long>of(
                        (row, out) -> {
                            Long number = value.apply(row);
                            if (number != null) {
                                out.key(bigEndian(number));
                            }
                        },
                        Indexers::bigEndian)
                .delimited();
    }

    /** As {@link #int64}, of a number that is always there. */
    public static <T> Indexer<T, Long> number(ToLongFunction<T> value) {
        return int64(row -> value.applyAsLong(row));
    }

    /** Raw bytes without a terminator, so that a prefix query is any prefix of the bytes. */
    public static <T, Q> Indexer<T, Q> bytes(Function<T, Q> value, Function<Q, byte[]> toBytes) {
        return Indexer.of(
                (row, out) -> {
                    Q held = value.apply(row);
                    byte[] key = held == null ? Bytes.NONE : toBytes.apply(held);
                    if (key.length > 0) {
                        out.key(key);
                    }
                },
                toBytes::apply,
                toBytes::apply);
    }

    /** Raw bytes without a terminator, so that a prefix query is any prefix of the bytes. */
    public static <T> Indexer<T, byte[]> bytes(Function<T, byte[]> value) {
        return bytes(value, Function.identity());
    }

    /** Many texts, each a key as {@link #string} makes it. */
    public static <T> Indexer<T, String> strings(Function<T, ? extends Collection<String>> values) {
        return texts(values, UnaryOperator.identity());
    }

    /** Many texts, each a key as {@link #lowerCase} makes it. */
    public static <T> Indexer<T, String> lowerCases(Function<T, ? extends Collection<String>> values) {
        return texts(values, Indexers::lower);
    }

    private static <T> Indexer<T, String> texts(
            Function<T, ? extends Collection<String>> values, UnaryOperator<String> form) {
        return Indexer.<T, String>of(
                        (row, out) -> {
                            for (String text : orNone(values.apply(row))) {
                                out.key(terminated(form.apply(text)));
                            }
                        },
                        query -> terminated(form.apply(query)),
                        query -> utf8(form.apply(query)))
                .delimited();
    }

    /**
     * Each entry of a map, key and value, as one index key of two parts. A prefix query's value may be null, for all values
     * of the map key.
     */
    public static <T> Indexer<T, Key2<String, String>> entries(Function<T, Map<String, String>> map) {
        return Indexer.<T, Key2<String, String>>of(
                        (row, out) -> {
                            Map<String, String> entries = map.apply(row);
                            if (entries != null) {
                                entries.forEach(
                                        (key, value) -> out.key(Bytes.concat(terminated(key), terminated(value))));
                            }
                        },
                        query -> Bytes.concat(terminated(query.first()), terminated(query.second())),
                        query -> {
                            byte[] key = query.first() == null ? Bytes.NONE : terminated(query.first());
                            return query.second() == null ? key : Bytes.concat(key, utf8(query.second()));
                        })
                .delimited();
    }

    /** Two parts, one after the other; missing if either is. Many-valued parts give every combination. */
    public static <T, A, B> Indexer<T, Key2<A, B>> compound(Indexer<T, A> first, Indexer<T, B> second) {
        Indexer<T, A> head = first.madeDelimited();
        Indexer<T, Key2<A, B>> both = Indexer.of(
                (row, out) -> head.write(row, a -> second.write(row, b -> out.key(Bytes.concat(a, b)))),
                query -> Bytes.concat(head.read(query.first()), second.read(query.second())),
                query -> {
                    if (query.first() == null) {
                        return requireNoPart(query.second());
                    }
                    byte[] key = head.read(query.first());
                    return query.second() == null ? key : Bytes.concat(key, second.prefix(query.second()));
                });
        return second.isDelimited() ? both.delimited() : both;
    }

    /** Three parts, one after the other; missing if any is. Many-valued parts give every combination. */
    public static <T, A, B, C> Indexer<T, Key3<A, B, C>> compound(
            Indexer<T, A> first, Indexer<T, B> second, Indexer<T, C> third) {
        Indexer<T, Key2<A, Key2<B, C>>> nested = compound(first, compound(second, third));
        Indexer<T, Key3<A, B, C>> all =
                Indexer.of(nested::write, query -> nested.read(nested(query)), query -> nested.prefix(nested(query)));
        return nested.isDelimited() ? all.delimited() : all;
    }

    private static <A, B, C> Key2<A, Key2<B, C>> nested(Key3<A, B, C> query) {
        boolean headOnly = query.second() == null && query.third() == null;
        return Key2.of(query.first(), headOnly ? null : Key2.of(query.second(), query.third()));
    }

    private static byte[] requireNoPart(Object part) {
        if (part != null) {
            throw new IllegalArgumentException("index error: a part after a missing one: " + part);
        }
        return Bytes.NONE;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] terminated(String text) {
        return Bytes.concat(utf8(text), EMPTY_TEXT);
    }

    private static byte[] truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    private static byte[] bigEndian(long value) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        return bytes;
    }

    private static <E> Collection<E> orNone(Collection<E> values) {
        return values == null ? List.of() : values;
    }
}
