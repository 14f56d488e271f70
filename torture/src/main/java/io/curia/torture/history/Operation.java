package io.curia.torture.history;

import java.util.Objects;

/**
 * One operation as its client saw it. Times are nanoseconds of one monotonic clock, from the start of the run.
 *
 * @param client which client; its operations do not overlap
 * @param server the server that was asked
 * @param kind what was asked
 * @param key what it was about
 * @param input what was written; of a check-and-set {@code expected>new}; empty if nothing was
 * @param startNs when it began
 * @param endNs when the answer was there, or the client gave up
 * @param outcome what is known of it
 * @param output what was read, or whether a check-and-set matched; null if there was nothing to read
 * @param index the index that came with the answer; 0 if none did
 */
public record Operation(
        int client,
        String server,
        Kind kind,
        String key,
        String input,
        long startNs,
        long endNs,
        Outcome outcome,
        String output,
        long index) {

    /** What clients do. */
    public enum Kind {
        /** Write a value that nobody else writes. */
        WRITE,
        /** Write, if the value is still the one that was read. */
        CAS,
        /** Read, as clients do who say nothing. */
        READ,
        /** Read, {@code ?consistent}. */
        CONSISTENT_READ,
        /** Read what the asked server has, {@code ?stale}. */
        STALE_READ,
        /** Wait for a change, by a blocking query from {@code input}, an index. */
        WATCH,
        /** Write two keys in one transaction. */
        WRITE_PAIR,
        /** Read two keys in one transaction. */
        READ_PAIR,
        /** Take a lock with the session {@code input}. */
        ACQUIRE,
        /** Give it back. */
        RELEASE,
        /** Add one to a number. */
        ADD,
        /** Keep the whole state in the archive {@code input}. */
        SAVE,
        /** Put the whole state back to that of the archive {@code input}. */
        RESTORE
    }

    /** The server that was asked, and how often it had been started, such as {@code server-1#2}. */
    public static String incarnation(String server, int starts) {
        return server + '#' + starts;
    }

    public Operation {
        Objects.requireNonNull(server);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(key);
        Objects.requireNonNull(input);
        Objects.requireNonNull(outcome);
        if (endNs < startNs) {
            throw new IllegalArgumentException("an operation that ends before it begins");
        }
    }

    /** The same, but that its client got no answer. */
    public Operation unanswered() {
        return new Operation(client, server, kind, key, input, startNs, endNs, Outcome.UNKNOWN, null, 0);
    }
}
