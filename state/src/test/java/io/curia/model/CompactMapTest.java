package io.curia.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompactMapTest {
    @Property
    void isTheMapItCopiesInBytewiseOrder(@ForAll @Size(max = 20) Map<String, Integer> map) {
        var copy = CompactMap.copyOf(map);
        assertThat(copy).isEqualTo(map).hasSameHashCodeAs(map).hasSameSizeAs(map);
        map.forEach((key, value) -> assertThat(copy.get(key)).isEqualTo(value));
        assertThat(new ArrayList<>(copy.keySet())).isSortedAccordingTo(CompactMap.BYTEWISE);
        assertThat(copy.containsKey("no such key")).isFalse();
    }

    @Property
    void orderIsThatOfUtf8(@ForAll String a, @ForAll String b) {
        if (isWellFormed(a) && isWellFormed(b)) {
            int bytes = Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(CompactMap.BYTEWISE.compare(a, b))).isEqualTo(Integer.signum(bytes));
        }
    }

    @Test
    void supplementaryCharactersComeLast() {
        assertThat(CompactMap.BYTEWISE.compare("\uffff", "\ud83d\ude00")).isNegative();
        assertThat(CompactMap.BYTEWISE.compare("\ud83d\ude00", "\ue000")).isPositive();
        assertThat(CompactMap.BYTEWISE.compare("\ud83d\ude00", "\ud83d\ude01")).isNegative();
    }

    @Test
    void nullStaysNull() {
        assertThat(CompactMap.copyOf(null)).isNull();
        assertThat(CompactMap.deepCopyOf(null)).isNull();
        assertThat(CompactMap.copyOf(Map.of())).isEmpty();
    }

    @Test
    void deepCopiesChangeNoMore() {
        var inner = new HashMap<String, Object>(Map.of("a", 1L));
        var list = new ArrayList<Object>(Arrays.asList(inner, null));
        var outer = new HashMap<String, Object>();
        outer.put("list", list);
        outer.put("nothing", null);
        var copy = CompactMap.deepCopyOf(outer);
        assertThat(copy).isEqualTo(outer);
        inner.clear();
        list.clear();
        assertThat(copy)
                .containsEntry("list", Arrays.asList(Map.of("a", 1L), null))
                .containsEntry("nothing", null);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> copy.put("x", 1));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((List<?>) copy.get("list")).clear());
    }

    private static boolean isWellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }
}
