package io.curia.state;

import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.model.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** A state store driven with plain texts; each write is a transaction of its own, as a command's is. */
final class StoreFixture {
    static final String SESSION = "01234567-89ab-cdef-0123-456789abcdef";
    static final String OTHER_SESSION = "11234567-89ab-cdef-0123-456789abcdef";

    final StateStore store = new StateStore(Runnable::run);

    <T> T answered(long index, Function<Change, T> body) {
        try (var txn = store.write()) {
            var change = new Change(txn, index, store);
            var result = body.apply(change);
            change.commit();
            return result;
        }
    }

    void write(long index, Consumer<Change> body) {
        answered(index, change -> {
            body.accept(change);
            return null;
        });
    }

    void set(long index, String key, String value) {
        set(index, entry(key, value, 0, ""));
    }

    void set(long index, KvEntry entry) {
        write(index, change -> KvEntries.set(change, entry));
    }

    boolean cas(long index, String key, String value, long expected) {
        return answered(index, change -> KvEntries.cas(change, entry(key, value, expected, "")));
    }

    void delete(long index, String key) {
        write(index, change -> KvEntries.delete(change, bytes(key)));
    }

    boolean deleteCas(long index, String key, long expected) {
        return answered(index, change -> KvEntries.deleteCas(change, bytes(key), expected));
    }

    void deleteTree(long index, String prefix) {
        write(index, change -> KvEntries.deleteTree(change, bytes(prefix)));
    }

    boolean lock(long index, String key, String value, String session) {
        return answered(index, change -> KvEntries.lock(change, entry(key, value, 0, session)));
    }

    /** As {@link #lock} after making sure that the session exists. */
    boolean acquire(long index, String key, String value, String session) {
        write(0, change -> Sessions.restore(change, Session.of(session, "n", null)));
        return lock(index, key, value, session);
    }

    boolean unlock(long index, String key, String value, String session) {
        return answered(index, change -> KvEntries.unlock(change, entry(key, value, 0, session)));
    }

    void reap(long upTo) {
        write(0, change -> Tombstones.reap(change, upTo));
    }

    KvEntry row(String key) {
        return get(key).value();
    }

    Indexed<KvEntry> get(String key) {
        return KvEntries.get(store.read(), bytes(key), null);
    }

    Indexed<List<KvEntry>> list(String prefix) {
        var rows = KvEntries.list(store.read(), bytes(prefix), null);
        return new Indexed<>(rows.index(), collected(rows.value()));
    }

    Indexed<List<String>> keys(String prefix, String separator) {
        var keys = KvEntries.keys(store.read(), bytes(prefix), bytes(separator), null);
        return new Indexed<>(
                keys.index(),
                collected(keys.value()).stream().map(ByteString::toString).toList());
    }

    private static <T> List<T> collected(Iterable<T> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    long index(String key) {
        return Indexes.get(store.read(), key, null);
    }

    static boolean fired(WatchSet watch) {
        return watch.fired().toCompletableFuture().isDone();
    }

    static KvEntry entry(String key, String value, long modifyIndex, String session) {
        return new KvEntry(bytes(key), bytes(value), 0, 0, session, 0, modifyIndex);
    }

    static KvEntry row(String key, String value, long lockIndex, String session, long created, long modified) {
        return new KvEntry(bytes(key), bytes(value), 0, lockIndex, session, created, modified);
    }

    static ByteString bytes(String text) {
        return ByteString.of(text);
    }
}
