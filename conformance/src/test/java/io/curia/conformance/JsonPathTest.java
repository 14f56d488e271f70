package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {
    private static final String DOCUMENT =
            "{\"list\":[{\"Node\":\"a\",\"n\":1},{\"Node\":\"b\",\"n\":2}],\"x\":{\"y\":3}}";

    private static JsonValue document() throws PlayException {
        return Json.read(DOCUMENT.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "$.x.y ~ [3]",
                "$.list[1].n ~ [2]",
                "$.list[*].n ~ '[1, 2]'",
                "$.list[Node=b].n ~ [2]",
                "$[*].y ~ [3]",
                "$.list[2] ~ []",
                "$.nothing.there ~ []",
                "$.x[0] ~ []",
            })
    void leadsToValues(String path, String found) throws PlayException {
        assertThat(JsonPath.of(path).find(document())).hasToString(found);
    }

    @Test
    void othersAreputInTheirPlace() throws PlayException {
        var changed = JsonPath.of("$.list[*].n").replace(document(), value -> JsonValue.NULL);
        assertThat(changed).hasToString(DOCUMENT.replace(":1", ":null").replace(":2", ":null"));
        assertThat(JsonPath.of("$").find(document())).containsExactly(document());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "$x", "$.", "$[", "$.a b[", "$..a"})
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> JsonPath.of(text)).isInstanceOf(PlayException.class);
    }
}
