package io.curia.agent.check;

/** What the output of a check says about failures. */
final class Faults {
    private Faults() {}

    /** What lies beneath all that it was wrapped in. */
    static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
