package io.curia.agent.check;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What the output of a check says about failures. */
final class Faults {
    private Faults() {}

    static String text(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "i/o timeout";
        }
        if (cause instanceof ConnectException && cause.getMessage() == null) {
            return "connect: connection refused";
        }
        if (cause instanceof ConnectException) {
            return "connect: " + cause.getMessage().toLowerCase(Locale.ROOT);
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
