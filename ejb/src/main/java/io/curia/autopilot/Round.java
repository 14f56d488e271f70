package io.curia.autopilot;

/**
 * What has happened since the autopilot began to look at the cluster this time. Of the voters at its start fewer than half may
 * be removed.
 *
 * @param votersAtStart how many servers voted at its start
 * @param votersRemoved how many of them were removed since
 */
public record Round(int votersAtStart, int votersRemoved) {
    /** One that begins with a cluster as it is. */
    public static Round begin(ClusterState state) {
        return new Round(state.voters().size(), 0);
    }

    /** The same after a decision was carried out. */
    public Round after(Decision decision, ClusterState before) {
        boolean removal = decision instanceof Decision.RemoveStale || decision instanceof Decision.RemoveFailed;
        boolean ofVoter = removal
                && before.find(((Decision.Change) decision).id())
                        .filter(state -> state.server().voter())
                        .isPresent();
        return ofVoter ? new Round(votersAtStart, votersRemoved + 1) : this;
    }

    boolean mayRemoveVoter() {
        return votersRemoved < (votersAtStart - 1) / 2;
    }
}
