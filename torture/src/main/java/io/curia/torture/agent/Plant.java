package io.curia.torture.agent;

import io.curia.torture.agent.Rewriting.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Mistakes that servers of this kind have had, each of which can be planted in Curia as it is loaded, to see whether a run
 * notices it.
 */
public enum Plant {
    /** What is acknowledged, and what was voted, is on no disk yet: no commit of a store is forced. */
    ACK_BEFORE_FSYNC(
            "a write is acknowledged before it is on disk",
            "power-loss-all",
            new Change("org.h2.mvstore.MVStore", "sync", Advices.LeftOut.class)),
    /** The leader commits what it has by itself. */
    ACK_BEFORE_MAJORITY(
            "the leader acknowledges what no other server has",
            "isolate-leader,kill-leader",
            new Change(
                    "com.hazelcast.cp.internal.raft.impl.RaftNodeImpl",
                    "findQuorumMatchIndex",
                    Advices.LastIndex.class)),
    /** Term and vote are kept in memory only. */
    VOTE_NOT_KEPT(
            "term and vote are not kept",
            "kill-all,kill-leader,kill",
            new Change("io.curia.raft.hazelcast.HazelcastLog", "persistTerm", Advices.LeftOut.class)),
    /** Every server answers default and consistent reads from what it has. */
    STALE_READS(
            "a stale read is served as a consistent one",
            "pause,kill",
            new Change("io.curia.raft.hazelcast.ReadPermission", "isGiven", Advices.AlwaysTrue.class)),
    /** A clock that is set decides how long a leader may answer alone. */
    LEASE_BY_WALL_CLOCK(
            "the leader's lease trusts the wall clock",
            "isolate-leader-clock-back",
            new Change("io.curia.raft.hazelcast.MonotonicClock", "currentTimeMillis", Advices.WallClock.class),
            new Change("io.curia.raft.hazelcast.Leadership", "disagree", Advices.AlwaysFalse.class)),
    /** A command does nothing on every second server, for one value in twenty. */
    HALF_THE_SERVERS(
            "a command that half of the servers apply otherwise",
            "transfer-leadership",
            new Change("io.curia.state.KvEntries", "set", Advices.LeftOutByHalf.class)),
    /** A check-and-set is done though the index is another, one in five. */
    CAS_DOES_NOT_COMPARE(
            "a check-and-set that does not compare",
            "transfer-leadership",
            new Change("io.curia.state.KvEntries", "cas", Advices.AlwaysSet.class)),
    /** The second half of one transaction in ten is left out. */
    HALF_A_TRANSACTION(
            "half a transaction is applied",
            "transfer-leadership",
            new Change("io.curia.state.Transactions", "apply", Advices.FirstOnly.class)),
    /** A lock that is held is given to another session, under the same LockIndex. */
    LOCK_GIVEN_TWICE(
            "a lock is given to a second session",
            "transfer-leadership",
            new Change("io.curia.state.KvEntries", "lock", Advices.Stolen.class)),
    /** One commit in five wakes nobody. */
    LOST_WAKE_UPS(
            "a wake-up is lost",
            "transfer-leadership",
            new Change("io.curia.memdb.IndexWatches", "takeChanged", Advices.LeftOutSometimes.class)),
    /** Blocking queries wait for a tenth of the time. */
    WOKEN_IN_VAIN(
            "a blocking query answers with nothing new before its time",
            "transfer-leadership",
            new Change("io.curia.query.BlockingQueries", "boundedWaitNanos", Advices.Tenth.class)),
    /** One answer in twenty tells an index that is too small. */
    INDEX_GOES_BACK(
            "an index goes back",
            "transfer-leadership",
            new Change("io.curia.http.QueryMeta", "headers", Advices.Older.class)),
    /** Snapshots are without sessions. */
    SNAPSHOT_WITHOUT_SESSIONS(
            "a snapshot forgets a table",
            "snapshot-install,kill-all",
            new Change("io.curia.fsm.session.SessionFamily", "records", Advices.NoList.class)),
    /** A server that gets a vote takes itself for the only one that has, instead of waiting for the log of the others. */
    PROMOTION_ALONE(
            "a promotion that skips catching up",
            "replace",
            new Change("io.curia.raft.hazelcast.NewVoter", "othersOf", Advices.NoList.class));

    private final String description;
    private final String nemeses;

    @SuppressWarnings("ImmutableEnumChecker") // the list is a copy, and changes are records of constants
    private final List<Change> changes;

    Plant(String description, String nemeses, Change... changes) {
        this.description = description;
        this.nemeses = nemeses;
        this.changes = List.of(changes);
    }

    List<Change> changes() {
        return changes;
    }

    /** What is wrong then, in words. */
    public String description() {
        return description;
    }

    /** The labels of the nemeses that bring it to light, separated by commas. */
    public String nemeses() {
        return nemeses;
    }

    /** Its name as users write it, such as {@code stale-reads}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The mistake with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Plant labelled(String label) {
        return Arrays.stream(values())
                .filter(plant -> plant.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mistake is called " + label + "; there are "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Plant::label).toList())));
    }
}
