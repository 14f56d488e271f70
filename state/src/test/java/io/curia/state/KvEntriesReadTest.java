package io.curia.state;

import static io.curia.state.StoreFixture.bytes;
import static io.curia.state.StoreFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.Tombstone;
import java.util.List;
import org.junit.jupiter.api.Test;

class KvEntriesReadTest {
    private final StoreFixture kv = new StoreFixture();

    @Test
    void nothingWrittenIsIndexZero() {
        assertThat(kv.get("k")).isEqualTo(new Indexed<>(0, null));
        assertThat(kv.list("")).isEqualTo(new Indexed<>(0, List.of()));
        assertThat(kv.list("a")).isEqualTo(new Indexed<>(0, List.of()));
    }

    @Test
    void getReturnsTheIndexOfTheRowOrOfTheTables() {
        kv.set(5, "a", "");
        kv.set(6, "b", "");
        assertThat(kv.get("a").index()).isEqualTo(5);
        assertThat(kv.get("c").index()).isEqualTo(6);
        kv.delete(7, "b");
        kv.set(8, "a", "x");
        assertThat(kv.get("b").index()).isEqualTo(8);
    }

    @Test
    void listOfEverythingReturnsTheIndexOfTheTables() {
        kv.set(5, "a", "");
        kv.set(6, "b", "");
        kv.delete(7, "b");
        assertThat(kv.list("")).isEqualTo(new Indexed<>(7, List.of(row("a", "", 0, "", 5, 5))));
    }

    @Test
    void listOfAPrefixReturnsTheGreatestIndexUnderIt() {
        kv.set(5, "a/1", "");
        kv.set(6, "a/2", "");
        kv.set(7, "a/1", "x");
        kv.set(8, "b", "");
        assertThat(kv.list("a/").index()).isEqualTo(7);
        assertThat(kv.list("a/2").index()).isEqualTo(6);
        kv.delete(9, "a/2");
        kv.set(10, "b", "x");
        assertThat(kv.list("a/").index()).isEqualTo(9);
        assertThat(kv.list("a/2").index()).isEqualTo(9);
    }

    @Test
    void listOfAPrefixThatWasNeverUsedReturnsTheIndexOfTheTables() {
        kv.set(5, "a", "");
        kv.delete(6, "a");
        kv.set(7, "b", "");
        assertThat(kv.list("zzz").index()).isEqualTo(7);
        assertThat(kv.list("a").index()).isEqualTo(6);
        kv.reap(6);
        assertThat(kv.list("a").index()).isEqualTo(7);
    }

    @Test
    void deletingATreeRaisesTheIndexOfListsAboveIt() {
        kv.set(4, "a/x/1", "");
        kv.set(5, "a/y", "");
        kv.deleteTree(6, "a/x/");
        kv.set(7, "b", "");
        assertThat(kv.list("a/").index()).isEqualTo(6);
        assertThat(kv.list("a/x/").index()).isEqualTo(6);
        assertThat(kv.list("a/y").index()).isEqualTo(5);
    }

    @Test
    void keysAreCutAfterTheFirstSeparatorPastThePrefix() {
        for (var key : List.of("a", "a/", "a/1", "a/2/x", "a/2/y", "a/3", "b/c", "b/d")) {
            kv.set(5, key, "");
        }
        assertThat(kv.keys("", "").value()).hasSize(8);
        assertThat(kv.keys("", "/").value()).containsExactly("a", "a/", "b/");
        assertThat(kv.keys("a/", "/").value()).containsExactly("a/", "a/1", "a/2/", "a/3");
        assertThat(kv.keys("a", "/").value()).containsExactly("a", "a/");
        assertThat(kv.keys("a/2", "/").value()).containsExactly("a/2/");
        assertThat(kv.keys("a/", "2/").value()).containsExactly("a/", "a/1", "a/2/", "a/3");
        assertThat(kv.keys("c", "/")).isEqualTo(new Indexed<>(5, List.of()));
    }

    @Test
    void keysReturnTheIndexOfTheList() {
        kv.set(5, "a/1", "");
        kv.set(6, "b", "");
        assertThat(kv.keys("a", "/").index()).isEqualTo(5);
        assertThat(kv.keys("", "/").index()).isEqualTo(6);
    }

    @Test
    void reapTakesTombstonesUpToAnIndexAndTouchesNoIndexRow() {
        for (var key : List.of("a", "b", "c")) {
            kv.set(1, key, "");
        }
        kv.delete(2, "a");
        kv.delete(3, "b");
        kv.delete(4, "c");
        kv.reap(3);
        assertThat(Tombstones.all(kv.store.read())).containsExactly(new Tombstone(bytes("c"), 4));
        assertThat(kv.index("tombstones")).isEqualTo(4);
        kv.reap(Long.MAX_VALUE);
        assertThat(Tombstones.all(kv.store.read())).isEmpty();
        assertThat(kv.index("tombstones")).isEqualTo(4);
        assertThat(kv.index("kvs")).isEqualTo(4);
    }

    @Test
    void indexRowsAreFoundWithoutRegardToCaseAndKeepIt() {
        kv.write(5, change -> change.bump("service.Web"));
        kv.write(4, change -> change.raise("service.web"));
        assertThat(kv.index("SERVICE.WEB")).isEqualTo(5);
        assertThat(Indexes.all(kv.store.read())).singleElement().satisfies(row -> assertThat(row.key())
                .isEqualTo("service.Web"));
        kv.write(6, change -> change.raise("service.web"));
        assertThat(kv.index("service.web")).isEqualTo(6);
    }

    @Test
    void theGreatestIndexOfTablesLeavesOtherRowsOut() {
        kv.write(50, change -> change.bump("service.web"));
        assertThat(Indexes.maxOfTables(kv.store.read())).isZero();
        kv.set(3, "k", "");
        assertThat(Indexes.maxOfTables(kv.store.read())).isEqualTo(3);
    }
}
