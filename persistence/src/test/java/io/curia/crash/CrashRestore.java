package io.curia.crash;

import io.curia.fsm.restore.RestoreCommand;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Brings an archive through the log as a server does for a client, and says what it knows of the outcome. */
final class CrashRestore {
    /** What whoever restores is told. */
    enum Outcome {
        RESTORED,
        NOT_RESTORED,
        UNKNOWN
    }

    /** Called at the border of two chunks: before number {@code step}; before the switch it is the number of chunks. */
    interface Step {
        void before(int step) throws Exception;
    }

    private static final int CHUNK = 4096;
    private static final Duration BACKOFF = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CrashCluster cluster;
    private final AtomicLong commandIds;
    private final Random random;
    private final boolean persistent;
    private final String id = UUID.randomUUID().toString();

    /** @param persistent whether chunks whose fate is not known are proposed again */
    CrashRestore(CrashCluster cluster, AtomicLong commandIds, Random random, boolean persistent) {
        this.cluster = cluster;
        this.commandIds = commandIds;
        this.random = random;
        this.persistent = persistent;
    }

    static int chunks(byte[] archive) {
        return (archive.length + CHUNK - 1) / CHUNK;
    }

    private List<RestoreCommand> cut(byte[] archive) {
        var commands = new ArrayList<RestoreCommand>();
        int count = chunks(archive);
        for (int i = 0; i < count; i++) {
            var part = Arrays.copyOfRange(archive, i * CHUNK, Math.min(archive.length, (i + 1) * CHUNK));
            commands.add(RestoreCommand.chunk(
                    new RestoreChunk(id, i, (long) i * CHUNK, i == count - 1, ByteString.wrap(part))));
        }
        return commands;
    }

    Outcome run(byte[] archive, Step step) throws Exception {
        var commands = cut(archive);
        for (int i = 0; i < commands.size(); i++) {
            step.before(i);
            if (!stage(commands.get(i))) {
                return Outcome.NOT_RESTORED;
            }
        }
        step.before(commands.size());
        return switchTo(commands.size());
    }

    private boolean stage(RestoreCommand chunk) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            switch (apply(chunk)) {
                case TRUE -> {
                    return true;
                }
                case FALSE, REFUSED -> {
                    return false;
                }
                case NOT_PROPOSED -> LockSupport.parkNanos(BACKOFF.toNanos());
                case UNKNOWN -> {
                    if (!persistent) {
                        return false;
                    }
                }
            }
        }
        throw new AssertionError("no chunk can be staged");
    }

    private Outcome switchTo(int chunks) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            switch (apply(RestoreCommand.switchTo(id, chunks))) {
                case TRUE -> {
                    return Outcome.RESTORED;
                }
                case FALSE, REFUSED -> {
                    return Outcome.NOT_RESTORED;
                }
                case UNKNOWN -> {
                    return Outcome.UNKNOWN;
                }
                case NOT_PROPOSED -> LockSupport.parkNanos(BACKOFF.toNanos());
            }
        }
        throw new AssertionError("the switch cannot be proposed");
    }

    private CrashServer.Answer apply(RestoreCommand command) {
        CrashCluster.Connection connection;
        try {
            connection = cluster.connect(random.nextInt(cluster.size()));
        } catch (IOException e) {
            return CrashServer.Answer.NOT_PROPOSED;
        }
        try (connection) {
            return connection.apply(JournaledState.command(commandIds.incrementAndGet(), command.encode()));
        } catch (IOException e) {
            return CrashServer.Answer.UNKNOWN;
        }
    }
}
