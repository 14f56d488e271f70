package io.curia.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ByteStringTest {
    @Property
    void equalExactlyIfTheBytesAre(@ForAll @Size(max = 3) byte[] a, @ForAll @Size(max = 3) byte[] b) {
        var x = ByteString.copyOf(a);
        var y = ByteString.wrap(b);
        assertThat(x.equals(y)).isEqualTo(x.compareTo(y) == 0);
        assertThat(x.compareTo(y)).isEqualTo(-y.compareTo(x));
        assertThat(x).isEqualTo(ByteString.wrap(x.toByteArray())).hasSameHashCodeAs(ByteString.copyOf(a));
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        assertThat(ByteString.wrap(new byte[] {(byte) 0x80})).isGreaterThan(ByteString.wrap(new byte[] {0x7f}));
        assertThat(ByteString.of("a")).isLessThan(ByteString.of("aa"));
    }

    @Test
    void copiesAreIndependent() {
        var bytes = new byte[] {1, 2, 3};
        var copy = ByteString.copyOf(bytes);
        var part = ByteString.copyOf(bytes, 1, 3);
        bytes[1] = 9;
        copy.toByteArray()[0] = 9;
        assertThat(copy).isEqualTo(ByteString.wrap(new byte[] {1, 2, 3}));
        assertThat(part).isEqualTo(ByteString.wrap(new byte[] {2, 3}));
    }

    @Test
    void prefixesPartsAndHeads() {
        var text = ByteString.of("a/b/c");
        assertThat(text.startsWith(ByteString.of("a/"))).isTrue();
        assertThat(text.startsWith(ByteString.EMPTY)).isTrue();
        assertThat(text.startsWith(ByteString.of("a/b/c/"))).isFalse();
        assertThat(text.indexOf(ByteString.of("/"), 0)).isEqualTo(1);
        assertThat(text.indexOf(ByteString.of("/"), 2)).isEqualTo(3);
        assertThat(text.indexOf(ByteString.of("/"), 4)).isEqualTo(-1);
        assertThat(text.indexOf(ByteString.of("b/c"), 0)).isEqualTo(2);
        assertThat(text.head(2)).isEqualTo(ByteString.of("a/"));
        assertThat(text.head(5)).isSameAs(text);
        assertThat(text.byteAt(2)).isEqualTo((byte) 'b');
    }

    @Test
    void textIsLossyWhereItIsNoUtf8() {
        assertThat(ByteString.of("é")).hasToString("é");
        assertThat(ByteString.wrap(new byte[] {'a', -1})).hasToString("a\uFFFD");
        assertThat(ByteString.of("")).isSameAs(ByteString.EMPTY);
    }
}
