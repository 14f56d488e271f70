package io.curia.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.service.BodyPieces;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipPiecesTest {
    private static final int PIECE = 64 * 1024;

    @Test
    void piecesAreOneStreamAndNoneIsLong() throws IOException {
        byte[] body = new byte[1_000_000];
        new Random(5).nextBytes(body);
        var plain = new Slices(body);
        var coded = new ByteArrayOutputStream();
        try (var pieces = ContentCoding.coded(plain, true)) {
            for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
                assertThat(piece.remaining()).isLessThan(2 * PIECE);
                coded.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            }
        }
        assertThat(new GZIPInputStream(new ByteArrayInputStream(coded.toByteArray())).readAllBytes())
                .isEqualTo(body);
        assertThat(plain.closed).isTrue();
    }

    @Test
    void anAnswerThatIsGivenUpCanBeClosed() throws IOException {
        var plain = new Slices(new byte[1_000_000]);
        try (var pieces = ContentCoding.coded(plain, true)) {
            assertThat(pieces.next()).isNotNull();
        }
        assertThat(plain.closed).isTrue();
    }

    private static final class Slices implements BodyPieces {
        private final byte[] body;
        private int at;
        private boolean closed;

        Slices(byte[] body) {
            this.body = body;
        }

        @Override
        public ByteBuffer next() {
            if (at == body.length) {
                return null;
            }
            int from = at;
            at = Math.min(body.length, at + PIECE);
            return ByteBuffer.wrap(body, from, at - from);
        }

        @Override
        public void onLost(Runnable task) {
            // nobody loses it
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
