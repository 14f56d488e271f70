package io.curia.http;

import io.curia.http.json.JsonBodies;
import io.curia.http.json.JsonReader;
import io.curia.json.MalformedJsonException;
import io.curia.refusal.Refusal;

/** Bodies of requests as values. */
public final class Bodies {
    /** How many bytes of a JSON body are read; a longer one is refused. */
    public static final int MAX_JSON = 4 * 1024 * 1024;

    private Bodies() {}

    /**
     * The body's value.
     *
     * @param fault what stands before the fault in the answer with status 400, for example
     *     {@code "Request decode failed: "}
     * @throws Refusal if the body is too long or not what the reader takes
     */
    public static <V> V json(Call request, JsonReader<V> reader, String fault) {
        if (request.body().isTooLong()) {
            throw Refusal.tooLarge("Request body too large, max size: " + MAX_JSON + " bytes.");
        }
        try {
            return JsonBodies.read(request.body().bytes(), reader);
        } catch (MalformedJsonException e) {
            throw Refusal.invalid(fault + e.getMessage());
        }
    }
}
