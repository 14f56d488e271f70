package io.curia.text;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * Durations as the API writes them: a sign, then numbers with units, for example {@code 1h15m}, {@code -1.5s},
 * {@code 300ms}. Units are ns, us (or µs), ms, s, m and h; a bare {@code 0} needs none.
 */
public final class Durations {
    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000);

    private final String text;
    private int at;
    private String fault = "invalid duration ";

    private Durations(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** Nanoseconds; empty when the text is no duration or does not fit 63 bits. */
    public static OptionalLong parse(String text) {
        boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
        Durations rest = new Durations(text, signed ? 1 : 0);
        long nanos = rest.isZero() ? 0 : rest.sum();
        if (nanos < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(signed && text.charAt(0) == '-' ? -nanos : nanos);
    }

    /** What clients are told about a text that {@link #parse} refuses. */
    public static String fault(String text) {
        boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
        Durations rest = new Durations(text, signed ? 1 : 0);
        rest.sum();
        return "time: " + rest.fault + Texts.quote(text);
    }

    /** The shortest text for a number of nanoseconds, for example {@code 1h15m0s} or {@code 1.5ms}. */
    public static String format(long nanos) {
        String sign = nanos < 0 ? "-" : "";
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        if (nanos == 0) {
            return "0s";
        } else if (size.compareTo(SECOND) < 0) {
            boolean millis = size.compareTo(BigDecimal.valueOf(1_000_000)) >= 0;
            boolean micros = size.compareTo(BigDecimal.valueOf(1_000)) >= 0;
            return sign + (millis ? plain(size, 6) + "ms" : micros ? plain(size, 3) + "\u00b5s" : size + "ns");
        }
        BigDecimal[] minutes = size.divideAndRemainder(SECOND.multiply(BigDecimal.valueOf(60)));
        long all = minutes[0].longValueExact();
        String seconds = plain(minutes[1], 9) + "s";
        if (all == 0) {
            return sign + seconds;
        }
        return sign + (all < 60 ? "" : all / 60 + "h") + all % 60 + "m" + seconds;
    }

    private static String plain(BigDecimal nanos, int digits) {
        return nanos.movePointLeft(digits).stripTrailingZeros().toPlainString();
    }

    private boolean isZero() {
        return text.length() == at + 1 && text.charAt(at) == '0';
    }

    /** The sum of all terms, or a negative number when there is a fault. */
    private long sum() {
        if (at == text.length()) {
            return -1;
        }
        long sum = 0;
        while (at < text.length()) {
            long term = term();
            if (term < 0 || sum + term < 0) {
                return -1;
            }
            sum += term;
        }
        return sum;
    }

    private long term() {
        int start = at;
        long whole = 0;
        for (; isDigit(); at++) {
            int digit = text.charAt(at) - '0';
            if (whole > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            whole = whole * 10 + digit;
        }
        int digits = at - start;
        long fraction = 0;
        double scale = 1;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            for (; isDigit(); at++, digits++) {
                if (fraction < Long.MAX_VALUE / 10 - 9) { // further digits are far below a nanosecond
                    fraction = fraction * 10 + (text.charAt(at) - '0');
                    scale *= 10;
                }
            }
        }
        long unit = digits == 0 ? -1 : unit();
        if (unit < 0 || whole > Long.MAX_VALUE / unit) {
            return -1;
        }
        return whole * unit + (long) (fraction * (unit / scale)); // negative on overflow
    }

    private long unit() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '.' && !isDigit()) {
            at++;
        }
        String unit = text.substring(start, at);
        return switch (unit) {
            case "ns" -> 1;
            case "us", "\u00b5s", "\u03bcs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> {
                fault = unit.isEmpty()
                        ? "missing unit in duration "
                        : "unknown unit " + Texts.quote(unit) + " in duration ";
                yield -1;
            }
        };
    }

    private boolean isDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
