package io.curia.bench.memdb;

import io.curia.memdb.RadixEdit;
import io.curia.memdb.RadixTree;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.TreePMap;

/** The maps compared. */
final class Peers {
    private Peers() {}

    /** Makes a filled map by the name it has in the results. */
    static Peer of(String name, String[] keys) {
        return switch (name) {
            case "radix" -> new Radix(keys);
            case "java-treemap" -> new JavaTree(keys);
            case "vavr-treemap" -> new Vavr(keys, io.vavr.collection.TreeMap.empty());
            case "vavr-hashmap" -> new Vavr(keys, io.vavr.collection.HashMap.empty());
            case "pcollections-treepmap" -> new PCollections(keys, TreePMap.empty());
            case "pcollections-hashpmap" -> new PCollections(keys, HashTreePMap.empty());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static int count(Iterator<?> iterator) {
        int count = 0;
        while (iterator.hasNext()) {
            iterator.next();
            count++;
        }
        return count;
    }

    /** Ours. */
    private static final class Radix implements Peer {
        private final byte[][] keys;
        private final byte[][] prefixes;
        private final RadixTree<Object> tree;

        Radix(String[] texts) {
            keys = new byte[texts.length][];
            prefixes = new byte[texts.length][];
            RadixEdit<Object> edit = RadixTree.empty().edit();
            for (int i = 0; i < texts.length; i++) {
                keys[i] = texts[i].getBytes(StandardCharsets.UTF_8);
                prefixes[i] = Keys.prefix(texts[i]).getBytes(StandardCharsets.UTF_8);
                edit.put(keys[i], texts[i]);
            }
            tree = edit.build();
        }

        @Override
        public Object get(int key) {
            return tree.get(keys[key]);
        }

        @Override
        public Object put(int key, Object value) {
            return tree.put(keys[key], value);
        }

        @Override
        public Object putAll(int firstKey, int count, Object value) {
            RadixEdit<Object> edit = tree.edit();
            for (int i = 0; i < count; i++) {
                edit.put(keys[firstKey + i], value);
            }
            return edit.build();
        }

        @Override
        public int walkNeighbours(int key) {
            return count(tree.prefix(prefixes[key]).iterator());
        }
    }

    /** The JDK's, which is changed in place and has no versions: the bound of what a tree of keys can do. */
    private static final class JavaTree implements Peer {
        private final String[] keys;
        private final TreeMap<String, Object> map = new TreeMap<>();

        JavaTree(String[] keys) {
            this.keys = keys;
            for (String key : keys) {
                map.put(new String(key), key);
            }
        }

        @Override
        public Object get(int key) {
            return map.get(keys[key]);
        }

        @Override
        public Object put(int key, Object value) {
            return map.put(keys[key], value);
        }

        @Override
        public Object putAll(int firstKey, int count, Object value) {
            for (int i = 0; i < count; i++) {
                map.put(keys[firstKey + i], value);
            }
            return map;
        }

        @Override
        public int walkNeighbours(int key) {
            String prefix = Keys.prefix(keys[key]);
            return count(map.subMap(prefix, Keys.after(prefix)).values().iterator());
        }
    }

    /** Vavr's; neither of them can begin a walk at a key. */
    private static final class Vavr implements Peer {
        private final String[] keys;
        private final io.vavr.collection.Map<String, Object> map;

        Vavr(String[] keys, io.vavr.collection.Map<String, Object> empty) {
            this.keys = keys;
            io.vavr.collection.Map<String, Object> filling = empty;
            for (String key : keys) {
                filling = filling.put(new String(key), key);
            }
            map = filling;
        }

        @Override
        public Object get(int key) {
            return map.getOrElse(keys[key], null);
        }

        @Override
        public Object put(int key, Object value) {
            return map.put(keys[key], value);
        }

        @Override
        public Object putAll(int firstKey, int count, Object value) {
            io.vavr.collection.Map<String, Object> changed = map;
            for (int i = 0; i < count; i++) {
                changed = changed.put(keys[firstKey + i], value);
            }
            return changed;
        }

        @Override
        public int walkNeighbours(int key) {
            throw new UnsupportedOperationException();
        }
    }

    /** PCollections'. */
    private static final class PCollections implements Peer {
        private final String[] keys;
        private final PMap<String, Object> map;

        PCollections(String[] keys, PMap<String, Object> empty) {
            this.keys = keys;
            PMap<String, Object> filling = empty;
            for (String key : keys) {
                filling = filling.plus(new String(key), key);
            }
            map = filling;
        }

        @Override
        public Object get(int key) {
            return map.get(keys[key]);
        }

        @Override
        public Object put(int key, Object value) {
            return map.plus(keys[key], value);
        }

        @Override
        public Object putAll(int firstKey, int count, Object value) {
            PMap<String, Object> changed = map;
            for (int i = 0; i < count; i++) {
                changed = changed.plus(keys[firstKey + i], value);
            }
            return changed;
        }

        @Override
        public int walkNeighbours(int key) {
            String prefix = Keys.prefix(keys[key]);
            return count(((TreePMap<String, Object>) map)
                    .subMap(prefix, Keys.after(prefix))
                    .values()
                    .iterator());
        }
    }
}
