package io.curia.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.curia.http.Endpoint;
import java.util.List;
import java.util.stream.Collectors;

/** One path of the API with its endpoints, one for each method. Immutable. */
final class Route {
    private final String path;
    private final List<Endpoint<?>> endpoints;
    private final byte[] bytes;
    private final String allow;

    /** @param endpoints all of the path; the order of their methods is the one that clients are told */
    Route(String path, List<Endpoint<?>> endpoints) {
        this.path = path;
        this.endpoints = List.copyOf(endpoints);
        this.bytes = path.getBytes(US_ASCII);
        this.allow = endpoints.stream().map(Endpoint::method).collect(Collectors.joining(",", "OPTIONS,", ""));
    }

    /** The endpoint of a method; null if the path does not take it. */
    Endpoint<?> endpoint(String method) {
        for (Endpoint<?> endpoint : endpoints) {
            if (endpoint.method().equals(method)) {
                return endpoint;
            }
        }
        return null;
    }

    /** The path, ASCII, with a slash at the end when it is a prefix. */
    String path() {
        return path;
    }

    /** The value of the Allow header. */
    String allow() {
        return allow;
    }

    /** Whether the path goes on with an argument. */
    boolean isPrefix() {
        return path.endsWith("/");
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }
}
