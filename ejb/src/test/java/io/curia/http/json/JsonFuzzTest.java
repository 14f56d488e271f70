package io.curia.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.json.JsonSyntax;
import io.curia.json.MalformedJsonException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

class JsonFuzzTest {
    @Property(tries = 2_000)
    void anyBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] body) {
        readOrRefuse(body);
    }

    @Property(tries = 5_000)
    void almostJsonIsReadOrRefusedAsTheParserDoes(@ForAll("fragments") String body) {
        boolean accepted = readOrRefuse(body.getBytes(UTF_8));

        int end = accepted ? JsonSyntax.endOfFirst(body.getBytes(UTF_8), JsonBodies.MAX_DEPTH) : body.length();
        assertThat(accepted).isEqualTo(isJson(new String(body.getBytes(UTF_8), 0, end, UTF_8)));
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll("values") Object value) {
        JsonWriter writer = new JsonWriter(64, value.hashCode() % 2 == 0);
        write(value, writer);

        assertThat(JsonBodies.read(writer.finish(), JsonValues.ANY)).isEqualTo(value);
    }

    @Provide
    Arbitrary<String> fragments() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u00e4", "\\ud800", "1", "0", "-", ".",
                        "e5", "true", "false", "null", " ", "\n", "\t", "x", "\u00e4", "\u2028", "\0", "\ufeff", "/**/",
                        "'")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Object> values() {
        return values(3).withoutEdgeCases();
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings()
                        .ofMaxLength(8)
                        .filter(s -> s.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff))
                        .asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Object> inner = values(depth - 1);
        Arbitrary<String> names = Arbitraries.strings().alpha().ofMaxLength(5);
        return Arbitraries.frequencyOf(
                Tuple.of(2, leaf),
                Tuple.of(1, inner.list().ofMaxSize(4).asGeneric()),
                Tuple.of(1, Arbitraries.maps(names, inner).ofMaxSize(4).asGeneric()));
    }

    private static boolean readOrRefuse(byte[] body) {
        try {
            JsonBodies.read(body, JsonValues.ANY);
            return true;
        } catch (MalformedJsonException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                parser.next();
            }
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static void write(Object value, JsonWriter out) {
        if (value instanceof String text) {
            out.value(text);
        } else if (value instanceof Double number) {
            out.decimal(number);
        } else if (value instanceof Boolean bool) {
            out.value(bool);
        } else if (value instanceof List<?> list) {
            out.beginArray();
            list.forEach(element -> write(element, out));
            out.endArray();
        } else if (value instanceof Map<?, ?> map) {
            out.beginObject();
            map.forEach((name, element) -> write(element, out.name((String) name)));
            out.endObject();
        } else {
            throw new AssertionError("not made for " + value);
        }
    }
}
