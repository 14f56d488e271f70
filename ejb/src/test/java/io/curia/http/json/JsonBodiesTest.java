package io.curia.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.json.MalformedJsonException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodiesTest {
    private static final class Draft {
        String node = "";
        int port = 7;
        Map<String, String> meta = Map.of();
        List<String> tags = List.of();
        long interval;
        byte[] value;
        Object config;
        Inner inner;
    }

    private record Inner(String id) {}

    private static final class InnerDraft {
        String id = "";
    }

    private static final JsonReader<Inner> INNER = JsonObject.into(InnerDraft::new)
            .field("ID", JsonValues.TEXT, (d, v) -> d.id = v)
            .tolerant()
            .build(d -> new Inner(d.id));

    private static final JsonReader<Draft> OUTER = JsonObject.into(Draft::new)
            .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
            .field("Port", JsonValues.INT, (d, v) -> d.port = v)
            .field("Meta", JsonValues.map(JsonValues.TEXT), (d, v) -> d.meta = v)
            .field("Tags", JsonValues.list(JsonValues.TEXT), (d, v) -> d.tags = v)
            .field("Interval", JsonValues.DURATION, (d, v) -> d.interval = v, "check_interval")
            .field("Value", JsonValues.BYTES, (d, v) -> d.value = v)
            .field("Config", JsonValues.ANY, (d, v) -> d.config = v)
            .field("Inner", INNER, (d, v) -> d.inner = v)
            .ignore("Namespace")
            .build();

    @Test
    void everyTypeIsRead() {
        Draft read = read("""
                {"Node": "n", "Port": 8080, "Meta": {"b": "2", "a": "1"}, "Tags": ["x", null], "Interval": "1m30s",
                 "Value": "aGk=", "Config": {"n": 1, "l": [true, null, "s"], "o": {}}, "Inner": {"ID": "i", "More": [{}]},
                 "Namespace": {"any": ["thing"]}}""");

        assertThat(read.node).isEqualTo("n");
        assertThat(read.port).isEqualTo(8080);
        assertThat(read.meta).containsExactly(Map.entry("b", "2"), Map.entry("a", "1"));
        assertThat(read.tags).containsExactly("x", "");
        assertThat(read.interval).isEqualTo(90_000_000_000L);
        assertThat(read.value).isEqualTo("hi".getBytes(UTF_8));
        assertThat(read.config).isEqualTo(Map.of("n", 1.0, "l", Arrays.asList(true, null, "s"), "o", Map.of()));
        assertThat(read.inner).isEqualTo(new Inner("i"));
    }

    @Test
    void namesMatchWhateverTheirCaseAndTheLastOfEqualOnesWins() {
        assertThat(read("{\"NODE\":\"a\",\"node\":\"b\"}").node).isEqualTo("b");
        assertThat(read("{\"CHECK_Interval\":5}").interval).isEqualTo(5);
        assertThat(read("{\"tag\u017f\":[\"x\"]}").tags).containsExactly("x");
        assertThat(read("{\"chec\u212a_interval\":6}").interval).isEqualTo(6);
    }

    @Test
    void nullLeavesZeroes() {
        Draft read = read("{\"Node\":null,\"Port\":null,\"Meta\":null,\"Tags\":null,\"Inner\":null,\"Value\":null}");

        assertThat(read.node).isEmpty();
        assertThat(read.port).isEqualTo(7);
        assertThat(read.meta).isNull();
        assertThat(read.tags).isNull();
        assertThat(read.inner).isNull();
        assertThat(read.value).isNull();
        assertThat(read("null")).isNull();
        assertThat(JsonBodies.read("null".getBytes(UTF_8), JsonValues.LONG)).isZero();
    }

    @Test
    void whatFollowsTheValueIsNotLookedAt() {
        assertThat(read(" {\"Node\":\"n\"} trailing { [").node).isEqualTo("n");
        assertThat(JsonBodies.read("12abc".getBytes(UTF_8), JsonValues.LONG)).isEqualTo(12);
        assertThat(JsonBodies.read("01".getBytes(UTF_8), JsonValues.LONG)).isZero();
    }

    @Test
    void bytesThatAreNotUtf8AndHalvesOfSurrogatePairsAreReplaced() {
        byte[] body = "{\"Node\":\"a\u00ff\u00e2\u0082b\"}".getBytes(ISO_8859_1);
        assertThat(JsonBodies.read(body, OUTER).node).isEqualTo("a\ufffd\ufffd\ufffdb");
        assertThat(read("{\"Node\":\"\\ud83d\\ude00 \\ud83d x \\ude00\"}").node)
                .isEqualTo("\ud83d\ude00 \ufffd x \ufffd");
        assertThat(read("{\"Node\":\"\\u0000\\u00e4\"}").node).isEqualTo("\0\u00e4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                        | EOF
            ` \n `                    | EOF
            {                         | unexpected EOF
            {"Node"                   | unexpected EOF
            {"Node":"a                | unexpected EOF
            nul                       | unexpected EOF
            -                         | unexpected EOF
            not                       | invalid character 'o' in literal null (expecting 'u')
            trve                      | invalid character 'v' in literal true (expecting 'u')
            x                         | invalid character 'x' looking for beginning of value
            'a'                       | invalid character '\\'' looking for beginning of value
            [1,]                      | invalid character ']' looking for beginning of value
            [1 2]                     | invalid character '2' after array element
            [01]                      | invalid character '1' after array element
            {"a" 1}                   | invalid character '1' after object key
            {"a":1 "b":2}             | invalid character '"' after object key:value pair
            {"a":1,}                  | invalid character '}' looking for beginning of object key string
            {a:1}                     | invalid character 'a' looking for beginning of object key string
            "a\\x"                    | invalid character 'x' in string escape code
            "\\u12g4"                 | invalid character 'g' in \\u hexadecimal character escape
            `"a\tb"`                  | invalid character '\\t' in string literal
            -a                        | invalid character 'a' in numeric literal
            1.a                       | invalid character 'a' after decimal point in numeric literal
            1e+a                      | invalid character 'a' in exponent of numeric literal
            {"Bogus":1,"Node":2}      | json: unknown field "Bogus"
            {"Node":2,"Bogus":1}      | json: cannot unmarshal number 2 into field Node of type string
            {"Bogus":1,"Node":2       | unexpected EOF
            {"Port":1.5}              | json: cannot unmarshal number 1.5 into field Port of type int
            {"Port":2147483648}       | json: cannot unmarshal number 2147483648 into field Port of type int
            {"Port":"1"}              | json: cannot unmarshal string into field Port of type int
            {"Meta":{"a":[]}}         | json: cannot unmarshal array into field Meta of type string
            {"Inner":[]}              | json: cannot unmarshal array into field Inner of type object
            []                        | json: cannot unmarshal array into value of type object
            {"Tags":"a"}              | json: cannot unmarshal string into field Tags of type list
            {"Config":1e999}          | json: cannot unmarshal number 1e999 into field Config of type float64
            {"Interval":"soon"}       | time: invalid duration "soon"
            {"Interval":"10"}         | time: missing unit in duration "10"
            {"Interval":"10y"}        | time: unknown unit "y" in duration "10y"
            {"Interval":true}         | json: cannot unmarshal bool into field Interval of type duration
            {"Value":"!!"}            | illegal base64 data at input byte 0
            {"Value":"aGk"}           | illegal base64 data at input byte 0
            {"Value":"aGkxaG"}        | illegal base64 data at input byte 4
            {"Value":"aGk=x"}         | illegal base64 data at input byte 4
            {"Value":"aG="}           | illegal base64 data at input byte 3
            {"Value":"="}             | illegal base64 data at input byte 0
            """)
    void faultsAreToldInTheWordsClientsKnow(String body, String fault) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void nestingIsBounded(String open) {
        String deepest = open.repeat(JsonBodies.MAX_DEPTH);
        String close = open.equals("[") ? "]" : "}";
        String fits = deepest.substring(0, deepest.length() - open.length())
                + (open.equals("[") ? "[" : "{")
                + close.repeat(JsonBodies.MAX_DEPTH);

        assertThat(JsonBodies.read(fits.getBytes(UTF_8), JsonValues.ANY)).isNotNull();
        assertThatThrownBy(() -> JsonBodies.read(open.repeat(1_000_000).getBytes(UTF_8), JsonValues.ANY))
                .hasMessage("invalid character '" + open.charAt(0) + "' exceeded max depth");
    }

    @Test
    void durationsAreTextsOrNanoseconds() {
        assertThat(duration("\"-1.5s\"")).isEqualTo(-1_500_000_000);
        assertThat(duration("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(duration("1.9e3")).isEqualTo(1900);
        assertThat(duration("1e-999999999")).isZero();
        assertThatThrownBy(() -> duration("1e19")).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> duration("9".repeat(100_000))).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void unsignedNumbersGoUpToTheirEnd() {
        assertThat(JsonBodies.read("18446744073709551615".getBytes(UTF_8), JsonValues.UNSIGNED))
                .isEqualTo(-1);
        assertThatThrownBy(() -> JsonBodies.read("18446744073709551616".getBytes(UTF_8), JsonValues.UNSIGNED))
                .isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonBodies.read("-1".getBytes(UTF_8), JsonValues.UNSIGNED))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void base64MayBeBrokenIntoLines() {
        assertThat(read("{\"Value\":\"aG\\nk\\r\\n=\"}").value).isEqualTo("hi".getBytes(UTF_8));
        assertThat(read("{\"Value\":\"\"}").value).isEmpty();
    }

    private static long duration(String json) {
        return JsonBodies.read(json.getBytes(UTF_8), JsonValues.DURATION);
    }

    private static Draft read(String body) {
        return JsonBodies.read(body.getBytes(UTF_8), OUTER);
    }
}
