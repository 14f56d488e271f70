package io.curia.torture.client;

import io.curia.torture.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** All clients of a run, a thread each. They can be held between their turns. Thread-safe. */
public final class Clients implements AutoCloseable {
    private static final int REGISTER_CLIENTS = 4;
    private static final int PAIR_CLIENTS = 2;
    private static final int ADDING_CLIENTS = 2;
    private static final int LOCK_CLIENTS = 3;
    private static final String ROUNDS = "torture/round/";
    private static final String HOT = "torture/hot";
    private static final int HOT_PAUSE_MS = 200;
    /** A wake-up that is lost is not hidden by the next. */
    private static final String COLD = "torture/cold";

    private static final int COLD_PAUSE_MS = 3_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final ReentrantReadWriteLock held = new ReentrantReadWriteLock(true);
    private volatile boolean ended;

    /** The key of the number that clients add to. */
    public static final String NUMBER = "torture/number";

    /** The key of the lock that clients take. */
    public static final String LOCK = "torture/lock";

    /** Starts them all. */
    public Clients(List<? extends Target> targets, History history, long seed) {
        var clients = new ArrayList<Client>();
        class Settings {
            Client.Setting next() {
                int number = clients.size();
                return new Client.Setting(number, targets, history, seed + number);
            }
        }
        var settings = new Settings();
        for (int i = 0; i < REGISTER_CLIENTS; i++) {
            clients.add(new RegisterClient(settings.next(), "torture/register/"));
        }
        for (int i = 0; i < PAIR_CLIENTS; i++) {
            clients.add(new PairClient(settings.next(), "torture/pair/"));
        }
        for (int i = 0; i < ADDING_CLIENTS; i++) {
            clients.add(new AddingClient(settings.next(), NUMBER));
        }
        for (int i = 0; i < LOCK_CLIENTS; i++) {
            clients.add(new LockClient(settings.next(), LOCK));
        }
        clients.add(new HotWriter(settings.next(), HOT, HOT_PAUSE_MS));
        clients.add(new HotWriter(settings.next(), COLD, COLD_PAUSE_MS));
        clients.add(RoundClient.writer(settings.next(), ROUNDS));
        for (int place = 0; place < targets.size(); place++) {
            clients.add(RoundClient.reader(settings.next(), place, ROUNDS));
            clients.add(new StaleReader(settings.next(), place, HOT));
            clients.add(new Watcher(settings.next(), place, HOT));
            clients.add(new Watcher(settings.next(), place, COLD));
        }
        clients.forEach(client -> running.add(threads.submit(() -> {
            run(client);
            return null;
        })));
    }

    private void run(Client client) throws InterruptedException {
        while (!ended) {
            held.readLock().lock();
            try {
                client.turn();
            } finally {
                held.readLock().unlock();
            }
            Thread.sleep(client.pauseMs());
        }
    }

    /** Something that is done while no client does anything. */
    public interface Quiet<E extends Exception> {
        /** Does it. */
        void run() throws E, InterruptedException;
    }

    /** Waits until each client's turn is over, and does something before the next begin. */
    public <E extends Exception> void whileHeld(Quiet<E> task) throws E, InterruptedException {
        held.writeLock().lockInterruptibly();
        try {
            task.run();
        } finally {
            held.writeLock().unlock();
        }
    }

    /**
     * Lets each end its turn, and returns when all have.
     *
     * @throws ExecutionException if one met what it did not expect of a server
     */
    public void end() throws InterruptedException, ExecutionException {
        ended = true;
        for (var client : running) {
            client.get();
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
    }
}
