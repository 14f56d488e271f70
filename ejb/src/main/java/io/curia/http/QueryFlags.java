package io.curia.http;

import java.util.Optional;

/** Parameters that are true or false. */
public final class QueryFlags {
    private QueryFlags() {}

    /** The truth of a text such as {@code 1}, {@code t} or {@code TRUE}; empty if it says neither. */
    public static Optional<Boolean> parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether the parameter was given, but not as false. */
    public static boolean isSet(QueryParams params, String name) {
        return params.has(name) && parse(params.text(name)).orElse(true);
    }
}
