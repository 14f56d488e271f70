package io.curia.autopilot;

import io.curia.autopilot.Decision.RemoveFailed;
import io.curia.autopilot.Decision.RemoveStale;
import java.util.Comparator;
import java.util.Optional;

/** Which of the dead goes next (raft-and-autopilot §5.3). For one state. */
final class Cleanup {
    /** Whom no member has met goes before who cannot be reached, and who does not vote before who does. */
    private static final Comparator<ServerState> ORDER = Comparator.comparing(
                    (ServerState dead) -> dead.server().standing() != Standing.UNKNOWN)
            .thenComparing(dead -> dead.server().voter())
            .thenComparing(ServerState::id);

    private final ClusterState state;
    private final Ballot ballot;
    private final Round round;

    Cleanup(ClusterState state, Ballot ballot, Round round) {
        this.state = state;
        this.ballot = ballot;
        this.round = round;
    }

    /** The next removal, if there is one. */
    Optional<Decision> next() {
        return state.servers().stream()
                .filter(state::isDead)
                .filter(dead ->
                        state.config().cleanupDeadServers() || dead.server().replaced())
                .filter(dead -> !dead.server().voter() || round.mayRemoveVoter() && ballot.mayLose(false))
                .min(ORDER)
                .map(this::removal);
    }

    private Decision removal(ServerState dead) {
        long seconds = dead.health().standingSince().until(state.now()).toSeconds();
        String why = dead.server().replaced()
                ? "another has come with its node id, name or address"
                : "it could not be reached for " + seconds + " s";
        return dead.server().standing() == Standing.UNKNOWN
                ? new RemoveStale(dead.id(), why)
                : new RemoveFailed(dead.id(), why);
    }
}
