package io.curia.model;

/** How exactly an intention names whom it is about: of several that match, the greatest counts (state-store §9). */
public final class IntentionPrecedence {
    private static final String ANY = "*";
    private static final long DESTINATION_STEP = 3;

    private IntentionPrecedence() {}

    /** The precedence of a pair of services in the one namespace there is: 9, 8, 6 or 5. */
    public static long of(String source, String destination) {
        return of("default", source, "default", destination);
    }

    /** The precedence of a pair of services in namespaces, from 1 to 9. */
    public static long of(String sourceNs, String source, String destinationNs, String destination) {
        int exact = exactness(destinationNs, destination);
        return DESTINATION_STEP * (exact + 1) - (2 - exactness(sourceNs, source));
    }

    private static int exactness(String namespace, String name) {
        if (namespace.equals(ANY)) {
            return 0;
        }
        return name.equals(ANY) ? 1 : 2;
    }
}
