package io.curia.bench.snapshot;

import io.curia.model.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The rows that are measured with, the same ones at every run and for every server they are compared on. The first half
 * of each value is random bytes, which do not compress; the second half is words, which do. Immutable, thread-safe.
 */
public final class Rows {
    private static final int MOST_SETS = 64;
    private static final int TXN_BYTES = 64 * 1024;
    private static final String[] WORDS = {
        "address", "backup", "cluster", "database", "enabled", "follower", "gateway", "healthy", "instance", "journal",
        "leader", "maximum", "network", "optional", "primary", "quorum", "replica", "service", "timeout", "upstream",
        "version", "weight", "zone", "true", "false", "10.0.0.1", "8080", "30s", "\": \"", "\",\n  \""
    };

    private final int count;
    private final int valueBytes;
    private final byte[] text;

    /**
     * @param count how many rows
     * @param valueBytes length of each value
     */
    public Rows(int count, int valueBytes) {
        this.count = count;
        this.valueBytes = valueBytes;
        this.text = text(64 * 1024 + valueBytes);
    }

    private static byte[] text(int length) {
        var random = new SplittableRandom(1);
        var words = new StringBuilder(length + 32);
        while (words.length() < length) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return words.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Length of each value. */
    public int valueBytes() {
        return valueBytes;
    }

    /** How many rows are set by one transaction, so that it stays small enough for every server. */
    public int perTxn() {
        return Math.max(1, Math.min(MOST_SETS, TXN_BYTES / Math.max(1, valueBytes)));
    }

    /** How many transactions it takes to set all. */
    public int txns() {
        return (count + perTxn() - 1) / perTxn();
    }

    /** The key of a row, from 0. */
    public ByteString key(int row) {
        return ByteString.of(String.format("bench/rows/%09d", row));
    }

    /** The value of a row. */
    public ByteString value(int row) {
        var random = new SplittableRandom(row);
        byte[] value = new byte[valueBytes];
        random.nextBytes(value);
        int half = valueBytes / 2;
        System.arraycopy(text, random.nextInt(text.length - valueBytes), value, half, valueBytes - half);
        return ByteString.wrap(value);
    }
}
