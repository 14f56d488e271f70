package io.curia.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MsgpackStreamTest {
    @Test
    void givesOneValueAfterAnother() throws IOException {
        var stream = stream("10" + "82a161c0a16293010203" + "05" + "c0");
        assertThat(stream.plainByte()).isEqualTo(0x10);
        var map = stream.value();
        assertThat(map.remaining()).isEqualTo(10);
        map.skip();
        map.expectEnd();
        assertThat(stream.plainByte()).isEqualTo(5);
        assertThat(stream.value().any()).isNull();
        assertThat(stream.plainByte()).isEqualTo(-1);
    }

    @Test
    void valuesMayBeLargerThanItsBuffer() throws IOException {
        var large = ByteString.wrap(new byte[3_000_000]);
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            new MsgpackWriter().mapHeader(1).string("k" + i).bytes(large).drainTo(out);
        }
        var stream = new MsgpackStream(new ByteArrayInputStream(out.toByteArray()));
        for (int i = 0; i < 3; i++) {
            var value = stream.value();
            assertThat(value.mapHeader()).isEqualTo(1);
            assertThat(value.string()).isEqualTo("k" + i);
            assertThat(value.bytes()).isEqualTo(large);
            value.expectEnd();
        }
        assertThat(stream.plainByte()).isEqualTo(-1);
    }

    /** The tests run with less memory than these values claim to have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "db7ffffff0",
                "c67ffffff061",
                "c97ffffff0",
                "ddffffffff",
                "dfffffffffc0",
                "92ddffffffffddffffffff",
                "a3",
                ""
            })
    void lengthsThatTheStreamDoesNotHaveTakeNoMemory(String hex) {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> stream(hex).value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "92c1", "dbffffffff"})
    void whatIsNoValueIsRefused(String hex) {
        assertThatExceptionOfType(MsgpackException.class)
                .isThrownBy(() -> stream(hex).value());
    }

    private static MsgpackStream stream(String hex) {
        return new MsgpackStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
    }
}
