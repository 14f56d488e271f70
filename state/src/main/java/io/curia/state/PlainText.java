package io.curia.state;

import io.curia.model.ByteString;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes as text that a person can read, and from which the bytes can be told. Stateless. */
final class PlainText {
    private PlainText() {}

    /** UTF-8 as it is; control characters, backslashes and bytes that are no UTF-8 as {@code \xNN}. */
    static String of(ByteString bytes) {
        var in = ByteBuffer.wrap(bytes.shared());
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var chars = CharBuffer.allocate(bytes.length());
        var out = new StringBuilder(bytes.length());
        CoderResult result;
        do {
            result = decoder.decode(in, chars, true);
            chars.flip().chars().forEach(c -> append(out, (char) c));
            chars.clear();
            for (int i = 0; result.isError() && i < result.length(); i++) {
                escape(out, in.get());
            }
        } while (result.isError());
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (c < ' ' || c == 0x7f || c == '\\') {
            escape(out, (byte) c);
        } else {
            out.append(c);
        }
    }

    private static void escape(StringBuilder out, byte b) {
        out.append(String.format("\\x%02x", b & 0xff));
    }
}
