package io.curia.state;

import static io.curia.state.StoreFixture.OTHER_SESSION;
import static io.curia.state.StoreFixture.SESSION;
import static io.curia.state.StoreFixture.bytes;
import static io.curia.state.StoreFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.model.Tombstone;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KvEntriesWriteTest {
    private final StoreFixture kv = new StoreFixture();

    @Test
    void setCreatesAndReplaces() {
        kv.set(5, "k", "1");
        assertThat(kv.row("k")).isEqualTo(row("k", "1", 0, "", 5, 5));
        kv.set(7, "k", "2");
        assertThat(kv.row("k")).isEqualTo(row("k", "2", 0, "", 5, 7));
        assertThat(kv.index("kvs")).isEqualTo(7);
        assertThat(kv.index("tombstones")).isZero();
    }

    @Test
    void settingTheSameChangesNothing() {
        kv.set(5, "k", "1");
        kv.set(7, "k", "1");
        assertThat(kv.row("k").modifyIndex()).isEqualTo(5);
        assertThat(kv.index("kvs")).isEqualTo(5);
        kv.set(8, KvEntry.of(bytes("k"), bytes("1"), 42));
        assertThat(kv.row("k").modifyIndex()).isEqualTo(8);
        kv.set(9, "e", "");
        kv.set(10, KvEntry.of(bytes("e"), null, 0));
        assertThat(kv.row("e").modifyIndex()).isEqualTo(9);
    }

    @Test
    void theIndexesOfTheRequestAreNotStored() {
        kv.set(5, new KvEntry(bytes("k"), null, 0, 0, "", 98, 99));
        assertThat(kv.row("k")).isEqualTo(row("k", "", 0, "", 5, 5));
    }

    @Test
    void keysDifferByCaseAndMayBeAnyBytes() {
        var odd = ByteString.wrap(new byte[] {0, -1, 'k'});
        kv.set(1, "k", "lower");
        kv.set(2, "K", "upper");
        kv.set(3, KvEntry.of(odd, null, -1));
        assertThat(kv.row("K").value()).isEqualTo(bytes("upper"));
        assertThat(kv.list("").value()).extracting(KvEntry::key).containsExactly(odd, bytes("K"), bytes("k"));
    }

    @Test
    void anEmptyKeyIsRefused() {
        refused("Must provide key", () -> kv.set(1, "", "v"));
        refused("Must provide key", () -> kv.cas(1, "", "v", 0));
        assertThat(kv.index("kvs")).isZero();
    }

    @Test
    void setKeepsTheHolderOfTheLockAndTakesTheLockIndexOfTheRequest() {
        kv.acquire(5, "k", "1", SESSION);
        kv.set(6, "k", "2");
        assertThat(kv.row("k")).isEqualTo(row("k", "2", 0, SESSION, 5, 6));
        kv.set(7, new KvEntry(bytes("k"), bytes("2"), 0, 3, OTHER_SESSION, 0, 0));
        assertThat(kv.row("k")).isEqualTo(row("k", "2", 3, SESSION, 5, 7));
    }

    @Test
    void aNewKeyHasNoHolderWhateverTheRequestSays() {
        kv.set(5, StoreFixture.entry("k", "1", 0, SESSION));
        assertThat(kv.row("k").session()).isEmpty();
    }

    @Test
    void casWithZeroCreatesOnly() {
        assertThat(kv.cas(5, "k", "1", 0)).isTrue();
        assertThat(kv.cas(6, "k", "2", 0)).isFalse();
        assertThat(kv.row("k")).isEqualTo(row("k", "1", 0, "", 5, 5));
        assertThat(kv.index("kvs")).isEqualTo(5);
    }

    @Test
    void casWithAnIndexReplacesOnly() {
        assertThat(kv.cas(5, "k", "1", 4)).isFalse();
        assertThat(kv.row("k")).isNull();
        kv.set(6, "k", "1");
        assertThat(kv.cas(7, "k", "2", 5)).isFalse();
        assertThat(kv.cas(8, "k", "2", 6)).isTrue();
        assertThat(kv.row("k")).isEqualTo(row("k", "2", 0, "", 6, 8));
    }

    @Test
    void casToTheSameSucceedsAndChangesNothing() {
        kv.set(6, "k", "1");
        assertThat(kv.cas(9, "k", "1", 6)).isTrue();
        assertThat(kv.row("k").modifyIndex()).isEqualTo(6);
        assertThat(kv.index("kvs")).isEqualTo(6);
    }

    @Test
    void deleteLeavesATombstone() {
        kv.set(5, "k", "1");
        kv.delete(6, "k");
        assertThat(kv.row("k")).isNull();
        assertTombstones(new Tombstone(bytes("k"), 6));
        assertThat(kv.index("kvs")).isEqualTo(6);
        assertThat(kv.index("tombstones")).isEqualTo(6);
    }

    @Test
    void deletingNothingChangesNothing() {
        kv.set(5, "k", "1");
        kv.delete(6, "other");
        kv.delete(7, "");
        kv.deleteTree(8, "other");
        assertTombstones();
        assertThat(kv.index("kvs")).isEqualTo(5);
        assertThat(kv.index("tombstones")).isZero();
    }

    @Test
    void aKeyMadeAgainStartsAnew() {
        kv.set(5, "k", "1");
        kv.delete(6, "k");
        kv.set(7, "k", "1");
        assertThat(kv.row("k")).isEqualTo(row("k", "1", 0, "", 7, 7));
        kv.delete(8, "k");
        assertTombstones(new Tombstone(bytes("k"), 8));
    }

    @Test
    void deleteCasOfAnAbsentKeyIsTrueAndChangesNothing() {
        assertThat(kv.deleteCas(5, "k", 3)).isTrue();
        assertThat(kv.deleteCas(6, "k", 0)).isTrue();
        assertThat(kv.index("kvs")).isZero();
    }

    @Test
    void deleteCasNeedsTheIndex() {
        kv.set(5, "k", "1");
        assertThat(kv.deleteCas(6, "k", 4)).isFalse();
        assertThat(kv.deleteCas(6, "k", 0)).isFalse();
        assertThat(kv.row("k")).isNotNull();
        assertThat(kv.deleteCas(7, "k", 5)).isTrue();
        assertThat(kv.row("k")).isNull();
        assertTombstones(new Tombstone(bytes("k"), 7));
    }

    @Test
    void deleteTreeLeavesOneTombstoneForAll() {
        kv.set(1, "a", "");
        kv.set(2, "a/1", "");
        kv.set(3, "a/2", "");
        kv.set(4, "b", "");
        kv.deleteTree(5, "a/");
        assertThat(kv.keys("", "").value()).containsExactly("a", "b");
        assertTombstones(new Tombstone(bytes("a/"), 5));
        assertThat(kv.index("kvs")).isEqualTo(5);
        assertThat(kv.index("tombstones")).isEqualTo(5);
    }

    @Test
    void deleteTreeOfEverythingLeavesNoTombstone() {
        kv.set(1, "a", "");
        kv.set(2, "b", "");
        kv.deleteTree(5, "");
        assertThat(kv.keys("", "").value()).isEmpty();
        assertTombstones();
        assertThat(kv.index("kvs")).isEqualTo(5);
        assertThat(kv.index("tombstones")).isZero();
    }

    @Test
    void locksNeedASessionThatExists() {
        refused("missing session", () -> kv.lock(1, "k", "", ""));
        refused("failed session lookup: index error: UUID must be 36 characters", () -> kv.lock(1, "k", "", "nobody"));
        refused("invalid session \"" + SESSION + "\"", () -> kv.lock(1, "k", "", SESSION));
        assertThat(kv.row("k")).isNull();
    }

    @Test
    void locksCountHowOftenTheyWereTaken() {
        assertThat(kv.acquire(5, "k", "1", SESSION)).isTrue();
        assertThat(kv.row("k")).isEqualTo(row("k", "1", 1, SESSION, 5, 5));
        assertThat(kv.acquire(6, "k", "2", OTHER_SESSION)).isFalse();
        assertThat(kv.row("k").modifyIndex()).isEqualTo(5);
        assertThat(kv.unlock(7, "k", "3", SESSION)).isTrue();
        assertThat(kv.row("k")).isEqualTo(row("k", "3", 1, "", 5, 7));
        assertThat(kv.acquire(8, "k", "4", OTHER_SESSION)).isTrue();
        assertThat(kv.row("k")).isEqualTo(row("k", "4", 2, OTHER_SESSION, 5, 8));
        assertThat(kv.index("kvs")).isEqualTo(8);
    }

    @Test
    void theHolderMayLockAgainAndChangeTheValue() {
        kv.acquire(5, "k", "1", SESSION);
        assertThat(kv.acquire(6, "k", "1", SESSION)).isTrue();
        assertThat(kv.row("k").modifyIndex()).isEqualTo(5);
        assertThat(kv.index("kvs")).isEqualTo(5);
        assertThat(kv.acquire(7, "k", "2", SESSION)).isTrue();
        assertThat(kv.row("k")).isEqualTo(row("k", "2", 1, SESSION, 5, 7));
    }

    @Test
    void onlyTheHolderUnlocks() {
        refused("missing session", () -> kv.unlock(1, "k", "", ""));
        assertThat(kv.unlock(2, "k", "", SESSION)).isFalse();
        kv.set(3, "k", "1");
        assertThat(kv.unlock(4, "k", "2", SESSION)).isFalse();
        kv.acquire(5, "k", "2", SESSION);
        assertThat(kv.unlock(6, "k", "3", OTHER_SESSION)).isFalse();
        assertThat(kv.unlock(7, "k", "3", "nobody")).isFalse();
        assertThat(kv.row("k")).isEqualTo(row("k", "2", 1, SESSION, 3, 5));
        assertThat(kv.index("kvs")).isEqualTo(5);
    }

    private void assertTombstones(Tombstone... expected) {
        assertThat(Tombstones.all(kv.store.read())).containsExactly(expected);
    }

    private static void refused(String message, ThrowingCallable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write).withMessage(message);
    }
}
