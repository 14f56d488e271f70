package io.curia.http;

import io.curia.http.json.JsonSteps;
import io.curia.http.json.JsonWriter;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A body that is too long to be in memory as a whole: how to make its pieces, from the beginning and as often as wanted.
 * Immutable.
 *
 * @param heldBytes what is kept in memory for it besides a piece, roughly
 * @param pieces begins anew; what it gives answers null at the end
 */
public record LargeBody(long heldBytes, Supplier<Supplier<ByteBuffer>> pieces) {
    /** Length of a piece in bytes, roughly; bodies up to here are made as a whole. */
    public static final int PIECE = 64 * 1024;

    /** A JSON document. */
    static LargeBody json(long heldBytes, boolean pretty, Supplier<JsonSteps> document) {
        return new LargeBody(
                heldBytes, () -> new JsonPieces(document.get(), new JsonWriter(PIECE + PIECE / 8, pretty)));
    }

    /** Bytes that are in memory anyway. */
    public static LargeBody bytes(byte[] bytes) {
        return new LargeBody(0, () -> new Supplier<>() {
            private int at;

            @Override
            public ByteBuffer get() {
                if (at == bytes.length) {
                    return null;
                }
                int from = at;
                at = Math.min(bytes.length, at + PIECE);
                return ByteBuffer.wrap(bytes, from, at - from);
            }
        });
    }

    private static final class JsonPieces implements Supplier<ByteBuffer> {
        private final JsonSteps steps;
        private final JsonWriter json;
        private boolean complete;

        JsonPieces(JsonSteps steps, JsonWriter json) {
            this.steps = steps;
            this.json = json;
        }

        @Override
        public ByteBuffer get() {
            if (complete) {
                return null;
            }
            while (json.length() < PIECE) {
                if (!steps.next(json)) {
                    complete = true;
                    return ByteBuffer.wrap(json.finish());
                }
            }
            return ByteBuffer.wrap(json.take());
        }
    }
}
