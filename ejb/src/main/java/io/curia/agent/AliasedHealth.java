package io.curia.agent;

import io.curia.agent.check.Outcome;
import io.curia.agent.check.Schedule;
import io.curia.memdb.WatchSet;
import io.curia.model.HealthCheck;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The health of another service or node, as alias checks show it: the worst of the checks of the service and its node.
 * It is taken from the catalog as this server has it, and looked at anew whenever that changes.
 */
final class AliasedHealth {
    private final CatalogEntries catalog;
    private final Executor executor;

    /** @param executor looks at the catalog when it has changed */
    AliasedHealth(CatalogEntries catalog, Executor executor) {
        this.catalog = catalog;
        this.executor = executor;
    }

    /** Tells the health now and after every change, one after the other, until it is cancelled. */
    Schedule.Running follow(CheckDefinition alias, Consumer<Outcome> told) {
        var follower = new Follower(alias, told);
        executor.execute(follower);
        return follower;
    }

    private final class Follower implements Runnable, Schedule.Running {
        private final CheckDefinition alias;
        private final Consumer<Outcome> told;
        private WatchSet watch = new WatchSet();
        private boolean cancelled;

        private Follower(CheckDefinition alias, Consumer<Outcome> told) {
            this.alias = alias;
            this.told = told;
        }

        @Override
        public void run() {
            var seen = new WatchSet();
            synchronized (this) {
                if (cancelled) {
                    return;
                }
                watch = seen;
            }
            told.accept(outcome(
                    alias.run().aliasService(), catalog.checksOf(alias.run().aliasNode(), seen)));
            seen.fired().thenRunAsync(this, executor);
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            watch.close();
        }
    }

    /** @param checks all of the node */
    static Outcome outcome(String serviceId, List<HealthCheck> checks) {
        HealthCheck worst = null;
        boolean found = false;
        for (var check : checks) {
            if (check.isOfNode() || check.serviceId().equals(serviceId)) {
                found = true;
                boolean worse = worst == null || !worst.status().equals(HealthCheck.CRITICAL);
                if (worse && !check.status().equals(HealthCheck.PASSING)) {
                    worst = check.status().equals(HealthCheck.CRITICAL) || worst == null ? check : worst;
                }
            }
        }
        if (worst != null) {
            return new Outcome(worst.status(), "Aliased check \"" + worst.name() + "\" failing: " + worst.output());
        }
        return new Outcome(HealthCheck.PASSING, found ? "All checks passing." : "No checks found.");
    }
}
