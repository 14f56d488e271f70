package io.curia.autopilot;

import io.curia.autopilot.Decision.Nothing;

/** What to do next about who votes. Stateless. */
public final class Autopilot {
    private Autopilot() {}

    /**
     * The next thing to do; whoever has done it looks at the servers again and asks again. The same for the same servers,
     * whichever of them leads, but that a leader who is to lose its vote gives way first. When nothing changes outside, the answer
     * is {@link Nothing} after a few steps.
     */
    public static Decision decide(ClusterState state, Round round) {
        var ballot = Ballot.of(state);
        if (!ballot.hasQuorum()) {
            return new Nothing(
                    "only " + ballot.living() + " of " + ballot.voters() + " voters can be reached, which are too few");
        }
        return new Placement(state, ballot)
                .next()
                .or(() -> new Cleanup(state, ballot, round).next())
                .orElse(new Nothing("every server is in its place"));
    }
}
