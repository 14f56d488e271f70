package io.curia.http.json;

import io.curia.json.JsonSyntax;
import io.curia.json.MalformedJsonException;
import io.curia.text.Utf8;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.Map;

/**
 * Reads whole bodies (http-api §1.1). A body takes memory of a few times its length while it is read, and nesting
 * deeper than {@value #MAX_DEPTH} is refused.
 */
public final class JsonBodies {
    /**
     * How many lists and objects may be open at once: fewer than an entry of the log may have, for one that cannot be
     * decoded stops every server.
     */
    static final int MAX_DEPTH = 64;

    /** Takes any value and remembers nothing of it. */
    static final JsonReader<Boolean> SKIPPED = in -> {
        in.skip();
        return true;
    };

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private JsonBodies() {}

    /**
     * The first value of the body; what follows it is not looked at. Bytes that are not UTF-8 are read as replacement
     * characters.
     *
     * @throws MalformedJsonException if the body is empty, cut short, malformed or not what the reader takes
     */
    public static <V> V read(byte[] body, JsonReader<V> reader) {
        int end = JsonSyntax.endOfFirst(body, MAX_DEPTH);
        try (JsonParser parser = PARSERS.createParser(new StringReader(Utf8.decode(body, 0, end)))) {
            return JsonValues.orZero(reader, new JsonInput(parser));
        }
    }
}
