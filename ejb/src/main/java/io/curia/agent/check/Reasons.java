package io.curia.agent.check;

import jakarta.ws.rs.core.Response;

/** The words that go with HTTP statuses, which the client does not pass on. */
final class Reasons {
    private Reasons() {}

    static String of(int status) {
        var known = Response.Status.fromStatusCode(status);
        return known == null ? "" : known.getReasonPhrase();
    }
}
