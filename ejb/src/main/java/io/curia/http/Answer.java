package io.curia.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.http.json.JsonSteps;
import io.curia.http.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a service answers: status, headers and body, ready for any transport. Immutable as long as nobody writes into
 * the array that {@link #body()} hands out; answers without {@link #pieces()} may be shared between requests.
 */
public final class Answer {
    /** The media type of JSON answers; it carries no charset. */
    public static final String JSON = "application/json";

    /** The media type of errors. */
    public static final String TEXT = "text/plain; charset=utf-8";

    /** Where the buffer of a document of unknown length begins. */
    private static final int SHORT = 1024;

    private static final Answer TRUE = json("true".getBytes(US_ASCII));
    private static final Answer FALSE = json("false".getBytes(US_ASCII));
    private static final Answer PRETTY_TRUE = json("true\n".getBytes(US_ASCII));
    private static final Answer PRETTY_FALSE = json("false\n".getBytes(US_ASCII));

    private final int status;
    private final String contentType;
    private final List<Header> headers;
    private final byte[] body;
    private final LargeBody large;
    private final BodyPieces pieces;
    private final BodyWriter writer;

    /** Writes a body of any length to a client that may read slowly, so it wants a thread of its own. */
    @FunctionalInterface
    public interface BodyWriter {
        /** Writes everything and leaves the stream open. */
        void writeTo(OutputStream out) throws IOException;
    }

    private Answer(int status, String contentType, List<Header> headers, byte[] body) {
        this(status, contentType, headers, body, null, null, null);
    }

    private Answer(
            int status,
            String contentType,
            List<Header> headers,
            byte[] body,
            LargeBody large,
            BodyPieces pieces,
            BodyWriter writer) {
        this.status = status;
        this.contentType = contentType;
        this.headers = headers;
        this.body = body;
        this.large = large;
        this.pieces = pieces;
        this.writer = writer;
    }

    /** An answer in full. {@code contentType} and {@code body} may be null; {@code body} is not copied. */
    public static Answer of(int status, String contentType, List<Header> headers, byte[] body) {
        return new Answer(status, contentType, List.copyOf(headers), body);
    }

    /** Status 200 with a JSON document. */
    public static Answer json(byte[] body) {
        return json(body, List.of());
    }

    /** Status 200 with a JSON document and further headers. */
    public static Answer json(byte[] body, List<Header> headers) {
        return new Answer(200, JSON, List.copyOf(headers), Objects.requireNonNull(body));
    }

    /** Status 200 with true or false as its JSON document. */
    public static Answer truth(boolean value, boolean pretty) {
        if (pretty) {
            return value ? PRETTY_TRUE : PRETTY_FALSE;
        }
        return value ? TRUE : FALSE;
    }

    /**
     * Status 200 with a JSON document that may be long. A short one is made here and now.
     *
     * @param heldBytes what is kept in memory as long as the document may have to be written, roughly
     * @param document gives the steps from the beginning, as often as it is asked
     */
    public static Answer json(List<Header> headers, boolean pretty, long heldBytes, Supplier<JsonSteps> document) {
        JsonSteps steps = document.get();
        JsonWriter json = new JsonWriter(SHORT, pretty);
        while (steps.next(json)) {
            if (json.length() >= LargeBody.PIECE) {
                return large(JSON, headers, LargeBody.json(heldBytes, pretty, document));
            }
        }
        return json(json.finish(), headers);
    }

    /** Status 200 with a long body, which {@code LargeAnswers} has to let start. */
    public static Answer large(String contentType, List<Header> headers, LargeBody body) {
        return new Answer(200, contentType, List.copyOf(headers), null, body, null, null);
    }

    /** An error: plain text without a newline. */
    public static Answer text(int status, String text) {
        return text(status, text, List.of());
    }

    /** An error with further headers. */
    public static Answer text(int status, String text, List<Header> headers) {
        return new Answer(status, TEXT, List.copyOf(headers), text.getBytes(UTF_8));
    }

    /** No body and no content type. */
    public static Answer empty(int status) {
        return empty(status, List.of());
    }

    /** No body and no content type, but headers. */
    public static Answer empty(int status, List<Header> headers) {
        return new Answer(status, null, List.copyOf(headers), null);
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The media type as it goes on the wire; null when the header must be absent. */
    public String contentType() {
        return contentType;
    }

    /** Further headers in the order they are written; never null. */
    public List<Header> headers() {
        return headers;
    }

    /** The body, not a copy, so not to be changed; null when there is none, or when it comes in {@link #pieces}. */
    public byte[] body() {
        return body;
    }

    /** The body of a large answer, for one request, whose end must close it; null for all others. */
    public BodyPieces pieces() {
        return pieces;
    }

    /** What writes the body; null if there is none, or if it is in memory or comes in {@link #pieces}. */
    public BodyWriter writer() {
        return writer;
    }

    /** The same answer with a body that is written while it is sent. */
    public Answer withWriter(BodyWriter body) {
        return new Answer(status, contentType, headers, null, null, null, body);
    }

    /** Gives back what the answer holds, if nobody will send it. */
    public void drop() {
        if (pieces != null) {
            pieces.close();
        }
    }

    /** How to make the body; null if it is not large. */
    public LargeBody large() {
        return large;
    }

    public Answer withPieces(BodyPieces admitted) {
        return new Answer(status, contentType, headers, null, large, admitted, null);
    }

    @Override
    public String toString() {
        return status + " " + contentType + " " + headers + " " + (body == null ? "" : new String(body, UTF_8));
    }
}
