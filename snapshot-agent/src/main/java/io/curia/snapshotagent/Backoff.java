package io.curia.snapshotagent;

import java.time.Duration;

/** How long to wait after failures: twice as long after each, up to a limit. */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int DOUBLINGS = 16;

    private Backoff() {}

    /** @param failures that came one after the other, at least 1 */
    static Duration after(int failures, Duration limit) {
        var wait = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        var most = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        return wait.compareTo(most) < 0 ? wait : most;
    }
}
