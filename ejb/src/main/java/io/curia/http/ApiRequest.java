package io.curia.http;

import io.curia.cluster.Caller;
import java.util.Objects;

/**
 * One request to a service, already matched to its route and method.
 *
 * @param argument what follows the route in the path, percent-decoded once; any bytes; not to be changed
 * @param params the query's parameters
 * @param headers the headers
 * @param body the body; {@link RequestBody#NONE} for reads
 * @param caller who asks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives for one request
public record ApiRequest(byte[] argument, QueryParams params, RequestHeaders headers, RequestBody body, Caller caller) {
    public ApiRequest {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(argument);
        Objects.requireNonNull(params);
        Objects.requireNonNull(headers);
        Objects.requireNonNull(body);
    }

    /** A request of which it is not known who asks. */
    public ApiRequest(byte[] argument, QueryParams params, RequestHeaders headers, RequestBody body) {
        this(argument, params, headers, body, Caller.UNKNOWN);
    }

    /** The same with who asks. */
    public ApiRequest by(Caller newCaller) {
        return new ApiRequest(argument, params, headers, body, newCaller);
    }
}
