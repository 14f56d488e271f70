package io.curia.state;

import static io.curia.state.StoreFixture.bytes;

import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The rules of the key/value store written down once more, over plain maps. */
final class KvModel {
    final TreeMap<ByteString, KvEntry> rows = new TreeMap<>();
    final TreeMap<ByteString, Long> tombstones = new TreeMap<>();
    long kvsIndex;
    long tombstonesIndex;

    long modifyIndex(String key) {
        var row = rows.get(bytes(key));
        return row == null ? 0 : row.modifyIndex();
    }

    boolean set(long index, String key, String value) {
        var old = rows.get(bytes(key));
        return put(index, key, value, 0, old == null ? "" : old.session());
    }

    boolean cas(long index, String key, String value, long expected) {
        return modifyIndex(key) == expected && set(index, key, value);
    }

    boolean delete(long index, String key) {
        return !rows.containsKey(bytes(key)) || bury(index, List.of(bytes(key)), bytes(key));
    }

    boolean deleteCas(long index, String key, long expected) {
        return !rows.containsKey(bytes(key)) || (modifyIndex(key) == expected && delete(index, key));
    }

    boolean deleteTree(long index, String prefix) {
        var start = bytes(prefix);
        return bury(
                index,
                rows.keySet().stream().filter(key -> key.startsWith(start)).toList(),
                start);
    }

    boolean lock(long index, String key, String value, String session) {
        var old = rows.get(bytes(key));
        if (old == null) {
            return put(index, key, value, 1, session);
        } else if (old.session().equals(session)) {
            return put(index, key, value, old.lockIndex(), session);
        }
        return old.session().isEmpty() && put(index, key, value, old.lockIndex() + 1, session);
    }

    boolean unlock(long index, String key, String value, String session) {
        var old = rows.get(bytes(key));
        return old != null && old.session().equals(session) && put(index, key, value, old.lockIndex(), "");
    }

    boolean reap(long upTo) {
        tombstones.values().removeIf(stone -> stone <= upTo);
        return true;
    }

    Indexed<KvEntry> get(ByteString key) {
        var row = rows.get(key);
        return new Indexed<>(row == null ? tablesIndex() : row.modifyIndex(), row);
    }

    Indexed<List<KvEntry>> list(ByteString prefix) {
        var found = rows.values().stream()
                .filter(row -> row.key().startsWith(prefix))
                .toList();
        var buried = tombstones.entrySet().stream()
                .filter(stone -> stone.getKey().startsWith(prefix))
                .mapToLong(stone -> stone.getValue());
        long max = LongStream.concat(found.stream().mapToLong(KvEntry::modifyIndex), buried)
                .max()
                .orElse(0);
        return new Indexed<>(prefix.isEmpty() || max == 0 ? tablesIndex() : max, found);
    }

    private long tablesIndex() {
        return Math.max(kvsIndex, tombstonesIndex);
    }

    private boolean put(long index, String key, String value, long lockIndex, String session) {
        var old = rows.get(bytes(key));
        long created = old == null ? index : old.createIndex();
        var row = new KvEntry(bytes(key), bytes(value), 0, lockIndex, session, created, index);
        if (old == null || !row.withIndexes(0, 0).equals(old.withIndexes(0, 0))) {
            rows.put(row.key(), row);
            kvsIndex = index;
        }
        return true;
    }

    private boolean bury(long index, List<ByteString> dead, ByteString stone) {
        if (!dead.isEmpty()) {
            dead.forEach(rows::remove);
            kvsIndex = index;
            if (!stone.isEmpty()) {
                tombstones.put(stone, index);
                tombstonesIndex = index;
            }
        }
        return true;
    }
}
