package io.curia.cli.snapshot;

/**
 * How many records of one name there are.
 *
 * @param name a record type, or the first parts of a key
 * @param count of the records
 * @param bytes of all of them together
 */
record Tally(String name, long count, long bytes) {
    static Tally none(String name) {
        return new Tally(name, 0, 0);
    }

    Tally plus(long moreBytes) {
        return new Tally(name, count + 1, bytes + moreBytes);
    }
}
