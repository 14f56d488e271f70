package io.curia.torture.nemesis;

import io.curia.torture.client.Archives.Archive;
import io.curia.torture.client.Clients;
import io.curia.torture.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** States that are put in place of others. Stateless. */
final class States {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Much longer than any client holds it. */
    private static final long STUCK_MS = 3_000;

    private static final int SNAPSHOTS = 3;
    private static final long LOOK_MS = 500;
    private static final int MOST_LOOKS = 120;

    private States() {}

    static void restore(Arena arena) throws InterruptedException, IOException {
        var source = arena.any();
        arena.tell("an archive is saved by " + source.name());
        Archive archive;
        try {
            archive = arena.archives().save(source);
        } catch (IOException e) {
            arena.tell("no archive was saved: " + e.getMessage());
            return;
        }
        arena.last();
        var target = arena.any();
        arena.tell(archive.name() + " is restored by " + target.name());
        var outcome = arena.archives().restore(target, archive);
        arena.tell(archive.name() + " was restored: " + outcome);
        freeLock(arena);
    }

    /** It may be held, as it was when the archive was saved, by a session that its client has forgotten. */
    private static void freeLock(Arena arena) throws IOException, InterruptedException {
        var holder = holder(arena);
        Thread.sleep(STUCK_MS);
        if (holder.isPresent() && holder.equals(holder(arena))) {
            arena.ask("the end of a session", LIMIT, operator -> {
                operator.release(holder.get());
                return true;
            });
        }
    }

    private static Optional<String> holder(Arena arena) throws IOException, InterruptedException {
        return arena.ask("a look at the lock", LIMIT, operator -> operator.holder(Clients.LOCK));
    }

    /** One server is away until the others have so much more that it needs a snapshot. */
    static void overtake(Arena arena) throws InterruptedException, IOException {
        var server = arena.follower();
        arena.tell(server.name() + " is away until it needs a snapshot");
        server.kill();
        long from = index(arena);
        // where clients are slow it is no fault of the servers
        for (int i = 0; i < MOST_LOOKS && index(arena) - from < SNAPSHOTS * Cluster.SNAPSHOT_THRESHOLD; i++) {
            Thread.sleep(LOOK_MS);
        }
        server.start();
        server.awaitReady();
    }

    private static long index(Arena arena) throws IOException, InterruptedException {
        return arena.ask("a look at the index", LIMIT, operator -> operator.index("torture/"));
    }
}
