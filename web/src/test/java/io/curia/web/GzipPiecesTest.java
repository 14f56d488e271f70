package io.curia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipPiecesTest {
    @Test
    void piecesAreOneStreamAndNoneIsLong() throws IOException {
        byte[] body = new byte[1_000_000];
        new Random(5).nextBytes(body);
        var plain = new Slices(body);
        var coded = new ByteArrayOutputStream();
        try (var pieces = ContentCoding.coded(plain, true)) {
            for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
                assertThat(piece.remaining()).isLessThan(2 * Slices.PIECE);
                coded.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            }
        }
        assertThat(new GZIPInputStream(new ByteArrayInputStream(coded.toByteArray())).readAllBytes())
                .isEqualTo(body);
        assertThat(plain.closed()).isTrue();
    }

    @Test
    void anAnswerThatIsGivenUpCanBeClosed() throws IOException {
        var plain = new Slices(new byte[1_000_000]);
        try (var pieces = ContentCoding.coded(plain, true)) {
            assertThat(pieces.next()).isNotNull();
        }
        assertThat(plain.closed()).isTrue();
    }
}
