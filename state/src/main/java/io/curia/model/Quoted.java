package io.curia.model;

/** How a text is quoted inside a message: in double quotes, with escapes for what does not print. */
public final class Quoted {
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\"\\";
    private static final String ESCAPES = "abfnrtv\"\\";

    private Quoted() {}

    /** The text in quotes. */
    public static String of(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(out, c));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        int escape = ESCAPED.indexOf(c);
        if (escape >= 0) {
            out.append('\\').append(ESCAPES.charAt(escape));
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else if (c < ' ' || c == 0x7f) {
            out.append(String.format("\\x%02x", c));
        } else {
            out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
