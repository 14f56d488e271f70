package io.curia.autopilot;

import java.util.List;
import java.util.Optional;

/**
 * The way of the servers to a newer version (raft-and-autopilot §5.3): the new ones do not vote until there are as many as old ones that
 * vote; then they vote, one of them leads, and the old ones vote no more.
 *
 * @param step how far it is
 * @param target the newest version that a living server has
 * @param current the living servers that have it and may vote
 * @param others the living servers that have another and may vote
 */
public record Migration(Step step, String target, List<ServerState> current, List<ServerState> others) {
    /** How far it is. */
    public enum Step {
        /** It is switched off. */
        DISABLED("disabled"),
        /** All servers have one version. */
        IDLE("idle"),
        /** There are fewer new servers than old voters. */
        AWAIT_NEW_SERVERS("await-new-servers"),
        /** There are enough new servers, but not all are healthy and stable, or in zones that need them. */
        AWAIT_NEW_VOTERS("await-new-voters"),
        /** The new servers get their votes. */
        PROMOTING("promoting"),
        /** A new server is to lead. */
        LEADER_TRANSFER("leader-transfer"),
        /** The old servers lose their votes. */
        DEMOTING("demoting"),
        /** The old servers do not vote any more, and can be stopped. */
        AWAIT_SERVER_REMOVAL("await-server-removal");

        private final String shown;

        Step(String shown) {
            this.shown = shown;
        }

        /** What the API calls it. */
        @Override
        public String toString() {
            return shown;
        }
    }

    public Migration {
        current = List.copyOf(current);
        others = List.copyOf(others);
    }

    static Migration of(ClusterState state) {
        var living = state.servers().stream()
                .filter(server -> server.server().isAlive() && !server.server().readReplica())
                .toList();
        String target = living.stream()
                .map(server -> version(state, server))
                .max(Versions.BY_AGE)
                .orElse("");
        var current = living.stream()
                .filter(server -> Versions.BY_AGE.compare(version(state, server), target) == 0)
                .toList();
        var others = living.stream().filter(server -> !current.contains(server)).toList();
        return new Migration(step(state, current, others), target, current, others);
    }

    /** The version of a server as migrations see it. */
    private static String version(ClusterState state, ServerState server) {
        String tag = state.config().upgradeVersionTag();
        return tag.isEmpty()
                ? server.server().version()
                : server.server().meta().getOrDefault(tag, "");
    }

    private static Step step(ClusterState state, List<ServerState> current, List<ServerState> others) {
        if (state.config().disableUpgradeMigration()) {
            return Step.DISABLED;
        } else if (others.isEmpty()) {
            return Step.IDLE;
        }
        long old = voters(others).size();
        if (old == 0) {
            return Step.AWAIT_SERVER_REMOVAL;
        } else if (current.size() < old) {
            return Step.AWAIT_NEW_SERVERS;
        }
        int voting = (int) current.stream().filter(ServerState::isHealthyVoter).count();
        int promotable = promotable(state, current).size();
        if (voting + promotable < old) {
            return Step.AWAIT_NEW_VOTERS;
        } else if (promotable > 0) {
            return Step.PROMOTING;
        }
        return others.stream().anyMatch(state::isLeader) ? Step.LEADER_TRANSFER : Step.DEMOTING;
    }

    /** The new servers that get a vote as soon as there are enough. */
    private static List<ServerState> promotable(ClusterState state, List<ServerState> current) {
        return state.zones()
                .missing(current.stream().filter(state::isPromotable).toList(), voters(current));
    }

    private static List<ServerState> voters(List<ServerState> servers) {
        return servers.stream().filter(server -> server.server().voter()).toList();
    }

    /** Whether old servers give way to new ones now. */
    boolean isSwapping() {
        return step == Step.PROMOTING || step == Step.LEADER_TRANSFER || step == Step.DEMOTING;
    }

    /** The new servers that get a vote next. */
    List<ServerState> promotable(ClusterState state) {
        return promotable(state, current);
    }

    /** The old servers that still vote. */
    List<ServerState> oldVoters() {
        return voters(others);
    }

    /** A new server that can lead. */
    Optional<ServerState> successor() {
        return current.stream().filter(ServerState::isHealthyVoter).findFirst();
    }

    /** Whether a server may get a vote while nothing is swapped: new ones not while old ones vote, old ones not after. */
    boolean admits(ServerState server) {
        return switch (step) {
            case DISABLED, IDLE -> true;
            case AWAIT_SERVER_REMOVAL -> current.contains(server);
            default -> others.contains(server);
        };
    }
}
