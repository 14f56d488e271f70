package io.curia.text;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a value is quoted inside an error text: in double quotes, with escapes for what does not print. No state. */
public final class Texts {
    private static final String HEX = "0123456789abcdef";

    private Texts() {}

    /** Quotes any text. */
    public static String quote(String text) {
        return quote(text.getBytes(UTF_8));
    }

    /** Quotes UTF-8 text; bytes that are none are written as {@code \xNN}. */
    public static String quote(byte[] text) {
        StringBuilder out = new StringBuilder(text.length + 2).append('"');
        for (int at = 0; at < text.length; ) {
            int cp = Utf8.codePoint(text, at);
            if (cp == Utf8.INVALID) {
                hex(out.append("\\x"), text[at] & 0xff, 2);
                at++;
                continue;
            }
            quote(cp, out);
            at += Utf8.length(cp);
        }
        return out.append('"').toString();
    }

    private static void quote(int cp, StringBuilder out) {
        switch (cp) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0b -> out.append("\\v");
            default -> {
                if (Utf8.isPrintable(cp)) {
                    out.appendCodePoint(cp);
                } else if (cp < ' ' || cp == 0x7f) {
                    hex(out.append("\\x"), cp, 2);
                } else if (cp < 0x10000) {
                    hex(out.append("\\u"), cp, 4);
                } else {
                    hex(out.append("\\U"), cp, 8);
                }
            }
        }
    }

    private static void hex(StringBuilder out, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX.charAt(value >>> shift & 0xf));
        }
    }
}
