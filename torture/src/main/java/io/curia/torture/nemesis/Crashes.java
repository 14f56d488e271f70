package io.curia.torture.nemesis;

import io.curia.torture.cluster.Server;
import java.io.IOException;
import java.util.List;

/** Processes that end or stand still. Stateless. */
final class Crashes {
    private static final int FSYNC_MS = 500;

    private Crashes() {}

    static void kill(Arena arena, Server server) throws InterruptedException, IOException {
        arena.tell("kill -9 of " + server.name());
        server.kill();
        arena.last();
        server.start();
        server.awaitReady();
    }

    static void killAll(Arena arena) throws InterruptedException, IOException {
        arena.tell("kill -9 of all servers");
        for (var server : arena.cluster().servers()) {
            server.kill();
        }
        arena.cluster().startAll();
    }

    /** In the midst of an fsync, for there is little else that is not forced. */
    private static void losePower(Arena arena, List<Server> servers) throws InterruptedException, IOException {
        for (var server : servers) {
            server.machine().slowDisk(FSYNC_MS);
        }
        Thread.sleep(FSYNC_MS + arena.random().nextInt(FSYNC_MS));
        for (var server : servers) {
            server.kill();
        }
        for (var server : servers) {
            server.machine().soundDisk();
            arena.tell("loss of power of " + server.name() + ", "
                    + server.machine().losePower() + " writes that were not forced are gone");
        }
    }

    static void losePowerOfOne(Arena arena) throws InterruptedException, IOException {
        var server = arena.leaderOrAny();
        losePower(arena, List.of(server));
        arena.last();
        server.start();
        server.awaitReady();
    }

    static void losePowerOfAll(Arena arena) throws InterruptedException, IOException {
        losePower(arena, arena.cluster().servers());
        arena.cluster().startAll();
    }

    static void pause(Arena arena, Server server) throws InterruptedException {
        arena.tell("SIGSTOP of " + server.name());
        server.pause();
        try {
            arena.last();
        } finally {
            server.resume();
        }
    }

    static void stop(Arena arena, Server server) throws InterruptedException, IOException {
        arena.tell("stop of " + server.name());
        server.stop();
        server.start();
        server.awaitReady();
    }

    static void stopOneByOne(Arena arena) throws InterruptedException, IOException {
        var leader = arena.leader();
        for (var server : arena.without(leader)) {
            stop(arena, server);
        }
        stop(arena, leader);
    }
}
