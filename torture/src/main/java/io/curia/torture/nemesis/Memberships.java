package io.curia.torture.nemesis;

import io.curia.torture.client.Operator;
import io.curia.torture.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;

/** Servers that are taken out, come, leave, and lose their votes for a time. Stateless. */
final class Memberships {
    /** The autopilot looks every ten seconds, and a busy machine takes its time. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Memberships() {}

    static void removePeer(Arena arena) throws InterruptedException, IOException {
        var server = arena.leaderOrAny();
        arena.tell(server.name() + " is taken out of the cluster, and comes again");
        arena.ask("the removal of " + server.name(), LIMIT, operator -> {
            if (operator.voters().contains(server.name())) {
                operator.removePeer(server.name());
            }
            return true;
        });
        arena.await("a vote for " + server.name(), LIMIT, operator -> operator.voters()
                .contains(server.name()));
    }

    static void replace(Arena arena) throws InterruptedException, IOException {
        var goes = arena.leaderOrAny();
        arena.tell("a new server comes");
        var comes = arena.cluster().enlist();
        arena.await("a vote for " + comes.name(), LIMIT, operator -> operator.voters()
                .contains(comes.name()));
        arena.tell(comes.name() + " votes, and " + goes.name() + " leaves");
        new Operator(goes.api()).leave();
        goes.awaitEnd();
        arena.cluster().dismiss(goes);
    }

    static void demote(Arena arena) throws InterruptedException, IOException {
        int all = arena.cluster().servers().size();
        arena.tell("one server of each zone is to vote");
        arena.ask("the choice of zones", LIMIT, operator -> {
            operator.voteByZone(Cluster.ZONE_TAG);
            return true;
        });
        try {
            arena.await(
                    "the loss of a vote", LIMIT, operator -> operator.voters().size() < all);
            arena.last();
        } finally {
            arena.tell("all are to vote");
            arena.ask("the end of zones", LIMIT, operator -> {
                operator.voteByZone("");
                return true;
            });
        }
        arena.awaitVotes(LIMIT);
    }
}
