package io.curia.json;

import io.curia.model.Quoted;
import java.util.Arrays;

/**
 * Says what is wrong with bytes that are no JSON, in the words clients know. A whole document is looked at before any
 * of it is read, so a fault of syntax comes before every other. One pass, and no memory but a byte for each open
 * bracket. For use by one thread.
 */
public final class JsonSyntax {
    private static final String BEGINNING = "looking for beginning of value";

    private final byte[] in;
    private final int maxDepth;
    private final String cutShort;
    private int at;
    private byte[] open = new byte[16];
    private int depth;

    private JsonSyntax(byte[] in, int maxDepth, String cutShort) {
        this.in = in;
        this.maxDepth = maxDepth;
        this.cutShort = cutShort;
    }

    /**
     * The offset behind the first value of a stream; what follows is not looked at.
     *
     * @param maxDepth how many lists and objects may be open at once
     * @throws MalformedJsonException if there is no value, or it is cut short, malformed or too deep
     */
    public static int endOfFirst(byte[] stream, int maxDepth) {
        JsonSyntax syntax = new JsonSyntax(stream, maxDepth, "unexpected EOF");
        syntax.skipSpace();
        if (syntax.at == stream.length) {
            throw new MalformedJsonException("EOF");
        }
        syntax.value();
        return syntax.at;
    }

    /**
     * Lets a document pass that is one value and nothing else.
     *
     * @param maxDepth how many lists and objects may be open at once
     * @throws MalformedJsonException if it is empty, cut short, malformed or too deep, or something follows the value
     */
    public static void requireOne(byte[] document, int maxDepth) {
        JsonSyntax syntax = new JsonSyntax(document, maxDepth, "unexpected end of JSON input");
        syntax.value();
        syntax.skipSpace();
        if (syntax.at < document.length) {
            throw fault(document[syntax.at], "after top-level value");
        }
    }

    private void value() {
        beginValue();
        while (depth > 0) {
            boolean object = open[depth - 1] == '{';
            byte c = peek();
            if (c == (object ? '}' : ']')) {
                at++;
                depth--;
            } else if (c == ',') {
                at++;
                if (object) {
                    name(peek());
                }
                beginValue();
            } else {
                throw fault(c, object ? "after object key:value pair" : "after array element");
            }
        }
    }

    /** Reads one value that is no list or object, or goes into as many of these as begin here. */
    private void beginValue() {
        while (true) {
            byte c = peek();
            if (c != '{' && c != '[') {
                scalar(c);
                return;
            }
            push(c);
            byte first = peek();
            if (first == (c == '{' ? '}' : ']')) {
                return;
            }
            if (c == '{') {
                name(first);
            }
        }
    }

    private void push(byte bracket) {
        at++;
        if (depth == maxDepth) {
            throw fault(bracket, "exceeded max depth");
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = bracket;
    }

    private void name(byte first) {
        if (first != '"') {
            throw fault(first, "looking for beginning of object key string");
        }
        string();
        byte colon = peek();
        if (colon != ':') {
            throw fault(colon, "after object key");
        }
        at++;
    }

    private void scalar(byte c) {
        switch (c) {
            case '"' -> string();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> {
                if (c != '-' && !isDigit(c)) {
                    throw fault(c, BEGINNING);
                }
                number(c);
            }
        }
    }

    private void string() {
        for (at++; ; at++) {
            byte c = require();
            if (c == '"') {
                at++;
                return;
            }
            if (c >= 0 && c < ' ') {
                throw fault(c, "in string literal");
            }
            if (c == '\\') {
                at++;
                escape(require());
            }
        }
    }

    private void escape(byte c) {
        if ("\"\\/bfnrt".indexOf(c) >= 0) {
            return;
        }
        if (c != 'u') {
            throw fault(c, "in string escape code");
        }
        for (int i = 0; i < 4; i++) {
            at++;
            byte digit = require();
            if (Character.digit(digit, 16) < 0) {
                throw fault(digit, "in \\u hexadecimal character escape");
            }
        }
    }

    private void literal(String literal) {
        for (int i = 1; i < literal.length(); i++) {
            at++;
            byte c = require();
            if (c != literal.charAt(i)) {
                throw fault(c, "in literal " + literal + " (expecting '" + literal.charAt(i) + "')");
            }
        }
        at++;
    }

    private void number(byte first) {
        byte c = first;
        if (c == '-') {
            at++;
            c = digit("in numeric literal");
        }
        at++;
        if (c != '0') {
            digits();
        }
        if (at < in.length && in[at] == '.') {
            at++;
            digit("after decimal point in numeric literal");
            digits();
        }
        if (at < in.length && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            byte sign = require();
            if (sign == '+' || sign == '-') {
                at++;
            }
            digit("in exponent of numeric literal");
            digits();
        }
    }

    private byte digit(String context) {
        byte c = require();
        if (!isDigit(c)) {
            throw fault(c, context);
        }
        return c;
    }

    private void digits() {
        while (at < in.length && isDigit(in[at])) {
            at++;
        }
    }

    private byte peek() {
        skipSpace();
        return require();
    }

    private byte require() {
        if (at >= in.length) {
            throw new MalformedJsonException(cutShort);
        }
        return in[at];
    }

    private void skipSpace() {
        while (at < in.length && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static MalformedJsonException fault(byte c, String context) {
        String quoted =
                switch (c) {
                    case '\'' -> "'\\''";
                    case '"' -> "'\"'";
                    default -> {
                        String text = Quoted.of(String.valueOf((char) (c & 0xff)));
                        yield "'" + text.substring(1, text.length() - 1) + "'";
                    }
                };
        return new MalformedJsonException("invalid character " + quoted + " " + context);
    }
}
