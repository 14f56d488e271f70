package io.curia.cli.command;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A number of bytes for people: {@code 139B}, {@code 1.8KB}, {@code 4KB}. Stateless. */
public final class ByteSize {
    private static final int STEP = 1024;
    private static final String[] UNITS = {"KB", "MB", "GB", "TB"};

    private ByteSize() {}

    /** The number with its unit, and one decimal unless that is zero. */
    public static String text(long bytes) {
        if (bytes < STEP) {
            return bytes + "B";
        }
        double value = (double) bytes / STEP;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        String digits =
                new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + UNITS[unit];
    }
}
