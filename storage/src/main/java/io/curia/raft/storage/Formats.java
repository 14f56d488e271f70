package io.curia.raft.storage;

/**
 * The format number of everything of the log that lasts, all of them in this place. A number goes up with each change that
 * a version before would not understand; what has a higher number than is known here is refused, for it was written by a
 * newer version. What was written before there were numbers counts as 0.
 */
public final class Formats {
    /** What servers send each other, which is told at the join of a server and not again in each message. */
    public static final int MESSAGES = 1;

    /**
     * The newest that a server understands, told besides. What came after {@link #MESSAGES} is sent only to servers that know
     * it, and agreed on only while all do: 2 has servers without a vote, changes of who votes, and servers that present
     * themselves.
     */
    public static final int NEWEST_MESSAGES = 2;

    /** The text that tells whose a data directory is. */
    static final int IDENTITY = 1;

    /** {@code log.mv}: term, vote and members of a group. 0 may hold the group's entries too. */
    static final int LOG = 1;

    /** {@code log-NUMBER-FIRST.mv}: batches of entries. 0 holds each entry by itself. */
    static final int ENTRIES = 1;

    /** One value of that, a {@link LogBatch}. 1 has no entries about who votes, and is written where there are none. */
    static final int BATCH = 2;

    /** {@code members.mv}: identity, membership, groups. */
    static final int MEMBERSHIP = 1;

    /** {@code snapshot-INDEX.mv}. */
    static final int SNAPSHOT = 1;

    private Formats() {}

    /** Something was written by a newer version; the message tells what to do. */
    static final class NewerFormatException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NewerFormatException(String message) {
            super(message);
        }
    }

    /**
     * Refuses what cannot be read.
     *
     * @throws IllegalStateException if the number is higher than the one known
     */
    public static void requireKnown(String what, int number, int known) {
        if (number > known) {
            throw new NewerFormatException(what + " is of format " + number + ", and this version of Curia reads up to "
                    + known + ": a newer version wrote it; start that version, or a later one");
        }
    }
}
