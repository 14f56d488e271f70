package io.curia.bench.state;

import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;
import io.curia.state.CatalogReads;
import io.curia.state.HealthReads;
import io.curia.state.KvEntries;
import io.curia.state.ReadFilter;
import io.curia.state.Registration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Operations that touch many rows at once, at 1, 10 and 100 times the size: {@code StateGrowth [SIZES...]} tells the
 * time per row of each. What grows faster than the logarithm of the size does not scale.
 */
public final class StateGrowth {
    private static final int[] SIZES = {1_000, 10_000, 100_000};
    private static final int ROUNDS = 3;
    private static final int WARM_UP_ROUNDS = 20;

    private StateGrowth() {}

    /** Prepares an empty state, which is not measured, and answers the operation that is. */
    private interface Scenario {
        Runnable prepare(Machine machine, int rows);
    }

    /** A state machine that is given one command after the other. */
    private static final class Machine {
        private final Fsm fsm = StandardFsm.create(Runnable::run);
        private long index = 10;

        Object apply(Command command) {
            return fsm.apply(++index, command.encode());
        }

        void register(int node, int service, String serviceName) {
            String name = "node-" + node;
            String id = serviceName + "-" + service;
            var checks = List.of(
                    HealthCheck.of(name, id + ":alive", id, HealthCheck.PASSING),
                    HealthCheck.of(name, id + ":ready", id, HealthCheck.PASSING));
            apply(RegisterCommand.of(new Registration(
                    Node.of(name, "10.0.0.1"), NodeService.of(id, serviceName, 8080), null, checks, false)));
        }

        String session(int number) {
            String id = new UUID(0, number).toString();
            apply(SessionCommand.create(Session.of(id, "node-0", List.of())));
            return id;
        }

        void set(int row) {
            apply(KvsCommand.of(KvsOp.SET, KvEntry.of(key(row), ByteString.of("value " + index), 0)));
        }

        static ByteString key(int row) {
            return ByteString.of("key/" + row);
        }
    }

    private record Named(String name, Scenario scenario) {}

    private static final List<Named> SCENARIOS = List.of(
            new Named(
                    "register instances of one service, a node each",
                    (machine, rows) -> () -> each(rows, i -> machine.register(i, 0, "web"))),
            new Named(
                    "register services on one node",
                    (machine, rows) -> () -> each(rows, i -> machine.register(0, i, "service-" + i))),
            new Named("read the health of a service, per instance", (machine, rows) -> {
                each(rows, i -> machine.register(i, 0, "web"));
                return () -> require(
                        rows,
                        HealthReads.service(machine.fsm.store().read(), "web", ReadFilter.ALL, null)
                                .value()
                                .size());
            }),
            new Named("list services", (machine, rows) -> {
                each(rows, i -> machine.register(i / 10, i, "service-" + i));
                return () -> require(
                        rows,
                        CatalogReads.services(machine.fsm.store().read(), ReadFilter.ALL, null)
                                .value()
                                .size());
            }),
            new Named("deregister a node, per service on it", (machine, rows) -> {
                each(rows, i -> machine.register(0, i, "service-" + i));
                return () -> machine.apply(DeregisterCommand.ofNode("node-0"));
            }),
            new Named("create sessions on one node", (machine, rows) -> {
                machine.register(0, 0, "web");
                return () -> each(rows, machine::session);
            }),
            new Named("deregister a node, per session on it", (machine, rows) -> {
                machine.register(0, 0, "web");
                each(rows, machine::session);
                return () -> machine.apply(DeregisterCommand.ofNode("node-0"));
            }),
            new Named("destroy a session, per lock it holds", (machine, rows) -> {
                machine.register(0, 0, "web");
                String session = machine.session(0);
                each(
                        rows,
                        i -> machine.apply(KvsCommand.of(
                                KvsOp.LOCK,
                                KvEntry.of(Machine.key(i), ByteString.EMPTY, 0).withLock(session, 0))));
                return () -> machine.apply(SessionCommand.destroy(session));
            }),
            new Named("set keys", (machine, rows) -> () -> each(rows, machine::set)),
            new Named("list keys under a prefix", (machine, rows) -> {
                each(rows, machine::set);
                return () -> {
                    int found = 0;
                    for (var row : KvEntries.list(machine.fsm.store().read(), ByteString.of("key/"), null)
                            .value()) {
                        found += row == null ? 0 : 1;
                    }
                    require(rows, found);
                };
            }),
            new Named("delete a tree, per key", (machine, rows) -> {
                each(rows, machine::set);
                return () -> machine.apply(
                        KvsCommand.of(KvsOp.DELETE_TREE, KvEntry.of(ByteString.of("key/"), ByteString.EMPTY, 0)));
            }),
            new Named("wake those that watch one key, per watch", (machine, rows) -> {
                machine.set(0);
                var woken = watch(machine, rows, i -> 0);
                return () -> {
                    machine.set(0);
                    require(rows, woken.get());
                };
            }),
            new Named("change keys that one watch each waits for", (machine, rows) -> {
                each(rows, machine::set);
                var woken = watch(machine, rows, i -> i);
                return () -> {
                    each(rows, machine::set);
                    require(rows, woken.get());
                };
            }));

    /** Arguments: numbers of rows (1000, 10 000, 100 000). */
    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? SIZES
                : IntStream.range(0, args.length)
                        .map(i -> Integer.parseInt(args[i]))
                        .toArray();
        System.out.printf("%-50s", "ns per row, rows:");
        for (int size : sizes) {
            System.out.printf(Locale.ROOT, " %10d", size);
        }
        System.out.printf(" %10s%n", "last/first");
        for (var named : SCENARIOS) {
            for (int i = 0; i < WARM_UP_ROUNDS; i++) {
                nanosPerRow(named.scenario, SIZES[0]);
            }
            System.out.printf("%-50s", named.name);
            double first = 0;
            double last = 0;
            for (int size : sizes) {
                last = best(named.scenario, size);
                first = first == 0 ? last : first;
                System.out.printf(Locale.ROOT, " %10.0f", last);
            }
            System.out.printf(Locale.ROOT, " %10.1f%n", last / first);
        }
    }

    private static double best(Scenario scenario, int rows) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.min(best, nanosPerRow(scenario, rows));
        }
        return best;
    }

    private static double nanosPerRow(Scenario scenario, int rows) {
        var operation = scenario.prepare(new Machine(), rows);
        long started = System.nanoTime();
        operation.run();
        return (System.nanoTime() - started) / (double) rows;
    }

    private interface Step {
        void run(int i);
    }

    private static void each(int rows, Step step) {
        for (int i = 0; i < rows; i++) {
            step.run(i);
        }
    }

    private interface Choice {
        int key(int watch);
    }

    /** Watches that each wait for one key; answers how many were woken. */
    private static AtomicInteger watch(Machine machine, int watches, Choice choice) {
        var woken = new AtomicInteger();
        for (int i = 0; i < watches; i++) {
            var set = new WatchSet();
            KvEntries.get(machine.fsm.store().read(), Machine.key(choice.key(i)), set);
            var unused = set.fired().thenRun(woken::incrementAndGet);
        }
        return woken;
    }

    private static void require(int expected, int found) {
        if (found != expected) {
            throw new IllegalStateException(found + " instead of " + expected);
        }
    }
}
