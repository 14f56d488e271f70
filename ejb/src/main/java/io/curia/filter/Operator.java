package io.curia.filter;

/** What is asked about a field. {@code contains} is another way to write {@link #IN}. */
enum Operator {
    EQUAL("Equal"),
    NOT_EQUAL("Not Equal"),
    IN("In"),
    NOT_IN("Not In"),
    IS_EMPTY("Is Empty"),
    IS_NOT_EMPTY("Is Not Empty"),
    MATCHES("Matches"),
    NOT_MATCHES("Not Matches");

    private final String title;

    Operator(String title) {
        this.title = title;
    }

    /** How texts of errors call it. */
    String title() {
        return title;
    }

    /** Whether this is the denial of another, and so what holds for a map's entry that does not exist. */
    boolean holdsForNothing() {
        return switch (this) {
            case EQUAL, IN, IS_NOT_EMPTY -> false;
            case NOT_EQUAL, NOT_IN, IS_EMPTY, MATCHES, NOT_MATCHES -> true;
        };
    }
}
