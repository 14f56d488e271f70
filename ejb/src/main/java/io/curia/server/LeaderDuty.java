package io.curia.server;

import java.time.Duration;

/**
 * Something that the leader does without being asked (raft-and-autopilot §3). {@link LeaderDuties} calls all methods on
 * its one thread, on which nothing may wait.
 */
interface LeaderDuty {
    /** The time between two turns; always the same. */
    Duration period();

    /** This server leads from now on. */
    void begin();

    /** Its turn; only while this server leads. An exception is logged, and the next turn comes all the same. */
    void turn();

    /** This server leads no more: whatever the duty remembers is void. */
    void end();
}
