package io.curia.memdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A radix tree does what a sorted map of the same keys does, and no version of it ever changes. */
class RadixTreePropertyTest {
    private static final int TRIES = 300;

    /** One change of a tree. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    sealed interface Change {
        /** Sets a key. */
        record Put(byte[] key, int value) implements Change {}

        /** Takes a key out. */
        record Remove(byte[] key) implements Change {}

        /** Takes all keys with a prefix out. */
        record RemovePrefix(byte[] prefix) implements Change {}

        /** Goes on with the built tree; for edits. */
        record Build() implements Change {}
    }

    @Provide
    Arbitrary<byte[]> keys() {
        // Few different bytes, so that keys share prefixes; 0x80 and 0xff show whether bytes compare as unsigned.
        Arbitrary<Byte> bytes = Arbitraries.of((byte) 0, (byte) 1, (byte) 'a', (byte) 'b', (byte) 0x80, (byte) 0xff);
        Arbitrary<byte[]> narrow = bytes.array(byte[].class).ofMaxSize(6);
        Arbitrary<byte[]> wide = Arbitraries.bytes().array(byte[].class).ofMaxSize(2);
        return Arbitraries.frequencyOf(Tuple.of(3, narrow), Tuple.of(1, wide));
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Change> puts = Combinators.combine(
                        keys(), Arbitraries.integers().between(0, 1000))
                .as(Change.Put::new);
        Arbitrary<Change> change = Arbitraries.frequencyOf(
                Tuple.of(10, puts),
                Tuple.of(4, keys().map(Change.Remove::new)),
                Tuple.of(1, keys().map(Change.RemovePrefix::new)),
                Tuple.of(2, Arbitraries.create(Change.Build::new)));
        return change.list().ofMaxSize(120);
    }

    @Property(tries = TRIES)
    void everyVersionStaysWhatItWas(@ForAll("changes") List<Change> changes) {
        RadixTree<Integer> tree = RadixTree.empty();
        TreeMap<byte[], Integer> model = new TreeMap<>(Arrays::compareUnsigned);
        List<RadixTree<Integer>> trees = new ArrayList<>();
        List<TreeMap<byte[], Integer>> models = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                tree = tree.put(put.key(), put.value());
            } else if (change instanceof Change.Remove remove) {
                tree = tree.remove(remove.key());
            } else if (change instanceof Change.RemovePrefix remove) {
                tree = tree.removePrefix(remove.prefix());
            }
            apply(change, model);
            trees.add(tree);
            models.add(new TreeMap<>(model));
        }
        for (int i = 0; i < trees.size(); i++) {
            assertSame(trees.get(i), models.get(i));
        }
    }

    @Property(tries = TRIES)
    void anEditDoesWhatSingleChangesDoAndLeavesWhatItBuiltAlone(@ForAll("changes") List<Change> changes) {
        RadixEdit<Integer> edit = RadixTree.<Integer>empty().edit();
        TreeMap<byte[], Integer> model = new TreeMap<>(Arrays::compareUnsigned);
        List<RadixTree<Integer>> trees = new ArrayList<>();
        List<TreeMap<byte[], Integer>> models = new ArrayList<>();
        for (Change change : changes) {
            Object expected = apply(change, model);
            Object actual = applyToEdit(change, edit);
            assertThat(actual).isEqualTo(expected);
            assertThat(edit.size()).isEqualTo(model.size());
            if (change instanceof Change.Build) {
                trees.add(edit.build());
                models.add(new TreeMap<>(model));
                edit = trees.size() % 2 == 0 ? edit : edit.build().edit();
            }
        }
        trees.add(edit.build());
        models.add(model);
        for (int i = 0; i < trees.size(); i++) {
            assertSame(trees.get(i), models.get(i));
        }
    }

    @Property(tries = TRIES)
    void twoEditsOfOneTreeDoNotTouchEachOther(
            @ForAll("changes") List<Change> base,
            @ForAll("changes") List<Change> left,
            @ForAll("changes") List<Change> right) {
        TreeMap<byte[], Integer> baseModel = new TreeMap<>(Arrays::compareUnsigned);
        RadixEdit<Integer> baseEdit = RadixTree.<Integer>empty().edit();
        base.forEach(change -> apply(change, baseModel));
        base.forEach(change -> applyToEdit(change, baseEdit));
        RadixTree<Integer> tree = baseEdit.build();
        RadixEdit<Integer> leftEdit = tree.edit();
        RadixEdit<Integer> rightEdit = tree.edit();
        TreeMap<byte[], Integer> leftModel = new TreeMap<>(baseModel);
        TreeMap<byte[], Integer> rightModel = new TreeMap<>(baseModel);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            if (i < left.size()) {
                apply(left.get(i), leftModel);
                applyToEdit(left.get(i), leftEdit);
            }
            if (i < right.size()) {
                apply(right.get(i), rightModel);
                applyToEdit(right.get(i), rightEdit);
            }
        }
        assertSame(tree, baseModel);
        assertSame(leftEdit.build(), leftModel);
        assertSame(rightEdit.build(), rightModel);
    }

    @Property(tries = TRIES)
    void searchesFindWhatASortedMapFinds(@ForAll("changes") List<Change> changes, @ForAll("keys") byte[] key) {
        TreeMap<byte[], Integer> model = new TreeMap<>(Arrays::compareUnsigned);
        RadixEdit<Integer> edit = RadixTree.<Integer>empty().edit();
        changes.forEach(change -> apply(change, model));
        changes.forEach(change -> applyToEdit(change, edit));
        RadixTree<Integer> tree = edit.build();

        assertThat(tree.get(key)).isEqualTo(model.get(key));
        assertThat(tree.from(key)).containsExactlyElementsOf(model.tailMap(key).values());
        assertThat(tree.prefix(key)).containsExactlyElementsOf(under(key, model).values());
        assertThat(tree.longestPrefix(key)).isEqualTo(longestPrefix(key, model));
        List<Integer> onTheWay = new ArrayList<>();
        tree.visitPrefixesOf(key, (length, value) -> {
            assertThat(model.get(Arrays.copyOf(key, length))).isEqualTo(value);
            onTheWay.add(length);
        });
        assertThat(onTheWay)
                .containsExactlyElementsOf(IntStream.rangeClosed(0, key.length)
                        .filter(length -> model.containsKey(Arrays.copyOf(key, length)))
                        .boxed()
                        .toList());
    }

    @Property(tries = TRIES)
    void treesAreTheSameUnderAPrefixExactlyIfTheirValuesAre(
            @ForAll("changes") List<Change> base, @ForAll("changes") List<Change> more, @ForAll("keys") byte[] key) {
        RadixEdit<Row> edit = RadixTree.<Row>empty().edit();
        applyRows(base, edit);
        RadixTree<Row> before = edit.build();
        applyRows(more.subList(0, Math.min(3, more.size())), edit);
        RadixTree<Row> after = edit.build();

        assertThat(after.sameUnder(key, before)).isEqualTo(sameRows(before.prefix(key), after.prefix(key)));
        assertThat(before.sameUnder(key, after)).isEqualTo(after.sameUnder(key, before));
    }

    /** A value with an identity. */
    private static final class Row {}

    private static void applyRows(List<Change> changes, RadixEdit<Row> edit) {
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                edit.put(put.key(), new Row());
            } else if (change instanceof Change.Remove remove) {
                edit.remove(remove.key());
            } else if (change instanceof Change.RemovePrefix remove) {
                edit.removePrefix(remove.prefix());
            }
        }
    }

    private static boolean sameRows(Iterable<Row> left, Iterable<Row> right) {
        Iterator<Row> lefts = left.iterator();
        Iterator<Row> rights = right.iterator();
        while (lefts.hasNext() && rights.hasNext()) {
            if (lefts.next() != rights.next()) {
                return false;
            }
        }
        return !lefts.hasNext() && !rights.hasNext();
    }

    private static Object apply(Change change, NavigableMap<byte[], Integer> model) {
        if (change instanceof Change.Put put) {
            return model.put(put.key(), put.value());
        } else if (change instanceof Change.Remove remove) {
            return model.remove(remove.key());
        } else if (change instanceof Change.RemovePrefix remove) {
            Map<byte[], Integer> gone = under(remove.prefix(), model);
            model.keySet().removeAll(gone.keySet());
            return gone.size();
        }
        return null;
    }

    private static Object applyToEdit(Change change, RadixEdit<Integer> edit) {
        if (change instanceof Change.Put put) {
            return edit.put(put.key(), put.value());
        } else if (change instanceof Change.Remove remove) {
            return edit.remove(remove.key());
        } else if (change instanceof Change.RemovePrefix remove) {
            return edit.removePrefix(remove.prefix());
        }
        return null;
    }

    private static NavigableMap<byte[], Integer> under(byte[] prefix, NavigableMap<byte[], Integer> model) {
        TreeMap<byte[], Integer> found = new TreeMap<>(Arrays::compareUnsigned);
        model.forEach((key, value) -> {
            if (key.length >= prefix.length && Arrays.equals(Arrays.copyOf(key, prefix.length), prefix)) {
                found.put(key, value);
            }
        });
        return found;
    }

    private static Integer longestPrefix(byte[] key, NavigableMap<byte[], Integer> model) {
        for (int length = key.length; length >= 0; length--) {
            Integer value = model.get(Arrays.copyOf(key, length));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static void assertSame(RadixTree<Integer> tree, NavigableMap<byte[], Integer> model) {
        assertThat(tree.size()).isEqualTo(model.size());
        assertThat(tree.values()).containsExactlyElementsOf(model.values());
        model.forEach((key, value) -> assertThat(tree.get(key)).isEqualTo(value));
    }
}
