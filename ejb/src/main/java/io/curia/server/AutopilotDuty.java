package io.curia.server;

import io.curia.autopilot.Autopilot;
import io.curia.autopilot.ClusterState;
import io.curia.autopilot.Decision;
import io.curia.autopilot.Health;
import io.curia.autopilot.Moment;
import io.curia.autopilot.Observation;
import io.curia.autopilot.Round;
import io.curia.autopilot.Server;
import io.curia.fsm.Fsm;
import io.curia.fsm.autopilot.AutopilotCommand;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.model.AutopilotConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.ServerStats;
import io.curia.state.AutopilotConfigs;
import io.curia.state.Nodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks after who votes (raft-and-autopilot §5): every two seconds it asks the servers how they are, every ten it does what
 * {@link Autopilot} decides, one thing at a time, and looks again before the next. {@link #state} may be called by any thread.
 */
final class AutopilotDuty implements LeaderDuty {
    private static final Logger LOG = System.getLogger(AutopilotDuty.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final long ROUND_NANOS = Duration.ofSeconds(10).toNanos();

    private final RaftEngine raft;
    private final Fsm fsm;
    private final Sightings sightings;
    private final Terms terms;
    private final Executor duties;
    private final Supplier<Moment> clock;

    /** Counts the times that this server began and ceased to lead; what was asked in an earlier one is void. */
    private int reign;

    private Moment since;
    private Map<String, Health> health = Map.of();
    private boolean looking;
    private boolean acting;
    private long roundEnded;
    /** What has happened in the round that is going on; null between two rounds. */
    private Round round;

    private volatile ClusterState state;

    /**
     * What is settled at the start of this server.
     *
     * @param nodeId this server's id
     * @param seed the configuration to begin with when there is none
     * @param heartbeat the time between two signs of a leader
     */
    record Terms(String nodeId, AutopilotConfig seed, Duration heartbeat) {}

    /**
     * @param diverged whether the server with an id has another state than the others
     * @param duties the thread of the duties
     * @param clock tells this moment
     */
    AutopilotDuty(
            RaftEngine raft,
            Fsm fsm,
            Predicate<String> diverged,
            Terms terms,
            Executor duties,
            Supplier<Moment> clock) {
        this.raft = raft;
        this.fsm = fsm;
        this.sightings = new Sightings(raft, fsm, diverged);
        this.terms = terms;
        this.duties = duties;
        this.clock = clock;
    }

    /** All servers as they were seen last; empty while this server does not lead, and before it has seen them once. */
    Optional<ClusterState> state() {
        return Optional.ofNullable(state);
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin() {
        reign++;
        since = clock.get();
        roundEnded = since.nanos();
        look();
    }

    @Override
    public void turn() {
        if (!looking) {
            look();
        }
    }

    @Override
    public void end() {
        reign++;
        health = Map.of();
        state = null;
        looking = false;
        acting = false;
        round = null;
    }

    private void look() {
        var config = AutopilotConfigs.get(fsm.store().read(), null).value();
        if (config == null) {
            seed();
            return;
        }
        looking = true;
        here(raft.stats(), (told, failure) -> {
            looking = false;
            see(config, told == null ? Map.of() : told);
        });
    }

    /** The first leader writes what its settings say, and so does one whose state was restored without. */
    private void seed() {
        var command = new AutopilotCommand("", terms.seed(), false, "");
        looking = true;
        here(raft.applyAsLeader(command.encode()), (result, failure) -> {
            looking = false;
            if (failure == null) {
                look();
            } else {
                LOG.log(Level.DEBUG, "the autopilot gets its configuration later: {0}", failure.toString());
            }
        });
    }

    private void see(AutopilotConfig config, Map<String, ServerStats> told) {
        var now = clock.get();
        var seen = new Observation(
                sightings.servers(told), terms.nodeId(), config, terms.heartbeat(), now, since.until(now));
        var assessed = ClusterState.assess(seen, health);
        health = assessed.health();
        state = assessed;
        if (!acting && (round != null || now.nanos() - roundEnded >= ROUND_NANOS)) {
            decide(assessed);
        }
    }

    private void decide(ClusterState seen) {
        round = round == null ? Round.begin(seen) : round;
        var decision = Autopilot.decide(seen, round);
        if (decision instanceof Decision.Change change) {
            acting = true;
            var server = seen.find(change.id()).orElseThrow().server();
            tell(change, server);
            here(carryOut(change, server), (done, failure) -> {
                acting = false;
                if (failure == null) {
                    // the round goes on with the next look, when all have heard of it
                    round = round.after(change, seen);
                } else {
                    LOG.log(
                            Level.WARNING,
                            "the autopilot tries again later what it decided about server {0}: {1}",
                            server.name(),
                            failure.getMessage());
                    endRound();
                }
            });
        } else {
            LOG.log(Level.DEBUG, "the autopilot does nothing: {0}", decision.why());
            endRound();
        }
    }

    private void endRound() {
        round = null;
        roundEnded = clock.get().nanos();
    }

    private static void tell(Decision.Change change, Server server) {
        String what = change instanceof Decision.Promote
                ? "gets a vote"
                : change instanceof Decision.Demote
                        ? "loses its vote"
                        : change instanceof Decision.TransferLeadership ? "is to lead" : "is taken out of the cluster";
        boolean removal = change instanceof Decision.RemoveFailed || change instanceof Decision.RemoveStale;
        LOG.log(
                removal ? Level.WARNING : Level.INFO,
                "the autopilot decides that server {0} ({1} at {2}) {3}: {4}",
                server.name(),
                server.id(),
                server.address(),
                what,
                change.why());
    }

    private CompletionStage<?> carryOut(Decision.Change change, Server server) {
        if (change instanceof Decision.Promote) {
            return raft.promote(change.id());
        } else if (change instanceof Decision.Demote) {
            return raft.demote(change.id());
        } else if (change instanceof Decision.TransferLeadership) {
            return raft.transferLeadership(Optional.of(change.id()));
        } else if (change instanceof Decision.RemoveStale) {
            return raft.remove(change.id());
        }
        return raft.remove(change.id()).thenComposeAsync(removed -> deregister(server), duties);
    }

    private CompletionStage<?> deregister(Server server) {
        var node = Nodes.byId(fsm.store().read(), server.id());
        return node == null || server.replaced()
                ? CompletableFuture.completedFuture(null)
                : raft.applyAsLeader(DeregisterCommand.ofNode(node.node()).encode());
    }

    /** What comes of it is heard on the thread of the duties, if this server still leads in the same term. */
    private <T> void here(CompletionStage<T> stage, Outcome<? super T> outcome) {
        int askedIn = reign;
        stage.whenCompleteAsync(
                (result, failure) -> {
                    if (reign == askedIn) {
                        guarded(() -> outcome.heard(result, failure));
                    }
                },
                duties);
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // nobody waits for it, and the next look comes all the same
            LOG.log(Level.ERROR, this + " failed for now", e);
        }
    }

    private interface Outcome<T> {
        void heard(T result, Throwable failure);
    }

    @Override
    public String toString() {
        return "the autopilot";
    }
}
