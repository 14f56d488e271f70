package io.curia.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a server has answered. Immutable. */
final class Answer {
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;
    private final Duration took;

    /**
     * Keeps the body, which must not be changed any more.
     *
     * @param headers in their order; names may repeat
     * @param body empty if there was none
     * @param took from the start of the request to the last byte of the answer
     */
    Answer(int status, List<Map.Entry<String, String>> headers, byte[] body, Duration took) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.took = took;
    }

    int status() {
        return status;
    }

    /** The body as it came; must not be changed. */
    byte[] body() {
        return body;
    }

    Duration took() {
        return took;
    }

    /** All values of a header, whatever the case of its name. */
    Optional<String> header(String name) {
        var values = headers.stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(values.stream().collect(Collectors.joining(", ")));
    }
}
