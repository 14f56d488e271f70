package io.curia.autopilot;

import java.time.Duration;
import java.util.Objects;

/**
 * How far a server's log has come, by its own account.
 *
 * @param lastContact since it heard from the leader; zero for the leader, negative if it never did
 * @param lastTerm the term of its last entry
 * @param lastIndex the index of its last entry
 */
public record Progress(Duration lastContact, long lastTerm, long lastIndex) {
    /** Of a server that does not answer. */
    public static final Progress UNHEARD = new Progress(Duration.ofNanos(-1), 0, 0);

    public Progress {
        Objects.requireNonNull(lastContact);
    }
}
