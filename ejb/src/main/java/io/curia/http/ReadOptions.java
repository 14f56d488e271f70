package io.curia.http;

import io.curia.raft.api.Consistency;
import io.curia.refusal.Refusal;
import io.curia.text.Durations;
import io.curia.text.Numbers;
import io.curia.text.Texts;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a read is to be done (http-api §1.3). Writes take the same parameters and refuse the same wrong ones, but use
 * only {@code datacenter} and {@code pretty}.
 *
 * @param datacenter as given; empty means this one
 * @param consistency how fresh the answer must be
 * @param minIndex wait until the index is past this one (unsigned); 0 means not to wait
 * @param waitNanos how long to wait at most, in nanoseconds, as given; 0 or less means the default
 * @param maxStaleNanos a stale answer's greatest age in nanoseconds; 0 means any
 * @param pretty whether JSON is indented
 */
public record ReadOptions(
        String datacenter, Consistency consistency, long minIndex, long waitNanos, long maxStaleNanos, boolean pretty) {
    private static final ReadOptions PLAIN = new ReadOptions("", Consistency.DEFAULT, 0, 0, 0, false);
    private static final ReadOptions PRETTY = new ReadOptions("", Consistency.DEFAULT, 0, 0, 0, true);

    /**
     * Reads the options from a request.
     *
     * @throws Refusal that says what is wrong
     */
    public static ReadOptions parse(QueryParams params, RequestHeaders headers) {
        String cacheControl = headers.first("Cache-Control");
        if (params.isMalformed()) {
            throw Refusal.unreadable();
        }
        if (params.isEmpty() && cacheControl == null) {
            return PLAIN;
        }
        long maxStale = maxStale(params);
        Consistency consistency = consistency(params, maxStale > 0);
        checkCacheControl(cacheControl);
        long wait = wait(params);
        return new ReadOptions(
                params.text("dc"), consistency, index(params), wait, Math.max(maxStale, 0), params.has("pretty"));
    }

    /** What there is to know of a request whose parameters may be bad: whether its answer is to be indented. */
    static ReadOptions unread(QueryParams params) {
        return params.has("pretty") ? PRETTY : PLAIN;
    }

    /** The same for a read of the state that this server has, however old. */
    public ReadOptions stale() {
        return new ReadOptions(datacenter, Consistency.STALE, minIndex, waitNanos, maxStaleNanos, pretty);
    }

    /** Whether the answer may have to wait for a change. */
    public boolean isBlocking() {
        return minIndex != 0;
    }

    private static Consistency consistency(QueryParams params, boolean staleByAge) {
        boolean stale = staleByAge || params.has("stale");
        if (!params.has("consistent")) {
            return stale ? Consistency.STALE : Consistency.DEFAULT;
        }
        if (stale) {
            throw Refusal.invalid("Cannot specify ?stale with ?consistent, conflicting semantics.");
        }
        if (params.has("cached")) {
            throw Refusal.invalid("Cannot specify ?cached with ?consistent, conflicting semantics.");
        }
        return Consistency.CONSISTENT;
    }

    private static long maxStale(QueryParams params) {
        String text = params.text("max_stale");
        if (text.isEmpty()) {
            return 0;
        }
        OptionalLong nanos = Durations.parse(text);
        if (nanos.isEmpty()) {
            throw Refusal.invalid("Invalid max_stale value " + Texts.quote(params.bytes("max_stale")));
        }
        return nanos.getAsLong();
    }

    private static long wait(QueryParams params) {
        String text = params.text("wait");
        if (text.isEmpty()) {
            return 0;
        }
        OptionalLong nanos = Durations.parse(text);
        if (nanos.isEmpty()) {
            throw Refusal.invalid("Invalid wait time");
        }
        return nanos.getAsLong();
    }

    private static long index(QueryParams params) {
        String text = params.text("index");
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Numbers.parseUnsigned(text);
        } catch (Numbers.NotANumberException e) {
            throw Refusal.invalid("Invalid index");
        }
    }

    /** Nothing here is answered from a cache, so the header's ages bound nothing; but they must be numbers. */
    private static void checkCacheControl(String header) {
        if (header == null) {
            return;
        }
        for (String directive : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String text = directive.strip();
            if (text.startsWith("max-age=")) {
                checkSeconds(text.substring("max-age=".length()));
            } else if (text.startsWith("stale-if-error=")) {
                checkSeconds(text.substring("stale-if-error=".length()));
            }
        }
    }

    private static void checkSeconds(String text) {
        OptionalInt seconds = Numbers.parseSeconds(text);
        if (seconds.isEmpty()) {
            throw Refusal.invalid("Invalid Cache-Control header.");
        }
    }
}
