package io.curia.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "plain|\"plain\"",
                "a\"b|\"a\\\"b\"",
                "a\\b|\"a\\\\b\"",
                "caf\u00e9|\"caf\u00e9\"",
                "a\u00a0b|\"a\\u00a0b\"",
                "a\u2028b|\"a\\u2028b\"",
                "a\u007fb|\"a\\x7fb\"",
                "\ud83d\ude00|\"\ud83d\ude00\"",
                "a\udb40\udc01b|\"a\\U000e0001b\""
            })
    void quotesWhatDoesNotPrint(String text, String expected) {
        assertThat(Quoted.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,\\x00", "7,\\a", "8,\\b", "9,\\t", "10,\\n", "11,\\v", "12,\\f", "13,\\r", "31,\\x1f"})
    void namesControlCharacters(int character, String expected) {
        assertThat(Quoted.of(Character.toString(character))).isEqualTo('"' + expected + '"');
    }
}
