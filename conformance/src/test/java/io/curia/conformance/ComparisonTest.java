package io.curia.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong answers are found, each kind of them, and right ones are not blamed. */
class ComparisonTest {
    private static List<Difference> differences(String expected, String actual, String... allowed)
            throws PlayException {
        var comparison = new Comparison(new IndexRanks(), List.of(allowed));
        comparison.compare("$", Json.read(bytes(expected)), Json.read(bytes(actual)));
        return comparison.differences();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "null ~ []",
                "null ~ {}",
                "[] ~ {}",
                "'\"\"' ~ null",
                "0 ~ null",
                "0 ~ false",
                "1 ~ 1.0",
                "1 ~ '\"1\"'",
                "1 ~ 2",
                "1.5 ~ 1.25",
                "true ~ false",
                "'\"a\"' ~ '\"A\"'",
                "[1,2] ~ [2,1]",
                "[1] ~ [1,1]",
                "[1,1] ~ [1]",
                "'{\"a\":1}' ~ '{}'",
                "'{}' ~ '{\"a\":1}'",
                "'{\"a\":null}' ~ '{}'",
                "'{\"a\":{\"b\":1}}' ~ '{\"a\":{\"b\":2}}'",
            })
    void whatIsNotTheSameDiffers(String expected, String actual) throws PlayException {
        assertThat(differences(expected, actual)).isNotEmpty();
        assertThat(differences(actual, actual)).isEmpty();
        assertThat(differences(expected, expected)).isEmpty();
    }

    @Test
    void theOrderOfFieldsAndTheLengthOfFractionsDoNotCount() throws PlayException {
        assertThat(differences("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}")).isEmpty();
        assertThat(differences("0.10", "1e-1")).isEmpty();
    }

    @Test
    void aDifferenceTellsItsPlace() throws PlayException {
        assertThat(differences("[{\"a b\":{\"c\":[1,2]}}]", "[{\"a b\":{\"c\":[1,3]}}]"))
                .containsExactly(new Difference("$[0]['a b'].c[1]", "expected 2, got 3"));
        assertThat(differences("{\"a\":1}", "{}"))
                .containsExactly(new Difference("$.a", "expected 1, but there is no such field"));
    }

    @Test
    void fieldsThatWereNotRecordedAreAllowedByTheirPathOnly() throws PlayException {
        assertThat(differences("[{}]", "[{\"new\":1}]", "$[*].new")).isEmpty();
        assertThat(differences("{\"a\":{}}", "{\"a\":{\"new\":1}}", "$[*].new")).isEmpty();
        assertThat(differences("[{}]", "[{\"new\":1}]", "$.new", "$[*].newer", "$[*]"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "uuid ~ '\"0123abcd-0000-1111-2222-0123456789ab\"' ~ '\"0123ABCD-0000-1111-2222-0123456789ab\"'",
                "rfc3339 ~ '\"2026-11-23T16:27:55.53686089Z\"' ~ '\"2026-11-23 16:27:55Z\"'",
                "rfc3339 ~ '\"2026-11-23T16:27:55+05:45\"' ~ '\"2026-11-23T16:27:55\"'",
                "duration ~ '\"1h30m0s\"' ~ '\"1 h\"'",
                "duration ~ '\"0s\"' ~ 0",
                "base64 ~ '\"aGk=\"' ~ '\"aGk\"'",
                "int ~ -1 ~ 1.0",
                "int ~ 1 ~ '\"1\"'",
                "number ~ 1.5 ~ true",
                "string ~ '\"\"' ~ null",
                "bool ~ false ~ 0",
                "array ~ [] ~ null",
                "object ~ {} ~ []",
                "regex:a.+ ~ '\"a\nb\"' ~ '\"xab\"'",
                "regex:a|b ~ '\"b\"' ~ '\"bb\"'",
            })
    void whatVariesIsHeldAgainstItsForm(String wanted, String right, String wrong) throws PlayException {
        String expected = "{\"$match\":\"" + wanted + "\"}";
        assertThat(differences(expected, right.replace("\n", "\\n"))).isEmpty();
        assertThat(differences(expected, wrong)).hasSize(1);
    }

    @Test
    void anythingFitsAny() throws PlayException {
        assertThat(differences("[{\"$match\":\"any\"},{\"$match\":\"any\"}]", "[null,{\"a\":1}]"))
                .isEmpty();
    }

    @Test
    void aRecordingThatWantsSomethingUnknownFails() {
        assertThatThrownBy(() -> differences("{\"$match\":\"moon\"}", "\"x\"")).hasMessageContaining("moon");
    }

    @Test
    void indexesAreHeldAgainstTheirOrder() throws PlayException {
        String recorded = "[{\"$index\":\"old\"},{\"$index\":1},{\"$index\":2},{\"$index\":1}]";
        assertThat(differences(recorded, "[4,7,9,7]")).isEmpty();
        assertThat(differences(recorded, "[4,7,9,8]")).hasSize(1);
        assertThat(differences(recorded, "[4,7,7,7]")).hasSize(1);
        assertThat(differences(recorded, "[4,7,6,7]")).hasSize(1);
        assertThat(differences(recorded, "[7,7,9,7]")).hasSize(2);
        assertThat(differences(recorded, "[0,7,9,7]")).hasSize(1);
        assertThat(differences(recorded, "[4,7,\"9\",7]")).hasSize(1);
        assertThat(differences("[{\"$index\":2},{\"$index\":1}]", "[5,6]")).hasSize(1);
        assertThat(differences("[{\"$index\":1},{\"$index\":\"old\"}]", "[5,5]"))
                .hasSize(1);
    }

    @Test
    void whatIsNoStrictJsonIsRefused() {
        for (String body : List.of("{\"a\":1,\"a\":2}", "[1] 2", "[1,]", "", "nothing")) {
            assertThatExceptionOfType(PlayException.class).as(body).isThrownBy(() -> Json.read(bytes(body)));
        }
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xff, '"'})).hasMessageContaining("UTF-8");
    }
}
