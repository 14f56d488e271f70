package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.Fsm;
import io.curia.fsm.standard.StandardFsm;
import io.curia.raft.ClusterMember;
import io.curia.service.DirectRaftEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose place is given to whom, and when; that the place is taken is shown on real servers. */
class ServerReplacementTest {
    private static final ClusterMember LEADER = member("1", "n1", 1, true, true, false);
    private static final ClusterMember LOST = member("2", "n2", 2, false, true, false);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    private final ServerReplacement replacement = new ServerReplacement(raft, fsm, Runnable::run, now::get);

    @AfterEach
    void close() {
        raft.close();
    }

    private static ClusterMember member(String id, String name, int port, boolean alive, boolean voter, boolean fresh) {
        return new ClusterMember(id, name, "127.0.0.1", port, alive, voter, fresh);
    }

    private void turnAfter(Duration time, ClusterMember... others) {
        now.addAndGet(time.toNanos());
        raft.setMembers(
                Stream.concat(Stream.of(LEADER), List.of(others).stream()).toList());
        replacement.turn();
    }

    @Test
    void aLostServerIsTakenOutForAFreshOneOfItsName() {
        var fresh = member("9", "n2", 9, true, false, true);
        turnAfter(Duration.ZERO, LOST, fresh);
        assertThat(raft.removed()).isEmpty();
        turnAfter(GRACE, LOST, fresh);
        assertThat(raft.removed()).containsExactly("2");
    }

    @Test
    void orOfItsAddress() {
        var fresh = member("9", "other", 2, true, false, true);
        turnAfter(Duration.ZERO, LOST, fresh);
        turnAfter(GRACE, LOST, fresh);
        assertThat(raft.removed()).containsExactly("2");
    }

    @Test
    void notBeforeItWasAwayForAWhile() {
        var fresh = member("9", "n2", 9, true, false, true);
        turnAfter(Duration.ZERO, LOST, fresh);
        turnAfter(GRACE.minusNanos(1), LOST, fresh);
        assertThat(raft.removed()).isEmpty();
    }

    @Test
    void theWhileBeginsAnewWhenItWasBack() {
        var fresh = member("9", "n2", 9, true, false, true);
        turnAfter(Duration.ZERO, LOST, fresh);
        turnAfter(Duration.ofSeconds(15), member("2", "n2", 2, true, true, false), fresh);
        turnAfter(Duration.ofSeconds(15), LOST, fresh);
        turnAfter(Duration.ofSeconds(15), LOST, fresh);
        assertThat(raft.removed()).isEmpty();
        turnAfter(Duration.ofSeconds(5), LOST, fresh);
        assertThat(raft.removed()).containsExactly("2");
    }

    @Test
    void andWithANewLeader() {
        var fresh = member("9", "n2", 9, true, false, true);
        turnAfter(Duration.ZERO, LOST, fresh);
        replacement.end();
        replacement.begin();
        turnAfter(GRACE, LOST, fresh);
        assertThat(raft.removed()).isEmpty();
    }

    @Test
    void onlyForOneThatStartedWithoutStateAndCanTakeThePlace() {
        var withState = member("9", "n2", 9, true, false, false);
        var gone = member("8", "n2", 8, false, false, true);
        var another = member("7", "n7", 7, true, false, true);
        turnAfter(Duration.ZERO, LOST, withState, gone, another);
        turnAfter(GRACE, LOST, withState, gone, another);
        assertThat(raft.removed()).isEmpty();
    }

    @Test
    void neverOneThatCanBeReached() {
        var there = member("2", "n2", 2, true, true, false);
        var fresh = member("9", "n2", 9, true, false, true);
        turnAfter(Duration.ZERO, there, fresh);
        turnAfter(GRACE, there, fresh);
        assertThat(raft.removed()).isEmpty();
    }
}
