package io.curia.raft.recovery;

import java.util.Comparator;
import java.util.Optional;

/**
 * What one server of a list tells the others of it while they find out whose log is the newest.
 *
 * @param list tells lists from each other
 * @param place of the server in the list
 * @param term of the last entry of its log; 0 without a log
 * @param index of that entry
 * @param complete whether it has heard of all others
 */
record Standing(String list, int place, int term, long index, boolean complete) {
    /** The newer log by Raft's rule is the greater one; of equal ones that of the server that comes first. */
    static final Comparator<Standing> BY_LOG = Comparator.comparingInt(Standing::term)
            .thenComparingLong(Standing::index)
            .thenComparing(Standing::place, Comparator.reverseOrder());

    private static final String MARK = "curia-recovery-1";

    /** As it travels: one line, without its end. */
    String line() {
        return String.join(
                " ",
                MARK,
                list,
                Integer.toString(place),
                Integer.toString(term),
                Long.toString(index),
                Boolean.toString(complete));
    }

    /** Reads a line; empty if it is something else. */
    static Optional<Standing> of(String line) {
        var parts = line == null ? new String[0] : line.split(" ", -1);
        if (parts.length != 6 || !parts[0].equals(MARK)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Standing(
                    parts[1],
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Long.parseLong(parts[4]),
                    Boolean.parseBoolean(parts[5])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
