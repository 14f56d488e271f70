package io.curia.torture.nemesis;

import io.curia.torture.cluster.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Packets that do not arrive, or late. Stateless. */
final class Cuts {
    private static final long HOUR_S = 3_600;
    private static final int SLOW_MS = 100;
    private static final int LOST_PERCENT = 20;

    private Cuts() {}

    static void isolateLeader(Arena arena) throws InterruptedException {
        var leader = arena.leader();
        arena.tell(leader.name() + ", the leader, is cut off from the others");
        arena.network().separate(List.of(leader), arena.without(leader));
        arena.last();
        arena.network().heal();
    }

    static void isolateLeaderWhoseClockGoesBack(Arena arena) throws InterruptedException, IOException {
        var leader = arena.leader();
        arena.tell(leader.name() + ", the leader, is cut off from the others, and its clock goes back by an hour");
        arena.network().separate(List.of(leader), arena.without(leader));
        leader.machine().stepClock(-HOUR_S);
        arena.last();
        arena.network().heal();
        leader.machine().stepClock(0);
    }

    static void halves(Arena arena) throws InterruptedException {
        var all = new ArrayList<>(arena.cluster().servers());
        Collections.shuffle(all, arena.random());
        var smaller = all.subList(0, all.size() / 2);
        var larger = all.subList(all.size() / 2, all.size());
        arena.tell("cut between " + names(smaller) + " and " + names(larger));
        arena.network().separate(smaller, larger);
        arena.last();
        arena.network().heal();
    }

    static void oneWay(Arena arena) throws InterruptedException {
        var mute = arena.leaderOrAny();
        arena.tell(mute.name() + " is heard by nobody");
        for (var other : arena.without(mute)) {
            arena.network().cut(mute, other);
        }
        arena.last();
        arena.network().heal();
    }

    static void slow(Arena arena) throws InterruptedException {
        arena.tell("slow links");
        arena.network().slow(SLOW_MS);
        arena.last();
        arena.network().fast();
    }

    static void lossy(Arena arena) throws InterruptedException {
        arena.tell("lossy links");
        arena.network().lose(LOST_PERCENT);
        arena.last();
        arena.network().heal();
    }

    private static String names(List<Server> servers) {
        return servers.stream().map(Server::name).sorted().toList().toString();
    }
}
