package io.curia.web.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * The head of one request, line by line, as strictly as Go's web server reads it (RFC 9112). What is read in two ways by
 * two servers on a request's path lets one request hide in another, so whatever is not plain is refused. For use by one
 * thread at a time.
 */
final class HeadRules {
    /** A body that comes in chunks. */
    static final long CHUNKED = -1;

    private static final int MOST_DIGITS = 18;
    private static final String SEPARATORS = "\"(),/:;<=>?@[\\]{}";
    private static final boolean[] TOKEN = tokenBytes();

    private boolean started;
    private boolean http11;
    private int hosts;
    private String length;
    private boolean chunked;

    private static boolean[] tokenBytes() {
        boolean[] token = new boolean[256];
        for (int b = '!'; b <= '~'; b++) {
            token[b] = SEPARATORS.indexOf(b) < 0;
        }
        return token;
    }

    /**
     * Takes the next line, without what ends it; an empty one ends the head.
     *
     * @throws BadRequestException if it must be refused
     */
    void line(byte[] bytes, int from, int to) throws BadRequestException {
        requireText(bytes, from, to);
        if (!started) {
            requestLine(bytes, from, to);
            started = true;
        } else {
            field(bytes, from, to);
        }
    }

    /** The length of the body that follows the head, in bytes, or {@link #CHUNKED}; makes ready for the next head. */
    long end() throws BadRequestException {
        if (http11 ? hosts != 1 : hosts > 1) {
            throw new BadRequestException(hosts == 0 ? "missing required Host header" : "too many Host headers");
        }
        if (chunked && (length != null || !http11)) {
            throw new BadRequestException("a body of two lengths");
        }
        long body = chunked ? CHUNKED : length == null ? 0 : Long.parseLong(length);
        started = false;
        hosts = 0;
        length = null;
        chunked = false;
        return body;
    }

    /** Checks one line of the trailers that may follow the last chunk. */
    static void trailer(byte[] bytes, int from, int to) throws BadRequestException {
        requireText(bytes, from, to);
        nameEnd(bytes, from, to);
    }

    private void requestLine(byte[] bytes, int from, int to) throws BadRequestException {
        int method = indexOf(bytes, ' ', from, to);
        int target = method < 0 ? -1 : indexOf(bytes, ' ', method + 1, to);
        if (!isToken(bytes, from, method) || target <= method + 1 || !isVersion(bytes, target + 1, to)) {
            throw new BadRequestException("malformed HTTP request");
        }
        for (int i = method + 1; i < target; i++) {
            if (bytes[i] == '\t') {
                throw new BadRequestException("invalid character in URL");
            }
        }
        http11 = bytes[to - 1] != '0';
    }

    private static boolean isVersion(byte[] bytes, int from, int to) {
        return to - from == "HTTP/1.1".length()
                && new String(bytes, from, 7, ISO_8859_1).equals("HTTP/1.")
                && bytes[to - 1] >= '0'
                && bytes[to - 1] <= '9';
    }

    private void field(byte[] bytes, int from, int to) throws BadRequestException {
        int colon = nameEnd(bytes, from, to);
        switch (colon - from) {
            case 4 -> hosts += is("host", bytes, from) ? 1 : 0;
            case 14 -> {
                if (is("content-length", bytes, from)) {
                    contentLength(value(bytes, colon + 1, to));
                }
            }
            case 17 -> {
                if (is("transfer-encoding", bytes, from)) {
                    transferEncoding(value(bytes, colon + 1, to));
                }
            }
            default -> {
                // says nothing about where the message ends
            }
        }
    }

    private void contentLength(String value) throws BadRequestException {
        boolean number = !value.isEmpty() && value.length() <= MOST_DIGITS;
        for (int i = 0; number && i < value.length(); i++) {
            number = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!number || (length != null && !length.equals(value))) {
            throw new BadRequestException("bad Content-Length");
        }
        length = value;
    }

    private void transferEncoding(String value) throws BadRequestException {
        if (chunked) {
            throw new BadRequestException("too many transfer encodings");
        }
        if (!value.toLowerCase(Locale.ROOT).equals("chunked")) {
            throw new BadRequestException(501, "Unsupported transfer encoding");
        }
        chunked = true;
    }

    private static int nameEnd(byte[] bytes, int from, int to) throws BadRequestException {
        int colon = indexOf(bytes, ':', from, to);
        if (!isToken(bytes, from, colon)) {
            throw new BadRequestException("malformed MIME header line");
        }
        return colon;
    }

    private static boolean is(String lowerCase, byte[] bytes, int from) {
        for (int i = 0; i < lowerCase.length(); i++) {
            int b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String value(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1).strip();
    }

    private static void requireText(byte[] bytes, int from, int to) throws BadRequestException {
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' || bytes[i] == 0x7f) {
                throw new BadRequestException("a control character in the head");
            }
        }
    }

    private static boolean isToken(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!TOKEN[bytes[i] & 0xff]) {
                return false;
            }
        }
        return to > from;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
