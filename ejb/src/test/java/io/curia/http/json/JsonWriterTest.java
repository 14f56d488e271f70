package io.curia.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private static final JsonWriter.Name A = JsonWriter.Name.of("A");
    private static final JsonWriter.Name B = JsonWriter.Name.of("B");

    @Test
    void writesCompactDocuments() {
        assertThat(text(document(new JsonWriter(1, false))))
                .isEqualTo("[{\"A\":0,\"B\":18446744073709551615},{},[],null,true,-7]");
    }

    @Test
    void writesIndentedDocumentsWithANewline() {
        assertThat(text(document(new JsonWriter(1, true)))).isEqualTo("""
                [
                    {
                        "A": 0,
                        "B": 18446744073709551615
                    },
                    {},
                    [],
                    null,
                    true,
                    -7
                ]
                """);
    }

    private static JsonWriter document(JsonWriter json) {
        return json.beginArray()
                .beginObject()
                .name(A)
                .value(0)
                .name(B)
                .unsigned(-1)
                .endObject()
                .beginObject()
                .endObject()
                .beginArray()
                .endArray()
                .nullValue()
                .value(true)
                .value(-7)
                .endArray();
    }

    @Test
    void escapesWhatScriptsCouldMistake() {
        assertThat(text(new JsonWriter(1, false).value("<b>&\"\\\n\r\t\b\f\u0000\u007f\u2028\u2029\u00e9\ud83d\ude00")))
                .isEqualTo("\"\\u003cb\\u003e\\u0026\\\"\\\\\\n\\r\\t\\u0008\\u000c\\u0000\u007f\\u2028\\u2029"
                        + "\u00e9\ud83d\ude00\"");
    }

    @Test
    void replacesEachByteThatIsNotUtf8() {
        byte[] broken = {
            'a',
            (byte) 0xff,
            (byte) 0xe2,
            (byte) 0x82,
            'b',
            (byte) 0xed,
            (byte) 0xa0,
            (byte) 0x80,
            (byte) 0xc0,
            (byte) 0x80,
            (byte) 0xf4,
            (byte) 0x90,
            (byte) 0x80,
            (byte) 0x80,
            (byte) 0xc5
        };
        assertThat(text(new JsonWriter(1, false).utf8(broken)))
                .isEqualTo("\"a" + "\\ufffd".repeat(3) + "b" + "\\ufffd".repeat(10) + "\"");
    }

    @Test
    void anEmptyValueIsNull() {
        assertThat(text(new JsonWriter(1, false).base64(new byte[0]))).isEqualTo("null");
        assertThat(text(new JsonWriter(1, false).base64(null))).isEqualTo("null");
        assertThat(text(new JsonWriter(1, false).value((String) null))).isEqualTo("null");
    }

    @Test
    void sortsMapsByKey() {
        assertThat(text(new JsonWriter(1, false).map(Map.of("b", "1", "B", "2", "\u017e", "3", "a", "4"))))
                .isEqualTo("{\"B\":\"2\",\"a\":\"4\",\"b\":\"1\",\"\u017e\":\"3\"}");
    }

    @Test
    void writesDecimalsInTheirShortestForm() {
        JsonWriter json = new JsonWriter(1, false).beginArray();
        for (double value : new double[] {0, 1.5, 100, 1e-5, 0.1, 1e-7, -2.5, 1e20, 1e21, 1.25e-9}) {
            json.decimal(value);
        }
        assertThat(text(json.endArray()))
                .isEqualTo("[0,1.5,100,0.00001,0.1,1e-7,-2.5,100000000000000000000,1e+21,1.25e-9]");
    }

    @Property
    void base64IsTheCommonOne(@ForAll byte[] bytes) {
        String expected = bytes.length == 0 ? "null" : '"' + Base64.getEncoder().encodeToString(bytes) + '"';
        assertThat(text(new JsonWriter(1, false).base64(bytes))).isEqualTo(expected);
    }

    @Property
    void numbersAreDecimal(@ForAll long value) {
        assertThat(text(new JsonWriter(1, false).value(value))).isEqualTo(Long.toString(value));
        assertThat(text(new JsonWriter(1, false).unsigned(value))).isEqualTo(Long.toUnsignedString(value));
    }

    @Property
    void whatIsWrittenIsAlwaysUtf8(@ForAll byte[] bytes) throws CharacterCodingException {
        byte[] written = new JsonWriter(1, false).utf8(bytes).finish();
        String decoded = StandardCharsets.UTF_8
                .newDecoder()
                .decode(java.nio.ByteBuffer.wrap(written))
                .toString();
        assertThat(decoded).startsWith("\"").endsWith("\"").doesNotContain("\n");
    }

    @Property
    void plainTextStandsAsItIs(@ForAll @CharRange(from = '0', to = '9') @CharRange(from = '?', to = 'Z') String text) {
        assertThat(text(new JsonWriter(1, false).value(text))).isEqualTo('"' + text + '"');
    }

    private static String text(JsonWriter json) {
        return new String(json.finish(), UTF_8);
    }
}
