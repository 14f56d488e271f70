package io.curia.memdb;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * How an index makes keys: of rows, of queries and of prefix queries. Immutable; the methods that change something return
 * another indexer.
 *
 * @param <T> the rows
 * @param <Q> the queries
 */
public final class Indexer<T, Q> {
    private final WriteIndexer<T> write;
    private final ReadIndexer<Q> read;
    private final PrefixIndexer<Q> prefix;
    private final boolean required;
    private final boolean delimited;

    private Indexer(
            WriteIndexer<T> write, ReadIndexer<Q> read, PrefixIndexer<Q> prefix, boolean required, boolean delimited) {
        this.write = Objects.requireNonNull(write, "write");
        this.read = Objects.requireNonNull(read, "read");
        this.prefix = prefix;
        this.required = required;
        this.delimited = delimited;
    }

    /** A custom indexer of plain functions. Rows must have at least one key, unless {@link #allowMissing} is added. */
    public static <T, Q> Indexer<T, Q> of(WriteIndexer<T> write, ReadIndexer<Q> read, PrefixIndexer<Q> prefix) {
        return new Indexer<>(write, read, Objects.requireNonNull(prefix, "prefix"), true, false);
    }

    /** A custom indexer whose index takes no prefix queries. */
    public static <T, Q> Indexer<T, Q> of(WriteIndexer<T> write, ReadIndexer<Q> read) {
        return new Indexer<>(write, read, null, true, false);
    }

    /** The same, but rows without a key are stored all the same and are not in the index. */
    public Indexer<T, Q> allowMissing() {
        return new Indexer<>(write, read, prefix, false, delimited);
    }

    /** The same, but only for the rows that pass the test; others are not in the index. */
    public Indexer<T, Q> when(Predicate<T> test) {
        WriteIndexer<T> guarded = (row, out) -> {
            if (test.test(row)) {
                write.write(row, out);
            }
        };
        return new Indexer<>(guarded, read, prefix, false, delimited);
    }

    /**
     * The same, promising that no key it writes is a prefix of another: each ends with a terminator, or all are equally
     * long. Non-unique indexes and compound keys then use the keys as they are.
     */
    public Indexer<T, Q> delimited() {
        return new Indexer<>(write, read, prefix, required, true);
    }

    /** This indexer if its keys are delimited, or else one that makes them so, keeping their order and prefixes. */
    Indexer<T, Q> madeDelimited() {
        if (delimited) {
            return this;
        }
        return new Indexer<>(
                (row, out) -> write.write(row, key -> out.key(Bytes.delimited(key))),
                query -> Bytes.delimited(read.read(query)),
                prefix == null ? null : query -> Bytes.delimitedPrefix(prefix.prefix(query)),
                required,
                true);
    }

    boolean required() {
        return required;
    }

    boolean isDelimited() {
        return delimited;
    }

    void write(T row, KeySink out) {
        write.write(row, out);
    }

    byte[] read(Q query) {
        return read.read(query);
    }

    /** The query's prefix. */
    byte[] prefix(Q query) {
        if (prefix == null) {
            throw new UnsupportedOperationException("this index takes no prefix queries");
        }
        return prefix.prefix(query);
    }
}
