package io.curia.fsm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The form in which an {@link ApplyResult} travels between servers: one byte that says which, then its content. */
public final class ApplyResultCodec {
    private static final byte NIL = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;
    private static final byte TEXT = 3;
    private static final byte NUM = 4;
    private static final byte ENCODED = 5;
    private static final byte FAILURE = 6;

    private ApplyResultCodec() {}

    /** The bytes of a result; unpaired surrogates in texts become {@code ?}. */
    public static byte[] encode(ApplyResult result) {
        if (result instanceof ApplyResult.Nil) {
            return new byte[] {NIL};
        } else if (result instanceof ApplyResult.Bool bool) {
            return new byte[] {bool.value() ? TRUE : FALSE};
        } else if (result instanceof ApplyResult.Text text) {
            return tagged(TEXT, text.value().getBytes(StandardCharsets.UTF_8));
        } else if (result instanceof ApplyResult.Num num) {
            return tagged(
                    NUM, ByteBuffer.allocate(Long.BYTES).putLong(num.value()).array());
        } else if (result instanceof ApplyResult.Encoded encoded) {
            return tagged(ENCODED, encoded.value());
        }
        return tagged(FAILURE, ((ApplyResult.Failure) result).message().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The result of some bytes.
     *
     * @throws IllegalArgumentException if they are not those of a result
     */
    public static ApplyResult decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("empty result");
        }
        int content = bytes.length - 1;
        return switch (bytes[0]) {
            case NIL -> exactly(0, content, ApplyResult.Nil.NIL);
            case FALSE -> exactly(0, content, new ApplyResult.Bool(false));
            case TRUE -> exactly(0, content, new ApplyResult.Bool(true));
            case TEXT -> new ApplyResult.Text(text(bytes));
            case NUM -> {
                exactly(Long.BYTES, content, null);
                yield new ApplyResult.Num(ByteBuffer.wrap(bytes).getLong(1));
            }
            case ENCODED -> new ApplyResult.Encoded(Arrays.copyOfRange(bytes, 1, bytes.length));
            case FAILURE -> new ApplyResult.Failure(text(bytes));
            default -> throw new IllegalArgumentException("unknown kind of result: " + bytes[0]);
        };
    }

    private static byte[] tagged(byte tag, byte[] content) {
        var bytes = new byte[content.length + 1];
        bytes[0] = tag;
        System.arraycopy(content, 0, bytes, 1, content.length);
        return bytes;
    }

    private static ApplyResult exactly(int wanted, int found, ApplyResult result) {
        if (wanted != found) {
            throw new IllegalArgumentException("result of " + found + " bytes instead of " + wanted);
        }
        return result;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
    }
}
