package io.curia.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StructCodecTest {
    private static final StructCodec<Inner, InnerDraft> INNER = StructCodec.of(InnerDraft::new, InnerDraft::finish)
            .string("Name", Inner::name, (draft, value) -> draft.name = value)
            .build();

    private static final StructCodec<Outer, OuterDraft> OUTER = StructCodec.of(OuterDraft::new, OuterDraft::finish)
            .struct("Inner", Outer::inner, (draft, value) -> draft.inner = value, INNER)
            .bytes("Data", Outer::data, (draft, value) -> draft.data = value)
            .int64("Count", Outer::count, (draft, value) -> draft.count = value)
            .uint64("index", Outer::index, (draft, value) -> draft.index = value)
            .bool("On", Outer::on, (draft, value) -> draft.on = value)
            .build();

    private static final StructCodec<Many, ManyDraft> MANY = StructCodec.of(ManyDraft::new, ManyDraft::finish)
            .strings("Tags", Many::tags, (draft, value) -> draft.tags = value)
            .stringMap("Meta", Many::meta, (draft, value) -> draft.meta = value)
            .anyMap("Config", Many::config, (draft, value) -> draft.config = value)
            .list("Inners", Many::inners, (draft, value) -> draft.inners = value, INNER)
            .optional("One", Many::one, (draft, value) -> draft.one = value, INNER)
            .time("When", Many::when, (draft, value) -> draft.when = value)
            .build();

    private static final Outer ZERO = new Outer(new Inner(""), null, 0, 0, false);
    private static final Outer FULL = new Outer(new Inner("n"), ByteString.of("d"), -1, 5, true);

    @Test
    void writesAllFieldsSortedByTheirBytes() {
        assertThat(hex(FULL))
                .isEqualTo("85" + "a5436f756e74ff" + "a444617461a164" + "a5496e6e657281a44e616d65a16e" + "a24f6ec3"
                        + "a5696e64657805");
        assertThat(hex(ZERO))
                .isEqualTo("85" + "a5436f756e7400" + "a444617461c0" + "a5496e6e657281a44e616d65a0" + "a24f6ec2"
                        + "a5696e64657800");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(read(hex(FULL))).isEqualTo(FULL);
        assertThat(read(hex(ZERO))).isEqualTo(ZERO);
    }

    @Test
    void fieldsMayComeInAnyOrderAndAbsentOrNilOnesAreZero() {
        assertThat(read("82" + "a5696e64657805" + "a5436f756e74ff"))
                .isEqualTo(new Outer(new Inner(""), null, -1, 5, false));
        assertThat(read("82" + "a5696e646578c0" + "a5496e6e6572c0")).isEqualTo(ZERO);
        assertThat(read("80")).isEqualTo(ZERO);
        assertThat(read("c0")).isEqualTo(ZERO);
    }

    @Test
    void nilListsMapsAndPointersAreNotTheSameAsEmptyOnes() {
        for (var many : List.of(
                new Many(null, null, null, null, null, null),
                new Many(List.of(), Map.of(), Map.of(), List.of(), new Inner(""), GoTime.ZERO),
                new Many(
                        List.of("a", ""),
                        Map.of("k", "v"),
                        Map.of("x", List.of(1L, Map.of("y", true))),
                        List.of(new Inner("a"), new Inner("b")),
                        new Inner("c"),
                        new GoTime(1, 2, 3600)))) {
            var out = new MsgpackWriter();
            MANY.write(out, many);
            assertThat(MANY.read(new MsgpackReader(out.toByteArray()))).isEqualTo(many);
        }
        var nils = new MsgpackWriter();
        MANY.write(nils, new Many(null, null, null, null, null, null));
        assertThat(HexFormat.of().formatHex(nils.toByteArray()))
                .isEqualTo("86" + "a6436f6e666967c0" + "a6496e6e657273c0" + "a44d657461c0" + "a34f6e65c0"
                        + "a454616773c0" + "a45768656ec0");
    }

    @Test
    void unknownFieldsAreSkippedAndCaseCounts() {
        assertThat(read("83" + "a3466f6f9281a16101c0" + "a5436f756e7402" + "a5494e44455807"))
                .isEqualTo(new Outer(new Inner(""), null, 2, 0, false));
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        for (var hex :
                new String[] {"90", "a0", "05", "81a5436f756e74a131", "81a5496e6e657205", "81a24f6e01", "82c0c0"}) {
            assertThatExceptionOfType(MsgpackException.class).isThrownBy(() -> read(hex));
        }
    }

    private static String hex(Outer value) {
        var out = new MsgpackWriter();
        OUTER.write(out, value);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static Outer read(String hex) {
        var in = new MsgpackReader(HexFormat.of().parseHex(hex));
        var value = OUTER.read(in);
        in.expectEnd();
        return value;
    }

    private record Inner(String name) {}

    private record Outer(Inner inner, ByteString data, long count, long index, boolean on) {}

    private static final class InnerDraft {
        private String name = "";

        Inner finish() {
            return new Inner(name);
        }
    }

    private static final class OuterDraft {
        private Inner inner = new Inner("");
        private ByteString data;
        private long count;
        private long index;
        private boolean on;

        Outer finish() {
            return new Outer(inner, data, count, index, on);
        }
    }

    private record Many(
            List<String> tags,
            Map<String, String> meta,
            Map<String, Object> config,
            List<Inner> inners,
            Inner one,
            GoTime when) {}

    private static final class ManyDraft {
        private List<String> tags;
        private Map<String, String> meta;
        private Map<String, Object> config;
        private List<Inner> inners;
        private Inner one;
        private GoTime when;

        Many finish() {
            return new Many(tags, meta, config, inners, one, when);
        }
    }
}
