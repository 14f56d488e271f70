package io.curia.autopilot;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;

/** The order of versions: numbers between dots, and what stands behind a hyphen for one that is not released yet. Stateless. */
final class Versions {
    private static final Pattern FORM =
            Pattern.compile("v?(?<numbers>\\d{1,18}(\\.\\d{1,18}){0,9})(-(?<before>[0-9A-Za-z.-]+))?(\\+.*)?");

    /** From old to new. What is no version is older than all that are. */
    static final Comparator<String> BY_AGE = Comparator.comparing(Versions::numbers, Versions::compareNumbers)
            .thenComparing(Versions::prerelease, Versions::comparePrereleases);

    private Versions() {}

    private static long[] numbers(String version) {
        var matcher = FORM.matcher(version);
        return matcher.matches()
                ? Arrays.stream(matcher.group("numbers").split("\\.", -1))
                        .mapToLong(Long::parseLong)
                        .toArray()
                : new long[0];
    }

    private static String prerelease(String version) {
        var matcher = FORM.matcher(version);
        return matcher.matches() && matcher.group("before") != null ? matcher.group("before") : "";
    }

    private static int compareNumbers(long[] a, long[] b) {
        if (a.length == 0 || b.length == 0) {
            return Boolean.compare(a.length > 0, b.length > 0);
        }
        int length = Math.max(a.length, b.length);
        return Arrays.compare(Arrays.copyOf(a, length), Arrays.copyOf(b, length));
    }

    /** None is the newest. */
    private static int comparePrereleases(String a, String b) {
        return a.isEmpty() || b.isEmpty() ? Boolean.compare(a.isEmpty(), b.isEmpty()) : a.compareTo(b);
    }
}
