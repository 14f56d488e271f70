package io.curia.http;

import java.util.Objects;

/** A request that is answered before it reaches the state or the log. Carries the answer; has no stack trace. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    public RefusedException(Answer answer) {
        super("request refused", null, false, false);
        this.answer = Objects.requireNonNull(answer);
    }

    /** An error in plain text. */
    public static RefusedException text(int status, String text) {
        return new RefusedException(Answer.text(status, text));
    }

    public Answer answer() {
        return answer;
    }
}
