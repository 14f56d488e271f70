package io.curia.filter;

import java.math.BigInteger;

/**
 * Whole numbers as Go source writes them: a sign, then decimal digits, or digits of another base after {@code 0x},
 * {@code 0o}, {@code 0b} or {@code 0}; single underscores may stand between digits and after the prefix.
 */
final class WholeNumbers {
    private WholeNumbers() {}

    /** The number; null if the text is none. */
    static BigInteger parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String rest = signed ? text.substring(1) : text;
        int base = base(rest);
        int prefix = base == 10 ? 0 : hasLetter(rest) ? 2 : 1;
        String digits = digits(rest, prefix, base);
        if (digits == null) {
            return null;
        }
        // Longer ones are out of any range; their value does not matter.
        BigInteger value = new BigInteger(digits.length() > 80 ? digits.substring(0, 80) : digits, base);
        return text.startsWith("-") ? value.negate() : value;
    }

    private static int base(String text) {
        if (text.length() < 2 || text.charAt(0) != '0') {
            return 10;
        }
        return switch (text.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    private static boolean hasLetter(String text) {
        return "xXbBoO".indexOf(text.charAt(1)) >= 0;
    }

    /** The digits from {@code from} on without leading zeros and underscores; null if something else is there. */
    private static String digits(String text, int from, int base) {
        StringBuilder digits = new StringBuilder();
        boolean digitBefore = from > 0;
        boolean any = from == 1; // the zero that says that it is octal is a digit
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c < 0x80 && Character.digit(c, base) >= 0;
            if (!digit && !(c == '_' && digitBefore && from > 0)) {
                return null;
            }
            if (digit && (c != '0' || !digits.isEmpty())) {
                digits.append(c);
            }
            any |= digit;
            digitBefore = digit;
        }
        if (!any || text.endsWith("_")) {
            return null;
        }
        return digits.isEmpty() ? "0" : digits.toString();
    }
}
