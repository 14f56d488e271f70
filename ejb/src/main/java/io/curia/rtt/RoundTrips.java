package io.curia.rtt;

import io.curia.fsm.Fsm;
import io.curia.fsm.coordinate.CoordinateBatchCommand;
import io.curia.model.Coordinate;
import io.curia.model.NodeCoordinate;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.GossipChannel;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Coordinates;
import io.curia.state.Nodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Measures round trips to the other servers, one at a time, and brings this server's coordinate to the catalog when it has
 * moved by more than it wavers. Thread-safe.
 */
public final class RoundTrips implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RoundTrips.class.getName());
    private static final long PING_PERIOD = Duration.ofSeconds(5).toNanos();
    private static final long WRITE_PERIOD = Duration.ofSeconds(15).toNanos();
    /** A coordinate is written when it has moved by this part of its distance to the others, or this much. */
    private static final double PART = 0.25;

    private static final double SECONDS = 0.0005;
    private static final double ERROR = 0.1;

    private final ReplicatedLog log;
    private final Cluster cluster;
    private final Fsm fsm;
    private final String id;
    private final String name;
    private final GossipChannel channel;
    private final Vivaldi vivaldi = new Vivaldi(RandomGenerator.getDefault());
    private final ScheduledExecutorService thread;

    private long number;
    private long sentAt;
    private String asked = "";
    private int turn;
    private double usualSeconds;

    /**
     * Made, but not started.
     *
     * @param id this server's id
     * @param name its node's name
     */
    public <R extends ReplicatedLog & Cluster> RoundTrips(R raft, Fsm fsm, String id, String name) {
        this.log = raft;
        this.cluster = raft;
        this.fsm = fsm;
        this.id = id;
        this.name = name;
        this.channel = cluster.gossip("round-trips");
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "curia-round-trips");
            made.setDaemon(true);
            return made;
        });
        channel.subscribe(this::received);
    }

    /** Measures and writes from now on. */
    public void start() {
        every(PING_PERIOD, this::ping);
        every(WRITE_PERIOD, this::write);
    }

    private void every(long nanos, Runnable task) {
        Future<?> unused = thread.scheduleWithFixedDelay(() -> guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a round trip failed", e);
        }
    }

    /** This server's place now. */
    synchronized Coordinate place() {
        return vivaldi.place();
    }

    /** Asks the next of the other servers that are connected, if there is one. */
    void ping() {
        List<String> others = cluster.members().stream()
                .filter(ClusterMember::alive)
                .map(ClusterMember::id)
                .filter(other -> !other.equals(id))
                .toList();
        byte[] message;
        synchronized (this) {
            vivaldi.retainPeers(others);
            if (others.isEmpty()) {
                return;
            }
            number++;
            asked = others.get(turn++ % others.size());
            message = new Ping(false, id, asked, number, vivaldi.place()).encode();
            sentAt = System.nanoTime();
        }
        channel.publish(message);
    }

    private void received(byte[] message) {
        long now = System.nanoTime();
        try {
            var ping = Ping.decode(message);
            if (!ping.to().equals(id)) {
                return;
            } else if (ping.answer()) {
                answered(ping, now);
            } else {
                channel.publish(new Ping(true, id, ping.from(), ping.number(), place()).encode());
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a message of another server was not understood", e);
        }
    }

    private synchronized void answered(Ping ping, long now) {
        if (ping.number() == number && ping.from().equals(asked)) {
            double seconds = (now - sentAt) / 1e9;
            usualSeconds = usualSeconds == 0 ? seconds : usualSeconds + (seconds - usualSeconds) / 8;
            asked = "";
            vivaldi.observe(ping.from(), ping.place(), seconds);
        }
    }

    /** Writes the place, if the catalog has the node and another place for it. */
    void write() {
        var txn = fsm.store().read();
        var known = Coordinates.ofNode(txn, name, null).value();
        var now = place();
        var node = Nodes.byName(txn, name);
        if (node == null
                || !node.id().equals(id)
                || (!known.isEmpty() && isNear(known.get(0).coord(), now))) {
            return;
        }
        log.apply(new CoordinateBatchCommand(List.of(new NodeCoordinate(name, "", now))).encode())
                .whenComplete((result, failure) -> {
                    if (failure != null) {
                        LOG.log(Level.DEBUG, "the coordinate is written later: {0}", failure.toString());
                    }
                });
    }

    private synchronized boolean isNear(Coordinate written, Coordinate now) {
        double moved = written.distanceSeconds(now) - written.height() - now.height();
        double grown = Math.abs(written.height() - now.height());
        return moved + grown <= Math.max(SECONDS, PART * usualSeconds)
                && Math.abs(written.error() - now.error()) <= ERROR;
    }

    /** Measures no more; waits for nothing. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
