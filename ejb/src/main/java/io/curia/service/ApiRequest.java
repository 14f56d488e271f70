package io.curia.service;

import java.util.Objects;

/**
 * One request to a service, already matched to its route and method.
 *
 * @param argument what follows the route in the path, percent-decoded once; any bytes; not to be changed
 * @param params the query's parameters
 * @param headers the headers
 * @param body the body; {@link RequestBody#NONE} for reads
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lives for one request
public record ApiRequest(byte[] argument, QueryParams params, RequestHeaders headers, RequestBody body) {
    public ApiRequest {
        Objects.requireNonNull(argument);
        Objects.requireNonNull(params);
        Objects.requireNonNull(headers);
        Objects.requireNonNull(body);
    }
}
