package io.curia.conformance;

/**
 * Something in an answer that is not as recorded.
 *
 * @param place where: {@code status}, the name of a header, {@code body}, a path such as {@code $[0].Key}, or
 *     {@code request} if there was no answer to look at
 * @param text what was expected and what came
 */
public record Difference(String place, String text) {
    static Difference between(String place, Object expected, Object actual) {
        return new Difference(place, "expected " + shortened(expected) + ", got " + shortened(actual));
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > 160 ? text.substring(0, 160) + "…" : text;
    }

    @Override
    public String toString() {
        return place + ": " + text;
    }
}
