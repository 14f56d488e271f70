package io.curia.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;

/**
 * What a service answers: status, headers and body, ready for any transport. Immutable as long as nobody writes into
 * the array that {@link #body()} hands out; answers may be shared between requests.
 */
public final class Answer {
    /** The media type of JSON answers; it carries no charset. */
    public static final String JSON = "application/json";

    /** The media type of errors. */
    public static final String TEXT = "text/plain; charset=utf-8";

    private final int status;
    private final String contentType;
    private final List<Header> headers;
    private final byte[] body;

    private Answer(int status, String contentType, List<Header> headers, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.headers = headers;
        this.body = body;
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

    /** The body, not a copy, so not to be changed; null when there is none. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return status + " " + contentType + " " + headers + " " + (body == null ? "" : new String(body, UTF_8));
    }
}
