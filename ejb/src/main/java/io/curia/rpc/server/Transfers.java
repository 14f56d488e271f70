package io.curia.rpc.server;

import io.curia.archives.ScratchDirectory;
import io.curia.query.ServiceThreads;
import io.curia.rpc.SnapshotRefusedException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The transfers that are open: a few at a time, each of one user, each ended when nothing has happened for a while. Safe
 * for use by any thread.
 */
@ApplicationScoped
public class Transfers {
    /** How many may be open. */
    static final int MOST = 4;

    private static final Logger LOG = System.getLogger(Transfers.class.getName());
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final long LEAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ScratchDirectory files;
    private final ServiceThreads threads;
    private final long idleNanos;
    private final Semaphore places = new Semaphore(MOST);
    private final Map<String, Transfer> open = new ConcurrentHashMap<>();

    /** Made by the container. */
    @Inject
    public Transfers(ScratchDirectory files, ServiceThreads threads) {
        this(files, threads, IDLE);
    }

    /** Made by hand, with the time after which an unused transfer is ended. */
    Transfers(ScratchDirectory files, ServiceThreads threads, Duration idle) {
        this.files = files;
        this.threads = threads;
        this.idleNanos = idle.toNanos();
    }

    /** What is done with a transfer while nobody else uses it. */
    interface Use<T> {
        T with(Transfer transfer) throws IOException;
    }

    /**
     * Opens a transfer and uses it for the first time; it is ended if that fails.
     *
     * @throws SnapshotRefusedException if too many are open
     * @throws IOException if its file cannot be made, or what {@code first} throws
     */
    <T> T open(String user, Transfer.Direction direction, Use<T> first) throws IOException {
        if (!places.tryAcquire()) {
            throw new SnapshotRefusedException("Too many snapshots are transferred, try again later");
        }
        Transfer transfer;
        try {
            transfer = new Transfer(UUID.randomUUID().toString(), user, direction, files.newFile(), System.nanoTime());
        } catch (IOException | RuntimeException | Error e) {
            places.release();
            throw e;
        }
        open.put(transfer.id(), transfer);
        boolean done = false;
        try {
            T result = use(transfer, first);
            done = true;
            endWhenIdle(transfer, idleNanos);
            return result;
        } finally {
            if (!done) {
                end(transfer);
            }
        }
    }

    /**
     * Uses an open transfer.
     *
     * @throws SnapshotRefusedException if it is not open, not this user's, or goes the other way
     * @throws IOException what {@code use} throws
     */
    <T> T use(String id, String user, Transfer.Direction direction, Use<T> use) throws IOException {
        var transfer = open.get(id);
        if (transfer == null || !transfer.isFor(user, direction)) {
            throw notOpen();
        }
        return use(transfer, use);
    }

    /** Ends a transfer if it is open and this user's. */
    void end(String id, String user) {
        var transfer = open.get(id);
        if (transfer != null && transfer.belongsTo(user)) {
            end(transfer);
        }
    }

    private static <T> T use(Transfer transfer, Use<T> use) throws IOException {
        transfer.lock().lock();
        try {
            if (transfer.hasEnded()) {
                throw notOpen();
            }
            return use.with(transfer);
        } finally {
            transfer.usedAt(System.nanoTime());
            transfer.lock().unlock();
        }
    }

    private static SnapshotRefusedException notOpen() {
        return new SnapshotRefusedException("No such transfer; it may have been idle for too long");
    }

    private void endWhenIdle(Transfer transfer, long nanos) {
        threads.after(nanos, () -> {
            endIfIdle(transfer);
            if (open.containsKey(transfer.id())) {
                endWhenIdle(transfer, Math.max(idleLeft(transfer), LEAST_PAUSE_NANOS));
            }
        });
    }

    /** One that is in use is not idle, however long that takes. */
    private void endIfIdle(Transfer transfer) {
        if (transfer.lock().tryLock()) {
            try {
                if (idleLeft(transfer) <= 0) {
                    end(transfer);
                }
            } finally {
                transfer.lock().unlock();
            }
        }
    }

    private long idleLeft(Transfer transfer) {
        return idleNanos - (System.nanoTime() - transfer.usedNanos());
    }

    private void end(Transfer transfer) {
        transfer.lock().lock();
        try {
            if (!open.remove(transfer.id(), transfer)) {
                return;
            }
            places.release();
            transfer.end();
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "cannot delete {0}, which a transfer has left: {1}",
                    transfer.file(),
                    e.getMessage());
        } finally {
            transfer.lock().unlock();
        }
    }

    /** Ends all. */
    @PreDestroy
    void close() {
        open.values().forEach(this::end);
    }
}
