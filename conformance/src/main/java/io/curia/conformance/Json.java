package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Map;

/** JSON as it is compared here: kinds of values, and reading that is strict. Stateless. */
final class Json {
    /** To look up a provider for each value takes long. */
    static final JsonProvider PROVIDER = JsonProvider.provider();

    private static final JsonReaderFactory STRICT =
            PROVIDER.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    /** What a value is: {@code 1} and {@code 1.0} are different things. */
    enum Kind {
        NULL,
        BOOL,
        INT,
        FLOAT,
        STRING,
        ARRAY,
        OBJECT
    }

    private Json() {}

    static Kind kind(JsonValue value) {
        return switch (value.getValueType()) {
            case NULL -> Kind.NULL;
            case TRUE, FALSE -> Kind.BOOL;
            case NUMBER -> ((JsonNumber) value).isIntegral() ? Kind.INT : Kind.FLOAT;
            case STRING -> Kind.STRING;
            case ARRAY -> Kind.ARRAY;
            case OBJECT -> Kind.OBJECT;
        };
    }

    /**
     * Reads one document and nothing after it.
     *
     * @throws PlayException if it is none, or names a field of an object twice
     */
    static JsonValue read(byte[] document) throws PlayException {
        try {
            return read(UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString());
        } catch (CharacterCodingException e) {
            throw new PlayException("body is not UTF-8", e);
        }
    }

    private static JsonValue read(String document) throws PlayException {
        try (var reader = STRICT.createReader(new StringReader(document));
                var rest = PROVIDER.createParser(new StringReader(document))) {
            var value = reader.readValue();
            while (rest.hasNext()) {
                // the reader does not look at what follows a document, and this refuses it
                rest.next();
            }
            return value;
        } catch (JsonException e) {
            throw new PlayException("body is not valid JSON: " + e.getMessage(), e);
        }
    }

    static JsonObject object(String document) throws PlayException {
        return read(document).asJsonObject();
    }

    static JsonString string(String text) {
        return PROVIDER.createValue(text);
    }

    static JsonNumber number(long number) {
        return PROVIDER.createValue(number);
    }

    /** The text of a string, and other values as they are written. */
    static String plain(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    /** Whether an object has this field and no other, as what stands for something else does. */
    static boolean isOnly(JsonValue value, String field) {
        return value instanceof JsonObject object && object.size() == 1 && object.containsKey(field);
    }
}
