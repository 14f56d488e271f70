package io.curia.server;

import io.curia.cluster.Members;
import io.curia.comparison.Comparison;
import io.curia.comparison.Reports;
import io.curia.comparison.StateReport;
import io.curia.comparison.Verdict;
import io.curia.fsm.system.LogCheckpointCommand;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.ReplicatedLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Has all servers compare their states: it puts a checkpoint into the log once a minute, at which every server makes a digest of
 * its state, and holds the digests against each other. {@link #verdicts} may be called by any thread.
 */
final class StateComparison implements LeaderDuty {
    private static final Logger LOG = System.getLogger(StateComparison.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Who has not told by then is not waited for; what it tells later counts all the same. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();
    /** A large state is looked at less often: digests take no more than this part of one core. */
    private static final long SHARE = 60;

    private final ReplicatedLog log;
    private final Members members;
    private final String leader;
    private final Reports reports;
    private final Duration interval;
    private final Executor duties;
    private final LongSupplier nanos;

    private boolean asking;
    private long askedAt;
    /** When each index was first seen here. */
    private final Map<Long, Long> seenAt = new HashMap<>();

    private volatile SortedMap<String, Verdict> verdicts = new TreeMap<>();

    /**
     * @param leader this server's node id
     * @param reports what the servers tell
     * @param interval between two checkpoints; zero for none
     * @param duties the thread of the duties
     * @param nanos a clock that only goes on
     */
    StateComparison(
            ReplicatedLog log,
            Members members,
            String leader,
            Reports reports,
            Duration interval,
            Executor duties,
            LongSupplier nanos) {
        this.log = log;
        this.members = members;
        this.leader = leader;
        this.reports = reports;
        this.interval = interval;
        this.duties = duties;
        this.nanos = nanos;
    }

    /** What was found of each server last, by node id; nothing of one that was not compared yet. */
    SortedMap<String, Verdict> verdicts() {
        return verdicts;
    }

    /** Whether a server was found to have another state than the others. */
    boolean differs(String server) {
        var verdict = verdicts.get(server);
        return verdict != null && !verdict.isEqual();
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public void begin() {
        asking = false;
        askedAt = nanos.getAsLong();
    }

    @Override
    public void turn() {
        compare();
        long now = nanos.getAsLong();
        // a server alone would be compared with itself
        boolean wanted = !interval.isZero() && members.all().size() > 1;
        if (wanted && !asking && now - askedAt >= Math.max(interval.toNanos(), restNanos())) {
            ask(now);
        }
    }

    private void ask(long now) {
        asking = true;
        askedAt = now;
        log.applyAsLeader(new LogCheckpointCommand().encode())
                .whenCompleteAsync(
                        (result, failure) -> {
                            asking = false;
                            if (failure != null) {
                                LOG.log(Level.DEBUG, "states are compared later: {0}", failure.toString());
                            }
                        },
                        duties);
    }

    private long restNanos() {
        long slowest = reports.all().values().stream()
                .flatMap(Collection::stream)
                .mapToLong(StateReport::millis)
                .max()
                .orElse(0);
        return Duration.ofMillis(slowest).toNanos() * SHARE;
    }

    private void compare() {
        var all = reports.all();
        seenAt.keySet().retainAll(all.keySet());
        var found = new TreeMap<>(verdicts);
        var present = members.all();
        all.forEach((index, told) -> {
            if (isRipe(index, told, present)) {
                Comparison.of(told, leader).forEach(verdict -> note(verdict, found));
            }
        });
        verdicts = found;
    }

    private boolean isRipe(long index, Collection<StateReport> told, Collection<ClusterMember> present) {
        long since = seenAt.computeIfAbsent(index, first -> nanos.getAsLong());
        var servers = told.stream().map(StateReport::server).toList();
        return nanos.getAsLong() - since >= PATIENCE_NANOS
                || present.stream()
                        .filter(ClusterMember::alive)
                        .map(ClusterMember::id)
                        .allMatch(servers::contains);
    }

    private void note(Verdict verdict, SortedMap<String, Verdict> found) {
        var report = verdict.report();
        var before = found.get(report.server());
        if (before != null && before.report().index() > report.index()) {
            return;
        }
        found.put(report.server(), verdict);
        boolean known = before != null && before.differing().equals(verdict.differing());
        if (verdict.isEqual()) {
            if (before != null && !before.isEqual()) {
                LOG.log(
                        Level.INFO,
                        "server {0} has the state of the others again at entry {1}",
                        name(report),
                        Long.toString(report.index()));
            }
        } else if (!known) {
            LOG.log(
                    Level.ERROR,
                    "server {0} has another state than the others at entry {1}, in the tables {2}; keep a copy of its data"
                            + " directory for whoever looks into it, then have it begin anew with an empty one",
                    name(report),
                    Long.toString(report.index()),
                    String.join(", ", verdict.differing()));
        }
    }

    private String name(StateReport report) {
        return members.all().stream()
                .filter(member -> member.id().equals(report.server()))
                .map(member -> member.name() + " (" + member.id() + ")")
                .findFirst()
                .orElse(report.server());
    }

    @Override
    public void end() {
        asking = false;
        verdicts = new TreeMap<>();
    }

    @Override
    public String toString() {
        return "the comparison of states";
    }
}
