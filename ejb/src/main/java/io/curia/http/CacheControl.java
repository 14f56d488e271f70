package io.curia.http;

import io.curia.text.Numbers;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * What a client says about the age of cached answers, in the header {@code Cache-Control} (http-api §1.3).
 *
 * @param maxAgeMs the greatest age in milliseconds; -1 for any
 */
public record CacheControl(long maxAgeMs) {
    private static final String MAX_AGE = "max-age=";

    /** Reads the header, whose numbers {@link ReadOptions#parse} has checked. */
    public static CacheControl parse(RequestHeaders headers) {
        String header = headers.first("Cache-Control");
        long maxAgeMs = -1;
        if (header != null) {
            for (String directive : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String text = directive.strip();
                if (text.equals("must-revalidate")) {
                    return new CacheControl(0);
                } else if (text.startsWith(MAX_AGE)) {
                    OptionalInt seconds = Numbers.parseSeconds(text.substring(MAX_AGE.length()));
                    maxAgeMs = TimeUnit.SECONDS.toMillis(Math.max(seconds.orElse(0), 0));
                }
            }
        }
        return new CacheControl(maxAgeMs);
    }

    /** Whether an answer of that age in milliseconds will do; none does where the client wants to be asked about. */
    public boolean accepts(long ageMs) {
        return maxAgeMs < 0 || (maxAgeMs > 0 && ageMs <= maxAgeMs);
    }
}
