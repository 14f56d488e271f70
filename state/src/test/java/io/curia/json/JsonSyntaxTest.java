package io.curia.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {
    private static final int DEEP = 10_000;

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", " 1 ", "-0.5e+3\n", "\"\\u00e4\\n\"", "[]", "{}", "{\"a\":[1,{\"b\":[]},true]}"})
    void aDocumentIsOneValueWithSpaceAround(String document) {
        JsonSyntax.requireOne(bytes(document), 4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``               | unexpected end of JSON input
            ` \n `           | unexpected end of JSON input
            {"a":            | unexpected end of JSON input
            [1               | unexpected end of JSON input
            nul              | unexpected end of JSON input
            -                | unexpected end of JSON input
            "\\u12          | unexpected end of JSON input
            not              | invalid character 'o' in literal null (expecting 'u')
            {"a":1,}         | invalid character '}' looking for beginning of object key string
            `\ufeff{}`       | invalid character '\u00ef' looking for beginning of value
            {}xxx            | invalid character 'x' after top-level value
            01               | invalid character '1' after top-level value
            {} {}            | invalid character '{' after top-level value
            """)
    void faultsOfDocumentsAreTold(String document, String fault) {
        assertThatThrownBy(() -> JsonSyntax.requireOne(bytes(document), 4))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(fault);
    }

    @ParameterizedTest
    @CsvSource({"7, \\a", "0, \\x00", "34, \"", "127, \\x7f", "133, \\u0085", "255, \u00ff"})
    void bytesThatDoNotPrintAreEscaped(int character, String shown) {
        byte[] document = {'[', '1', ' ', (byte) character};
        assertThatThrownBy(() -> JsonSyntax.requireOne(document, 4))
                .hasMessage("invalid character '" + shown + "' after array element");
    }

    @Test
    void aStreamMayGoOnBehindItsFirstValue() {
        assertThat(JsonSyntax.endOfFirst(bytes(" {} {"), 4)).isEqualTo(3);
        assertThatThrownBy(() -> JsonSyntax.endOfFirst(bytes(" "), 4)).hasMessage("EOF");
        assertThatThrownBy(() -> JsonSyntax.endOfFirst(bytes("{"), 4)).hasMessage("unexpected EOF");
    }

    @Test
    void nestingIsBounded() {
        JsonSyntax.requireOne(bytes("[".repeat(DEEP) + "]".repeat(DEEP)), DEEP);
        assertThatThrownBy(() -> JsonSyntax.requireOne(bytes("[".repeat(200_000)), DEEP))
                .hasMessage("invalid character '[' exceeded max depth");
        assertThatThrownBy(() -> JsonSyntax.requireOne(bytes("{\"a\":".repeat(5)), 4))
                .hasMessage("invalid character '{' exceeded max depth");
    }
}
