package io.curia.web.port;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Follows the bytes of one connection from request to request and lets on only what is in order: heads as a whole, the
 * lines around chunks one by one, bodies as they come. After the first fault nothing passes any more. For use by one
 * thread at a time.
 */
final class MessageScreen {
    /** What a head may take up, in bytes; as much as the web server behind it takes. */
    static final int LONGEST_HEAD = 1024 * 1024;

    private static final int LONGEST_CHUNK_LINE = 4096;
    private static final int MOST_CHUNK_DIGITS = 15;
    private static final int FIRST = 512;

    private enum Place {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS
    }

    private final HeadRules head = new HeadRules();

    private Place place = Place.HEAD;
    /** Of a body or chunk, the bytes that are still to come. */
    private long left;
    /** The head or line that is not complete yet. */
    private byte[] held = new byte[FIRST];

    private int heldLength;
    private int lineStart;
    private int trailers;
    private BadRequestException fault;

    /** Moves what is in order to the outlet, which must have room for it and for what is {@linkplain #held() held}. */
    void pass(ByteBuffer in, Outlet out) {
        try {
            while (in.hasRemaining() && fault == null) {
                if (plainBytesLeft() > 0) {
                    passPlain(in, out);
                } else {
                    hold(in, out);
                }
            }
        } catch (BadRequestException e) {
            fault = e;
            held = new byte[0];
            heldLength = 0;
        }
    }

    /** Where bytes go. */
    @FunctionalInterface
    interface Outlet {
        /** Takes all of them. */
        void put(byte[] bytes, int offset, int length);
    }

    /** How many of the next bytes are plain content, which may pass unseen if they are {@linkplain #passed told of}. */
    long plainBytesLeft() {
        return place == Place.BODY || place == Place.CHUNK_DATA ? left : 0;
    }

    /** Tells of plain bytes that passed. */
    void passed(long count) {
        left -= count;
        if (left == 0) {
            place = place == Place.BODY ? Place.HEAD : Place.CHUNK_END;
        }
    }

    /** How many bytes wait for the rest of their head or line. */
    int held() {
        return heldLength;
    }

    /** What is wrong, null if nothing is. */
    BadRequestException fault() {
        return fault;
    }

    /** Whether what was wrong, or what comes next, is the head of a request, so that none is being answered. */
    boolean isInHead() {
        return place == Place.HEAD;
    }

    private void passPlain(ByteBuffer in, Outlet out) {
        int count = (int) Math.min(left, in.remaining());
        byte[] bytes = new byte[count];
        in.get(bytes);
        out.put(bytes, 0, count);
        passed(count);
    }

    private void hold(ByteBuffer in, Outlet out) throws BadRequestException {
        byte b = in.get();
        if (heldLength == held.length) {
            held = Arrays.copyOf(held, 2 * held.length);
        }
        held[heldLength++] = b;
        if (b == '\n') {
            endOfLine(out);
        } else if (heldLength - lineStart > 1 && held[heldLength - 2] == '\r') {
            throw new BadRequestException("a carriage return that ends no line");
        } else if (heldLength > (place == Place.HEAD ? LONGEST_HEAD : LONGEST_CHUNK_LINE)) {
            throw new BadRequestException(place == Place.HEAD ? "a head that is too long" : "chunk line too long");
        }
    }

    private void endOfLine(Outlet out) throws BadRequestException {
        int end = heldLength - 1;
        boolean crlf = end > lineStart && held[end - 1] == '\r';
        end -= crlf ? 1 : 0;
        if (place == Place.HEAD) {
            if (end > lineStart || lineStart == 0) {
                head.line(held, lineStart, end);
                lineStart = heldLength;
                return;
            }
            body(head.end());
        } else {
            if (!crlf) {
                throw new BadRequestException("chunked line ends with bare LF");
            }
            chunkLine(end);
        }
        release(out);
    }

    private void body(long length) {
        if (length == HeadRules.CHUNKED) {
            place = Place.CHUNK_SIZE;
        } else if (length > 0) {
            place = Place.BODY;
            left = length;
        }
    }

    private void chunkLine(int end) throws BadRequestException {
        switch (place) {
            case CHUNK_SIZE -> {
                left = chunkSize(end);
                trailers = 0;
                place = left == 0 ? Place.TRAILERS : Place.CHUNK_DATA;
            }
            case CHUNK_END -> {
                if (end > 0) {
                    throw new BadRequestException("malformed chunked encoding");
                }
                place = Place.CHUNK_SIZE;
            }
            default -> {
                if (end == 0) {
                    place = Place.HEAD;
                } else {
                    trailer(end);
                }
            }
        }
    }

    private void trailer(int end) throws BadRequestException {
        trailers += end;
        if (trailers > LONGEST_CHUNK_LINE) {
            throw new BadRequestException("trailers too long");
        }
        HeadRules.trailer(held, 0, end);
    }

    private long chunkSize(int end) throws BadRequestException {
        long size = 0;
        int i = 0;
        for (; i < end; i++) {
            int digit = Character.digit(held[i], 16);
            if (digit < 0) {
                break;
            }
            size = 16 * size + digit;
        }
        int afterBlanks = i;
        while (afterBlanks < end && (held[afterBlanks] == ' ' || held[afterBlanks] == '\t')) {
            afterBlanks++;
        }
        boolean ends = afterBlanks == end || held[afterBlanks] == ';';
        if (i == 0 || i > MOST_CHUNK_DIGITS || !ends) {
            throw new BadRequestException("invalid byte in chunk length");
        }
        for (; i < end; i++) {
            if (held[i] < ' ' && held[i] != '\t') {
                throw new BadRequestException("invalid byte in chunk extension");
            }
        }
        return size;
    }

    private void release(Outlet out) {
        out.put(held, 0, heldLength);
        heldLength = 0;
        lineStart = 0;
        if (held.length > 8 * FIRST) {
            held = new byte[FIRST];
        }
    }
}
