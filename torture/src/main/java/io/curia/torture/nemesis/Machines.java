package io.curia.torture.nemesis;

import java.io.IOException;

/** Clocks that are set, and disks that are not what they should be. Stateless. */
final class Machines {
    private static final long HOUR_S = 3_600;
    private static final int SHORTEST_DELAY_MS = 200;
    private static final int LONGEST_DELAY_MS = 1_500;

    private Machines() {}

    static void stepClock(Arena arena) throws InterruptedException, IOException {
        var server = arena.leaderOrAny();
        long step = arena.random().nextBoolean() ? HOUR_S : -HOUR_S;
        arena.tell("the clock of " + server.name() + " is set by " + step + " s");
        server.machine().stepClock(step);
        arena.last();
        arena.tell("the clock of " + server.name() + " is set right");
        server.machine().stepClock(0);
        arena.last();
    }

    static void slowDisk(Arena arena) throws InterruptedException, IOException {
        var server = arena.leaderOrAny();
        int delay = SHORTEST_DELAY_MS + arena.random().nextInt(LONGEST_DELAY_MS - SHORTEST_DELAY_MS);
        arena.tell("each fsync of " + server.name() + " takes " + delay + " ms longer");
        server.machine().slowDisk(delay);
        try {
            arena.last();
        } finally {
            server.machine().soundDisk();
        }
    }

    static void failingDisk(Arena arena) throws InterruptedException, IOException {
        var server = arena.leaderOrAny();
        arena.tell("each fsync of " + server.name() + " fails, and drops what it was to write");
        server.machine().failingDisk();
        try {
            arena.last();
        } finally {
            server.machine().soundDisk();
        }
        // a server may give up rather than go on with such a disk
        arena.cluster().startAll();
    }

    static void fullDisk(Arena arena) throws InterruptedException, IOException {
        var server = arena.leaderOrAny();
        arena.tell("the disk of " + server.name() + " is full");
        server.machine().fillDisk();
        try {
            arena.last();
        } finally {
            server.machine().emptyDisk();
        }
        arena.cluster().startAll();
    }
}
