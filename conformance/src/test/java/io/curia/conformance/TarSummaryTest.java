package io.curia.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.testing.ConsulArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class TarSummaryTest {
    private static byte[] tar() throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(ConsulArchive.FRESH.bytes()))) {
            return in.readAllBytes();
        }
    }

    @Test
    void anArchiveIsSummedUp() throws IOException, PlayException {
        var summary = TarSummary.of(tar());
        assertThat(summary.getJsonArray("members")).hasToString("[\"SHA256SUMS\",\"meta.json\",\"state.bin\"]");
        assertThat(summary.getJsonArray("sums_of")).hasToString("[\"meta.json\",\"state.bin\"]");
        assertThat(summary.getBoolean("sums_hold")).isTrue();
        assertThat(summary.getJsonObject("meta").getInt("Index")).isEqualTo(7);
    }

    @Test
    void whatIsDamagedIsTold() throws IOException, PlayException {
        byte[] tar = tar();
        tar[2 * 512 + 512 + 100]++;
        assertThat(TarSummary.of(tar).getBoolean("sums_hold")).isFalse();
        assertThatThrownBy(() -> TarSummary.of(Arrays.copyOf(tar, 600))).isInstanceOf(PlayException.class);
        assertThatThrownBy(() -> TarSummary.of("no archive at all".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(PlayException.class);
    }
}
