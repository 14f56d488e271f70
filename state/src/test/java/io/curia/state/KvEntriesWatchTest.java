package io.curia.state;

import static io.curia.state.StoreFixture.bytes;
import static io.curia.state.StoreFixture.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.memdb.WatchSet;
import org.junit.jupiter.api.Test;

class KvEntriesWatchTest {
    private final StoreFixture kv = new StoreFixture();

    @Test
    void aGetIsWokenByItsKeyAlone() {
        kv.set(1, "k", "1");
        var watch = get("k");
        kv.set(2, "k2", "1");
        kv.delete(3, "k2");
        assertThat(fired(watch)).isFalse();
        kv.set(4, "k", "2");
        assertThat(fired(watch)).isTrue();
    }

    @Test
    void aGetOfAnAbsentKeyIsWokenWhenItIsMade() {
        var watch = get("new");
        kv.set(5, "newer", "");
        assertThat(fired(watch)).isFalse();
        kv.set(6, "new", "");
        assertThat(fired(watch)).isTrue();
    }

    @Test
    void aListIsWokenByWhateverIsUnderItsPrefix() {
        kv.set(1, "a/1", "");
        var watch = new WatchSet();
        KvEntries.list(kv.store.read(), bytes("a/"), watch);
        kv.set(2, "a", "");
        kv.set(3, "b", "");
        assertThat(fired(watch)).isFalse();
        kv.deleteTree(4, "a/1");
        assertThat(fired(watch)).isTrue();
    }

    @Test
    void keysOfEverythingAreWokenByAnyWrite() {
        var watch = new WatchSet();
        KvEntries.keys(kv.store.read(), bytes(""), bytes("/"), watch);
        kv.set(5, "c", "");
        assertThat(fired(watch)).isTrue();
    }

    @Test
    void aWriteThatChangesNothingWakesNobody() {
        kv.set(1, "k", "1");
        var watch = get("k");
        kv.set(2, "k", "1");
        kv.cas(3, "k", "2", 9);
        kv.deleteCas(4, "k", 9);
        assertThat(fired(watch)).isFalse();
    }

    @Test
    void anAbandonedStateWakesWhateverWatchesIt() {
        var watch = get("k");
        watch.watch(kv.store.abandoned());
        kv.store.abandon();
        assertThat(fired(watch)).isTrue();
        var late = get("k");
        late.watch(kv.store.abandoned());
        assertThat(fired(late)).isTrue();
    }

    private WatchSet get(String key) {
        var watch = new WatchSet();
        KvEntries.get(kv.store.read(), bytes(key), watch);
        return watch;
    }
}
