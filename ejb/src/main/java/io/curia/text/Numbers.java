package io.curia.text;

import java.util.OptionalInt;

/** Decimal numbers in parameters and headers. */
public final class Numbers {
    private static final long MAX_BEFORE_SHIFT = Long.divideUnsigned(-1L, 10);

    private Numbers() {}

    /** Why a text is no unsigned 64-bit number. */
    enum Fault {
        SYNTAX("invalid syntax"),
        RANGE("value out of range");

        private final String text;

        Fault(String text) {
            this.text = text;
        }
    }

    /** A text that is no unsigned 64-bit number; the message is the one clients see. */
    public static final class NotANumberException extends Exception {
        private static final long serialVersionUID = 1L;

        NotANumberException(String text, Fault fault) {
            super("strconv.ParseUint: parsing " + Texts.quote(text) + ": " + fault.text, null, false, false);
        }
    }

    /** Parses decimal digits, no sign, into an unsigned 64-bit number. */
    public static long parseUnsigned(String text) throws NotANumberException {
        if (text.isEmpty()) {
            throw new NotANumberException(text, Fault.SYNTAX);
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NotANumberException(text, Fault.SYNTAX);
            }
            if (Long.compareUnsigned(value, MAX_BEFORE_SHIFT) > 0) {
                throw new NotANumberException(text, Fault.RANGE);
            }
            long shifted = value * 10;
            value = shifted + digit;
            if (Long.compareUnsigned(value, shifted) < 0) {
                throw new NotANumberException(text, Fault.RANGE);
            }
        }
        return value;
    }

    /** Parses a whole number with an optional sign; clamps what is out of the range of an int; empty if it is none. */
    public static OptionalInt parseSeconds(String text) {
        boolean signed = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+');
        if (text.length() == (signed ? 1 : 0)) {
            return OptionalInt.empty();
        }
        long value = 0;
        for (int i = signed ? 1 : 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            value = Math.min(value * 10 + digit, Integer.MAX_VALUE);
        }
        return OptionalInt.of((int) (text.charAt(0) == '-' ? -value : value));
    }
}
