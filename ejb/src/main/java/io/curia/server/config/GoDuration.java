package io.curia.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 7s}, {@code 1h15m}, {@code 1.5s}, {@code 250ms}; {@code 0} needs no unit. */
final class GoDuration {
    private static final Pattern TERM = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /**
     * Reads an unsigned duration; fractions of a nanosecond are cut off.
     *
     * @throws IllegalArgumentException if it is none, or is beyond Go's range of 2^63-1 ns (about 292 years)
     */
    static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        var total = BigDecimal.ZERO;
        var terms = TERM.matcher(text);
        int end = 0;
        while (end < text.length() && terms.find() && terms.start() == end) {
            total = total.add(new BigDecimal(terms.group(1)).multiply(BigDecimal.valueOf(NANOS.get(terms.group(2)))));
            end = terms.end();
        }
        if (end == 0 || end < text.length()) {
            throw new IllegalArgumentException("not a duration such as 7s, 250ms or 1h30m");
        }
        if (total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("longer than a duration can be (about 292 years)");
        }
        return Duration.ofNanos(total.longValue());
    }
}
