package io.curia.agent;

import io.curia.agent.check.Schedule;
import io.curia.memdb.WatchSet;
import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Keeps what the catalog has of this node in step with the local state (http-api §16): what changes is brought at once, and
 * everything is compared from time to time, for others may write to the catalog too. One round at a time; a round that
 * fails is followed by another after a pause that grows. Thread-safe; never blocks.
 */
final class AntiEntropy implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** As many writes of one round are under way at once; the next begin when all of them are done. */
    private static final int AT_ONCE = 64;

    private final LocalState state;
    private final CatalogEntries catalog;
    private final Schedule schedule;
    private final Duration interval;

    private CompletableFuture<Void> nextRound = new CompletableFuture<>();
    private boolean running;
    private boolean wanted;
    private boolean compareWanted;
    private boolean closed;
    private int failuresInARow;
    private Schedule.Running timer = () -> {};
    private WatchSet restores = new WatchSet();
    private final SyncReport report = new SyncReport(System::nanoTime);

    AntiEntropy(LocalState state, CatalogEntries catalog, Schedule schedule, Duration interval) {
        this.state = state;
        this.catalog = catalog;
        this.schedule = schedule;
        this.interval = interval;
    }

    /** Begins with a comparison, which is repeated until there is a leader, and anew with every restored state. */
    void start() {
        var watch = new WatchSet();
        synchronized (this) {
            if (closed) {
                return;
            }
            restores = watch;
        }
        catalog.watchForRestore(watch);
        watch.fired().thenRun(this::start);
        request(true);
    }

    /** Brings all changes made so far. Completes when they were brought or could not be; never fails. */
    CompletionStage<Void> bringChanges() {
        return request(false);
    }

    private CompletionStage<Void> request(boolean compare) {
        CompletableFuture<Void> round;
        synchronized (this) {
            round = nextRound.copy();
            wanted = true;
            compareWanted |= compare;
            if (running || closed) {
                return closed ? CompletableFuture.completedFuture(null) : round;
            }
            running = true;
        }
        runRound();
        return round;
    }

    private void runRound() {
        CompletableFuture<Void> waiting;
        boolean compare;
        synchronized (this) {
            waiting = nextRound;
            nextRound = new CompletableFuture<>();
            compare = compareWanted;
            wanted = false;
            compareWanted = false;
        }
        CompletionStage<Void> compared = compare ? guarded(this::compare) : CompletableFuture.completedFuture(null);
        compared.thenCompose(done -> bring(state.pending()))
                .whenComplete((done, failure) -> ended(compare, failure, waiting));
    }

    private void ended(boolean compared, Throwable failure, CompletableFuture<Void> waiting) {
        boolean again;
        synchronized (this) {
            if (failure != null) {
                retryLater(failure);
            } else if (compared) {
                report.succeeded();
                failuresInARow = 0;
                timer.cancel();
                timer = schedule.after(withJitter(interval), () -> request(true));
            }
            again = wanted && !closed;
            running = again;
        }
        waiting.complete(null);
        if (again) {
            runRound();
        }
    }

    private void retryLater(Throwable failure) {
        if (closed) {
            return;
        }
        report.failed(failure);
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failuresInARow, 5));
        failuresInARow++;
        timer.cancel();
        timer = schedule.after(
                withJitter(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE), () -> request(true));
    }

    /** A part more, at random, so that agents do not all come at once. */
    private static long withJitter(Duration period) {
        long nanos = period.toNanos();
        return nanos + ThreadLocalRandom.current().nextLong(nanos / 4 + 1);
    }

    private CompletionStage<Void> compare() {
        return catalog.read()
                .thenAccept(found -> state.compare(
                        found.services(),
                        found.checks(),
                        List.of(CatalogEntries.SERVER_SERVICE, HealthCheck.SERF_HEALTH)));
    }

    private CompletionStage<Void> bring(LocalState.Pending pending) {
        var withServices = new ArrayList<Supplier<CompletionStage<Void>>>();
        var others = new ArrayList<Supplier<CompletionStage<Void>>>();
        pending.services().forEach((id, service) -> {
            if (service.isPresent()) {
                var checks = checksOf(id, pending);
                withServices.add(() -> bringService(service.get(), checks));
            } else {
                others.add(
                        () -> catalog.deregisterService(id).thenRun(() -> state.broughtService(id, Optional.empty())));
            }
        });
        pending.checks().forEach((id, check) -> {
            boolean withService = check.isPresent()
                    && pending.services()
                            .getOrDefault(check.get().serviceId(), Optional.empty())
                            .isPresent();
            if (check.isEmpty()) {
                others.add(() -> catalog.deregisterCheck(id).thenRun(() -> state.broughtCheck(id, Optional.empty())));
            } else if (!withService) {
                others.add(() -> bringChecks(List.of(check.get())));
            }
        });
        if (pending.isEmpty()) {
            return catalog.bringNode();
        }
        return inParts(withServices.iterator()).thenCompose(done -> inParts(others.iterator()));
    }

    private static List<HealthCheck> checksOf(String serviceId, LocalState.Pending pending) {
        return pending.checks().values().stream()
                .flatMap(Optional::stream)
                .filter(check -> check.serviceId().equals(serviceId))
                .toList();
    }

    /** One command for a service and its checks, so that nobody sees it without them. */
    private CompletionStage<Void> bringService(NodeService service, List<HealthCheck> checks) {
        return catalog.register(Optional.of(service), checks).thenRun(() -> {
            state.broughtService(service.id(), Optional.of(service));
            checks.forEach(check -> state.broughtCheck(check.checkId(), Optional.of(check)));
        });
    }

    private CompletionStage<Void> bringChecks(List<HealthCheck> checks) {
        return catalog.register(Optional.empty(), checks)
                .thenRun(() -> checks.forEach(check -> state.broughtCheck(check.checkId(), Optional.of(check))));
    }

    private static CompletionStage<Void> inParts(Iterator<Supplier<CompletionStage<Void>>> writes) {
        var part = new ArrayList<CompletableFuture<Void>>();
        while (writes.hasNext() && part.size() < AT_ONCE) {
            part.add(guarded(writes.next()).toCompletableFuture());
        }
        if (part.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.allOf(part.toArray(CompletableFuture[]::new)).thenCompose(done -> inParts(writes));
    }

    private static CompletionStage<Void> guarded(Supplier<CompletionStage<Void>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends all rounds; what is under way may still finish. */
    @Override
    public synchronized void close() {
        closed = true;
        timer.cancel();
        restores.close();
        nextRound.complete(null);
    }
}
