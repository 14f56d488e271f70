package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.memdb.Table;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.state.StateDiff.Rows;
import io.curia.state.StateDiff.TableDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StateDiffTest {
    private static StateStore store(Map<ByteString, Integer> rows) {
        var store = new StateStore(Runnable::run);
        try (var txn = store.write()) {
            rows.forEach((key, value) ->
                    txn.insert(KvTables.KVS, new KvEntry(key, ByteString.of("" + value), 0, 0, "", 1, 1)));
            txn.commit();
        }
        return store;
    }

    private static TableDiff kvs(StateStore present, StateStore next) {
        return StateDiff.between(present.read(), next.read()).stream()
                .filter(diff -> diff.table().equals("kvs"))
                .findFirst()
                .orElseThrow();
    }

    private static ByteString key(int n) {
        // keys that are beginnings of others, and bytes beyond 0x7f
        var bytes = new byte[1 + n % 3];
        java.util.Arrays.fill(bytes, (byte) (n * 7));
        return ByteString.copyOf(bytes);
    }

    private static Map<ByteString, Integer> rows(List<Integer> numbers) {
        var rows = new TreeMap<ByteString, Integer>();
        for (int n : numbers) {
            rows.put(key(n / 4), n % 4);
        }
        return rows;
    }

    @Property(tries = 500)
    void isWhatTheModelSays(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 800) Integer> old,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 800) Integer> fresh) {
        var before = rows(old);
        var after = rows(fresh);
        var added = new TreeSet<>(after.keySet());
        added.removeAll(before.keySet());
        var removed = new TreeSet<>(before.keySet());
        removed.removeAll(after.keySet());
        var both = new TreeSet<>(before.keySet());
        both.retainAll(after.keySet());
        var changed = new TreeSet<>(both);
        changed.removeIf(key -> before.get(key).equals(after.get(key)));

        assertThat(kvs(store(before), store(after)))
                .isEqualTo(new TableDiff(
                        "kvs", named(added), named(changed), named(removed), both.size() - changed.size()));
    }

    private static Rows named(Set<ByteString> keys) {
        return new Rows(
                keys.size(),
                keys.stream().limit(StateDiff.NAMED).map(PlainText::of).toList());
    }

    /** What is neither here nor there is derived from other tables, or stays inside the cluster. */
    @Test
    void everyTableThatArchivesCarryIsLookedAt() {
        var all = new ArrayList<Table<?>>(StateDiff.tables());
        assertThat(all).doesNotHaveDuplicates();
        all.addAll(List.of(
                SessionTables.CHECKS,
                UsageTables.USAGE,
                MeshTables.GATEWAY_SERVICES,
                MeshTables.TOPOLOGY,
                RestoreTables.CHUNKS));
        assertThat(all).containsExactlyInAnyOrderElementsOf(Schema.tables());
    }

    @Test
    void keysAreReadable() {
        assertThat(PlainText.of(ByteString.of("a/\u00fc/\ud83d\ude00"))).isEqualTo("a/\u00fc/\ud83d\ude00");
        assertThat(PlainText.of(ByteString.wrap(new byte[] {0, 'a', (byte) 0xff, (byte) 0xc3, '\\', 0x7f, '\n'})))
                .isEqualTo("\\x00a\\xff\\xc3\\x5c\\x7f\\x0a");
        assertThat(PlainText.of(ByteString.wrap(new byte[] {'a', (byte) 0xe2, (byte) 0x82})))
                .isEqualTo("a\\xe2\\x82");
        assertThat(PlainText.of(ByteString.EMPTY)).isEmpty();
    }
}
