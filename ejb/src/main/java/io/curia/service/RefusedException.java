package io.curia.service;

import java.util.Objects;

/** A request that is answered before it reaches the state or the log. Carries the answer; has no stack trace. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    RefusedException(Answer answer) {
        super("request refused", null, false, false);
        this.answer = Objects.requireNonNull(answer);
    }

    /** An error in plain text. */
    static RefusedException text(int status, String text) {
        return new RefusedException(Answer.text(status, text));
    }

    Answer answer() {
        return answer;
    }
}
