package io.curia.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MsgpackWriterTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, cc80",
        "255, ccff",
        "256, cd0100",
        "65535, cdffff",
        "65536, ce00010000",
        "4294967295, ceffffffff",
        "4294967296, cf0000000100000000",
        "9223372036854775807, cf7fffffffffffffff",
        "18446744073709551615, cfffffffffffffffff"
    })
    void unsignedIntegersAreMinimal(String value, String hex) {
        assertThat(written(out -> out.uint64(Long.parseUnsignedLong(value)))).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 05",
        "200, ccc8",
        "-1, ff",
        "-32, e0",
        "-33, d0df",
        "-128, d080",
        "-129, d1ff7f",
        "-32768, d18000",
        "-32769, d2ffff7fff",
        "-2147483648, d280000000",
        "-2147483649, d3ffffffff7fffffff",
        "-9223372036854775808, d38000000000000000"
    })
    void signedIntegersAreMinimal(long value, String hex) {
        assertThat(written(out -> out.int64(value))).isEqualTo(hex);
    }

    @Test
    void nilAndBooleansAndFloats() {
        assertThat(written(MsgpackWriter::nil)).isEqualTo("c0");
        assertThat(written(out -> out.bool(false).bool(true))).isEqualTo("c2c3");
        assertThat(written(out -> out.float64(1.5))).isEqualTo("cb3ff8000000000000");
        assertThat(written(out -> out.float32(1.5f))).isEqualTo("ca3fc00000");
    }

    @Test
    void stringsAndBytesAreRawAndNeverStr8OrBin() {
        assertThat(written(out -> out.string(""))).isEqualTo("a0");
        assertThat(written(out -> out.string("x".repeat(31)))).isEqualTo("bf" + "78".repeat(31));
        assertThat(written(out -> out.string("x".repeat(32)))).isEqualTo("da0020" + "78".repeat(32));
        assertThat(written(out -> out.raw(new byte[65_535]))).startsWith("daffff00");
        assertThat(written(out -> out.raw(new byte[65_536]))).startsWith("db0001000000");
        assertThat(written(out -> out.bytes(null).bytes(ByteString.EMPTY))).isEqualTo("c0a0");
        assertThat(written(out -> out.string("é"))).isEqualTo("a2c3a9");
    }

    @Test
    void collectionHeadersAreMinimal() {
        assertThat(written(out -> out.arrayHeader(0).arrayHeader(15))).isEqualTo("909f");
        assertThat(written(out -> out.arrayHeader(16).arrayHeader(65_536))).isEqualTo("dc0010dd00010000");
        assertThat(written(out -> out.mapHeader(0).mapHeader(15))).isEqualTo("808f");
        assertThat(written(out -> out.mapHeader(16).mapHeader(65_536))).isEqualTo("de0010df00010000");
        assertThatIllegalArgumentException().isThrownBy(() -> new MsgpackWriter().mapHeader(-1));
    }

    @Test
    void timesCarryTheirZone() {
        var moment = Instant.parse("2026-11-23T16:17:48Z");
        assertThat(written(out -> out.time(GoTime.of(moment)))).isEqualTo("af010000000ee2965e2c00000000ffff");
        assertThat(written(out -> out.time(GoTime.ZERO))).isEqualTo("af01" + "00".repeat(12) + "ffff");
        assertThat(written(out -> out.time(null))).isEqualTo("c0");
        assertThat(written(out -> out.time(new GoTime(moment.getEpochSecond(), 0, 0))))
                .endsWith("000000000000");
        assertThat(written(out -> out.time(new GoTime(0, 1, 20_700)))).endsWith("000000010159");
        assertThat(written(out -> out.time(new GoTime(0, 0, -12_600)))).endsWith("00000000ff2e");
        assertThat(written(out -> out.time(new GoTime(0, 0, 61))))
                .startsWith("b002")
                .endsWith("000101");
    }

    @Test
    void valuesOfAnyType() {
        var map = new TreeMap<String, Object>(Map.of("a", List.of(1L, -1L, true), "b", 0.5, "c", "text"));
        map.put("d", null);
        assertThat(written(out -> out.any(map)))
                .isEqualTo("84a16193" + "01ffc3" + "a162cb3fe0000000000000" + "a163a474657874" + "a164c0");
        assertThat(written(out -> out.any(new UnsignedLong(-1)))).isEqualTo("cfffffffffffffffff");
        assertThatIllegalArgumentException().isThrownBy(() -> new MsgpackWriter().any(new Object()));
    }

    @Test
    void drainingEmptiesTheBuffer() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new MsgpackWriter(16).string("x".repeat(100));
        writer.drainTo(out);
        assertThat(writer.size()).isZero();
        writer.nil().drainTo(out);
        assertThat(out.toByteArray()).hasSize(104).endsWith(0xc0);
    }

    private static String written(Consumer<MsgpackWriter> body) {
        var writer = new MsgpackWriter();
        body.accept(writer);
        return HexFormat.of().formatHex(writer.toByteArray());
    }
}
