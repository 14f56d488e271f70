package io.curia.filter;

import io.curia.model.Quoted;
import java.util.TreeSet;

/**
 * Reads the words of an expression and remembers what would have been right at the furthest place where nothing fitted,
 * for texts of errors. For use by one thread.
 */
final class Scanner {
    private static final String SPACE = "[ \\t\\r\\n]";
    private static final String END = "!.";

    private final String text;
    private final TreeSet<String> expected = new TreeSet<>();
    private int at;
    private int furthest;

    Scanner(String text) {
        this.text = text;
    }

    /** The present place, for {@link #back}. */
    int mark() {
        return at;
    }

    /** Goes back to a place. */
    void back(int mark) {
        at = mark;
    }

    /** The exact characters. */
    boolean literal(String literal) {
        if (text.startsWith(literal, at)) {
            at += literal.length();
            return true;
        }
        return at >= furthest && failed(Quoted.of(literal));
    }

    /** Space and then a word; leaves the place wherever it got to. */
    boolean word(String word) {
        return space() && literal(word);
    }

    /** At least one character of white space. */
    boolean space() {
        int start = at;
        skipSpace();
        return at > start;
    }

    /** Any white space. */
    void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        failed(SPACE);
    }

    /** The end of the text. */
    boolean end() {
        return at == text.length() || failed(END);
    }

    /** A name; null if there is none. */
    String identifier() {
        int start = at;
        if (at == text.length() || !isLetter(text.charAt(at))) {
            failed("[a-zA-Z]");
            return null;
        }
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(at) || text.charAt(at) == '_')) {
            at++;
        }
        failed("[a-zA-Z0-9_]");
        return text.substring(start, at);
    }

    /** A number as it is written; null if there is none. */
    String number() {
        int start = at;
        literal("-");
        if (!integer()) {
            back(start);
            return null;
        }
        int beforeFraction = at;
        if (!(literal(".") && digits())) {
            at = beforeFraction;
        }
        if (at < text.length() && !isSpace(text.charAt(at)) && text.charAt(at) != ')') {
            throw fault("number", "Invalid number literal");
        }
        return text.substring(start, at);
    }

    /** A text in quotes of either kind, without them; null if there is none. */
    String string() {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '"' && quote != '`') {
            failed("\"`\"");
            failed("\"\\\"\"");
            return null;
        }
        int close = text.indexOf(quote, at + 1);
        if (close < 0) {
            at = text.length();
            throw fault("string", "Unterminated string literal");
        }
        String inside = text.substring(at + 1, close);
        String value = quote == '`' ? inside.replace("\r", "") : Escapes.resolve(inside);
        if (value == null) {
            throw fault("string", "invalid syntax");
        }
        at = close + 1;
        return value;
    }

    /** A fault of the present place within a rule of the grammar. */
    FilterException fault(String rule, String what) {
        return new FilterException(position(at) + ": rule \"" + rule + "\": " + what);
    }

    /** The fault that nothing fitted at the furthest place that was tried. */
    FilterException noMatch() {
        boolean end = expected.remove(END);
        StringBuilder list = new StringBuilder();
        int left = expected.size() + (end ? 1 : 0);
        for (String each : expected) {
            append(list, each, --left);
        }
        if (end) {
            append(list, "EOF", --left);
        }
        return new FilterException(position(furthest) + ": no match found, expected: " + list);
    }

    private static void append(StringBuilder list, String what, int left) {
        if (!list.isEmpty()) {
            list.append(left == 0 ? " or " : ", ");
        }
        list.append(what);
    }

    private boolean integer() {
        if (literal("0")) {
            return true;
        }
        if (at == text.length() || !isDigit(at)) {
            return failed("[1-9]");
        }
        return digits();
    }

    private boolean digits() {
        int start = at;
        while (at < text.length() && isDigit(at)) {
            at++;
        }
        failed("[0-9]");
        return at > start;
    }

    private boolean failed(String wanted) {
        if (at > furthest) {
            furthest = at;
            expected.clear();
        }
        if (at == furthest) {
            expected.add(wanted);
        }
        return false;
    }

    /** Line, column in characters, and offset in bytes, as {@code 1:5 (4)}. */
    private String position(int where) {
        int line = 1;
        int column = 1;
        int offset = 0;
        for (int i = 0; i < where; ) {
            int cp = text.codePointAt(i);
            offset += cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
            column = cp == '\n' ? 1 : column + 1;
            line += cp == '\n' ? 1 : 0;
            i += Character.charCount(cp);
        }
        return line + ":" + column + " (" + offset + ")";
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private boolean isDigit(int index) {
        return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
