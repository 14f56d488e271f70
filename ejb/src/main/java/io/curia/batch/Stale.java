package io.curia.batch;

/** The parameter {@code stale}, which may be absent. */
final class Stale {
    private static final String TRUE = "true";

    private Stale() {}

    static boolean isValid(String text) {
        return text == null || text.isEmpty() || text.equals(TRUE) || text.equals("false");
    }

    static boolean isTrue(String text) {
        return TRUE.equals(text);
    }
}
