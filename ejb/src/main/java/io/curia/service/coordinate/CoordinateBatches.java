package io.curia.service.coordinate;

import io.curia.fsm.coordinate.CoordinateBatchCommand;
import io.curia.model.NodeCoordinate;
import io.curia.query.ServiceThreads;
import io.curia.raft.api.ReplicatedLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Collects updates of coordinates and proposes them together every few seconds; of those for the same node the last
 * counts. What is beyond a period's measure is dropped, for the next update comes soon. Safe for use by any thread.
 */
@ApplicationScoped
public class CoordinateBatches {
    private static final Logger LOG = System.getLogger(CoordinateBatches.class.getName());
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BATCH = 128;
    private static final int BATCHES = 5;

    private final ReplicatedLog log;
    private final ServiceThreads threads;
    private final Map<Key, NodeCoordinate> waiting = new LinkedHashMap<>();

    private record Key(String node, String segment) {}

    /** Made by the container, or by hand. */
    @Inject
    public CoordinateBatches(ReplicatedLog log, ServiceThreads threads) {
        this.log = log;
        this.threads = threads;
    }

    /** Takes a valid update; it will be proposed within the period, if there is room. */
    public void add(NodeCoordinate update) {
        Key key = new Key(update.node().toLowerCase(Locale.ROOT), update.segment());
        synchronized (waiting) {
            if (waiting.size() >= BATCH * BATCHES && !waiting.containsKey(key)) {
                return;
            }
            if (waiting.isEmpty()) {
                threads.after(PERIOD_NANOS, this::propose);
            }
            waiting.put(key, update);
        }
    }

    private void propose() {
        List<NodeCoordinate> all;
        synchronized (waiting) {
            all = new ArrayList<>(waiting.values());
            waiting.clear();
        }
        for (int from = 0; from < all.size(); from += BATCH) {
            List<NodeCoordinate> batch = all.subList(from, Math.min(from + BATCH, all.size()));
            log.apply(new CoordinateBatchCommand(batch).encode()).whenComplete((result, failure) -> {
                if (failure != null) {
                    LOG.log(Level.DEBUG, "coordinates were not written: {0}", failure.toString());
                }
            });
        }
    }
}
