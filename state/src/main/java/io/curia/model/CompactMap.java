package io.curia.model;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * An immutable map from text, in the bytewise order of its keys, which is the order answers and encodings need. It takes
 * two arrays and no more, for every node, service and check may have some. Values may be null. Thread-safe.
 *
 * @param <V> the values
 */
public final class CompactMap<V> extends AbstractMap<String, V> {
    /** Texts in the order of their UTF-8 bytes. */
    public static final Comparator<String> BYTEWISE = CompactMap::compareBytewise;

    private static final CompactMap<?> EMPTY = new CompactMap<>(new String[0], new Object[0]);

    private final String[] keys;
    private final Object[] values;

    private CompactMap(String[] keys, Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /** A copy of a map, or null for null; a map that is one of these already is given back. */
    public static <V> Map<String, V> copyOf(Map<String, V> map) {
        if (map == null || map instanceof CompactMap<V>) {
            return map;
        } else if (map.isEmpty()) {
            return empty();
        }
        var keys = map.keySet().toArray(new String[0]);
        Arrays.sort(keys, BYTEWISE);
        var values = new Object[keys.length];
        Arrays.setAll(values, i -> map.get(keys[i]));
        return new CompactMap<>(keys, values);
    }

    /**
     * A copy of a map of values of any kind, with all maps within made compact and all lists unmodifiable; null for null.
     * The values are those that JSON and msgpack carry: null, {@link Boolean}, numbers, {@link String}, lists and maps.
     */
    public static Map<String, Object> deepCopyOf(Map<String, Object> map) {
        if (map == null) {
            return null;
        } else if (map.isEmpty()) {
            return empty();
        }
        var keys = map.keySet().toArray(new String[0]);
        Arrays.sort(keys, BYTEWISE);
        var values = new Object[keys.length];
        Arrays.setAll(values, i -> deep(map.get(keys[i])));
        return new CompactMap<>(keys, values);
    }

    @SuppressWarnings("unchecked") // there are no values
    private static <V> CompactMap<V> empty() {
        return (CompactMap<V>) EMPTY;
    }

    /** A value of any kind, made immutable. */
    @SuppressWarnings("unchecked") // the keys of such maps are texts
    static Object deep(Object value) {
        if (value instanceof Map<?, ?> map) {
            return deepCopyOf((Map<String, Object>) map);
        } else if (value instanceof List<?> list) {
            return list.stream().map(CompactMap::deep).toList();
        }
        return value;
    }

    @Override
    @SuppressWarnings("unchecked") // only values of this type go in
    public V get(Object key) {
        int at = find(key);
        return at < 0 ? null : (V) values[at];
    }

    @Override
    public boolean containsKey(Object key) {
        return find(key) >= 0;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new Entries();
    }

    private int find(Object key) {
        return key instanceof String text ? Arrays.binarySearch(keys, text, BYTEWISE) : -1;
    }

    /** UTF-16 order but for surrogates, which stand for characters above all others. */
    private static int compareBytewise(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean differ = Character.isSurrogate(x) != Character.isSurrogate(y);
                return differ == (x < y) ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    private final class Entries extends AbstractSet<Entry<String, V>> {
        @Override
        public int size() {
            return keys.length;
        }

        @Override
        public Iterator<Entry<String, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < keys.length;
                }

                @Override
                @SuppressWarnings("unchecked") // only values of this type go in
                public Entry<String, V> next() {
                    if (next == keys.length) {
                        throw new NoSuchElementException();
                    }
                    var entry = new SimpleImmutableEntry<>(keys[next], (V) values[next]);
                    next++;
                    return entry;
                }
            };
        }
    }
}
