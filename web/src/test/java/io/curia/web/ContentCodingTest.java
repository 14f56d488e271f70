package io.curia.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "gzip, deflate",
                "deflate,gzip;q=0.5",
                " gzip ; q=1",
                "gzip;x=y",
                "br;q=0, gzip;q=2"
            })
    void takesGzip(String header) {
        assertThat(ContentCoding.acceptsGzip(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "deflate", "*", "gzip;q=0", "gzip; q=0.0", "gzip;q=-1", "gzip;q=x", "x-gzip", "identity,;"})
    void takesNoGzip(String header) {
        assertThat(ContentCoding.acceptsGzip(header)).isFalse();
    }

    @Property
    void neverFails(@ForAll String header) {
        boolean mayAccept = header.toLowerCase(java.util.Locale.ROOT).contains("gzip");
        assertThat(!ContentCoding.acceptsGzip(header) || mayAccept).isTrue();
    }

    @Property(tries = 100)
    void compressedBodiesReadBack(@ForAll byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(ContentCoding.gzip(body)))) {
            assertThat(in.readAllBytes()).isEqualTo(body);
        }
    }
}
