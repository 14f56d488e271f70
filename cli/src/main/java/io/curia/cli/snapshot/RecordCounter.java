package io.curia.cli.snapshot;

import io.curia.codec.MsgpackReader;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the records of a state that it is shown one by one. Not thread-safe. */
final class RecordCounter implements StateRecords.Visitor {
    private static final int KVS = 2;
    private static final Comparator<Tally> LARGEST_FIRST =
            Comparator.comparingLong(Tally::bytes).reversed().thenComparing(Tally::name);

    private final KeyGrouping grouping;
    private final Map<String, Tally> types = new HashMap<>();
    private final Map<String, Tally> keys = new HashMap<>();
    private long stateBytes;

    RecordCounter(KeyGrouping grouping) {
        this.grouping = grouping;
    }

    @Override
    public void record(int type, String name, MsgpackReader value, long bytes) {
        stateBytes += bytes;
        types.put(name, types.getOrDefault(name, Tally.none(name)).plus(bytes));
        if (type == KVS && grouping.wanted()) {
            countKey(key(value), bytes);
        }
    }

    /** The counts by type, the largest first. */
    List<Tally> types() {
        return types.values().stream().sorted(LARGEST_FIRST).toList();
    }

    /** The counts by groups of keys, the largest first. */
    List<Tally> keys() {
        return keys.values().stream().sorted(LARGEST_FIRST).toList();
    }

    /** How many bytes all records have, the header counted in. */
    long stateBytes() {
        return stateBytes;
    }

    private void countKey(String key, long bytes) {
        if (grouping.covers(key)) {
            String group = grouping.group(key);
            keys.put(group, keys.getOrDefault(group, Tally.none(group)).plus(bytes));
        }
    }

    private static String key(MsgpackReader entry) {
        int fields = entry.mapHeader();
        for (int i = 0; i < fields; i++) {
            if (entry.string().equals("Key")) {
                return entry.string();
            }
            entry.skip();
        }
        return "";
    }
}
