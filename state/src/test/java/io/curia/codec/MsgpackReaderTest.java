package io.curia.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MsgpackReaderTest {
    @ParameterizedTest
    @CsvSource({
        "05, 5",
        "cc05, 5",
        "cd0005, 5",
        "ce00000005, 5",
        "cf0000000000000005, 5",
        "d005, 5",
        "d10005, 5",
        "d200000005, 5",
        "d30000000000000005, 5",
        "c0, 0",
        "ff, -1",
        "d0ff, -1",
        "d3ffffffffffffffff, -1"
    })
    void integersOfAnyWidth(String hex, long value) {
        assertThat(reader(hex).int64()).isEqualTo(value);
        if (value >= 0) {
            assertThat(reader(hex).uint64()).isEqualTo(value);
        } else {
            refused(() -> reader(hex).uint64());
        }
    }

    @Test
    void integersOutOfRangeAreRefused() {
        assertThat(reader("cfffffffffffffffff").uint64()).isEqualTo(-1);
        refused(() -> reader("cfffffffffffffffff").int64());
        refused(() -> reader("a131").int64());
        refused(() -> reader("cb3ff8000000000000").int64());
    }

    @Test
    void floatsOfEitherWidthAndIntegers() {
        assertThat(reader("ca3fc00000").float64()).isEqualTo(1.5);
        assertThat(reader("cb3ff8000000000000").float64()).isEqualTo(1.5);
        assertThat(reader("05").float64()).isEqualTo(5);
        assertThat(reader("ff").float64()).isEqualTo(-1);
        assertThat(reader("cfffffffffffffffff").float64()).isEqualTo(0x1p64);
        assertThat(reader("c0").float64()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a3666f6f", "d903666f6f", "da0003666f6f", "db00000003666f6f", "c403666f6f", "c50003666f6f"})
    void rawStrAndBinAreOne(String hex) {
        assertThat(reader(hex).string()).isEqualTo("foo");
        assertThat(reader(hex).bytes()).isEqualTo(ByteString.of("foo"));
        assertThat(reader(hex).any()).isEqualTo("foo");
    }

    @Test
    void nilIsTheZeroOfEverything() {
        assertThat(reader("c0").bool()).isFalse();
        assertThat(reader("c0").uint64()).isZero();
        assertThat(reader("c0").string()).isEmpty();
        assertThat(reader("c0").bytes()).isNull();
        assertThat(reader("c0").time()).isNull();
        assertThat(reader("c0").arrayHeader()).isEqualTo(-1);
        assertThat(reader("c0").mapHeader()).isEqualTo(-1);
        assertThat(reader("c0").any()).isNull();
        assertThat(reader("a0").bytes()).isEqualTo(ByteString.EMPTY);
    }

    @Test
    void timesOfBothVersions() {
        assertThat(reader("af010000000ee2965e2c00000000ffff").time().toInstant())
                .isEqualTo("2026-11-23T16:17:48Z");
        assertThat(reader("af01000000000000000000000000ffff").time()).isEqualTo(GoTime.ZERO);
        assertThat(reader("b0020000000ee2965e2c0000000000011e").time().offsetSeconds())
                .isEqualTo(90);
        refused(() -> reader("af030000000ee2965e2c00000000ffff").time());
        refused(() -> reader("af020000000ee2965e2c00000000ffff").time());
        refused(() -> reader("af010000000ee2965e2cffffffffffff").time());
        refused(() -> reader("a0").time());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cc",
                "cd00",
                "ce000000",
                "cf00",
                "ca00",
                "cb00",
                "a3666f",
                "da",
                "da0003666f",
                "dbffffffff",
                "c6ffffffff61",
                "93c0c0",
                "dcffff",
                "ddffffffff",
                "82c0c0c0",
                "de8000",
                "dfffffffff",
                "c7",
                "c70401",
                "d4",
                "d501",
                "d80102",
                "c1"
            })
    void valuesCutShortAreRefused(String hex) {
        refused(() -> reader(hex).skip());
        refused(() -> reader(hex).any());
    }

    @Test
    void lengthsBeyondTheInputFailBeforeAnythingIsAllocated() {
        refused(() -> reader("dbffffffff").bytes());
        refused(() -> reader("db7fffffff").string());
        refused(() -> reader("ddffffffff").arrayHeader());
        refused(() -> reader("dfffffffff").mapHeader());
    }

    @Test
    void skipsEveryKindOfValue() {
        var kinds = "c0 c2 c3 05 ff cc80 cd0100 ce00010000 cf0000000100000000 d0df d1ff7f d2ffff7fff d3ffffffff7fffffff"
                + " ca3fc00000 cb3ff8000000000000 a161 d90161 da000161 db0000000161 c40161 c5000161 c600000001 61"
                + " 92c0c0 dc0001c0 dd00000001c0 81c0c0 de0001c0c0 df00000001c0c0"
                + " c70105aa c8000105aa c90000000105aa d405aa d505aaaa d605aaaaaaaa d705aaaaaaaaaaaaaaaa d805"
                + "aa".repeat(16);
        var in = reader(kinds.replace(" ", ""));
        int count = 0;
        for (; !in.atEnd(); count++) {
            in.skip();
        }
        assertThat(count).isEqualTo(36);
    }

    @Test
    void nestingIsLimited() {
        var deepest = "91".repeat(MsgpackReader.MAX_DEPTH) + "c0";
        reader(deepest).skip();
        assertThat(reader(deepest).any()).isNotNull();
        refused(() -> reader("91" + deepest).skip());
        refused(() -> reader("91" + deepest).any());
        refused(() ->
                reader("81a161".repeat(MsgpackReader.MAX_DEPTH + 1) + "c0").any());
    }

    @Test
    void valuesOfAnyTypeKeepTheirKind() {
        assertThat(reader("84a16193" + "01ffc3" + "a162cb3fe0000000000000" + "a163a1ff" + "a164ca3f000000")
                        .any())
                .isEqualTo(Map.of(
                        "a", List.of(1L, -1L, true), "b", 0.5, "c", ByteString.wrap(new byte[] {-1}), "d", 0.5f));
        assertThat(reader("cfffffffffffffffff").any()).isEqualTo(new UnsignedLong(-1));
        assertThat(new UnsignedLong(-1)).hasToString("18446744073709551615");
    }

    @Test
    void readsOnlyItsPartOfAnArray() {
        var bytes = HexFormat.of().parseHex("0102a3666f6f");
        var in = new MsgpackReader(bytes, 1, 2);
        assertThat(in.int64()).isEqualTo(2);
        in.expectEnd();
        refused(in::int64);
        refused(() -> new MsgpackReader(bytes, 2, 5).string());
        refused(() -> new MsgpackReader(bytes).expectEnd());
    }

    private static MsgpackReader reader(String hex) {
        return new MsgpackReader(HexFormat.of().parseHex(hex));
    }

    private static void refused(ThrowingCallable reading) {
        assertThatExceptionOfType(MsgpackException.class).isThrownBy(reading);
    }
}
