package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.Node;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftException;
import io.curia.service.DirectRaftEngine;
import io.curia.state.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    private void register(String id, String name) {
        var node = new Node(id, name, "127.0.0.1", "dc1", null, null, 0, 0);
        raft.apply(RegisterCommand.of(new Registration(node, null, null, null, false))
                        .encode())
                .toCompletableFuture()
                .join();
    }

    @Test
    void aLostServerIsTakenOutForAFreshOneOfItsNodeId() {
        var fresh = member("2", "other", 9, true, false, true);
        turnAfter(Duration.ZERO, LOST, fresh);
        turnAfter(GRACE.minusNanos(1), LOST, fresh);
        assertThat(raft.removed()).isEmpty();
        turnAfter(Duration.ofNanos(1), LOST, fresh);
        assertThat(raft.removed()).containsExactly("2");
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
    void oneThatNoRunningServerHasMetIsCalledWhatTheCatalogCallsIt() {
        var id = "7d5a0bb4-7c5f-4f0e-9f0c-000000000002";
        var unmet = member(id, "", 2, false, true, false);
        var fresh = member("9", "n2", 9, true, false, true);
        turnAfter(Duration.ZERO, unmet, fresh);
        turnAfter(GRACE, unmet, fresh);
        assertThat(raft.removed()).isEmpty();

        register(id, "n2");
        turnAfter(Duration.ZERO, unmet, fresh);
        assertThat(raft.removed()).containsExactly(id);
    }

    /** The catalog may still have the name of before the server was started with another. */
    @Test
    void theNameThatOthersHaveHeardGoesBeforeThatOfTheCatalog() {
        var id = "7d5a0bb4-7c5f-4f0e-9f0c-000000000002";
        register(id, "n7");
        var lost = member(id, "n2", 2, false, true, false);
        var fresh = member("9", "n7", 9, true, false, true);
        turnAfter(Duration.ZERO, lost, fresh);
        turnAfter(GRACE, lost, fresh);
        assertThat(raft.removed()).isEmpty();
    }

    @Test
    void oneAfterTheOther() {
        var lostToo = member("3", "n3", 3, false, true, false);
        var freshes =
                new ClusterMember[] {member("8", "n3", 8, true, false, true), member("9", "n2", 9, true, false, true)};
        var removal = new CompletableFuture<Void>();
        raft.setRemoval(removal);
        turnAfter(Duration.ZERO, LOST, lostToo, freshes[0], freshes[1]);
        turnAfter(GRACE, LOST, lostToo, freshes[0], freshes[1]);
        turnAfter(GRACE, LOST, lostToo, freshes[0], freshes[1]);
        assertThat(raft.removed()).containsExactly("2");

        removal.complete(null);
        turnAfter(Duration.ZERO, member("9", "n2", 9, true, true, false), lostToo, freshes[0]);
        assertThat(raft.removed()).containsExactly("2", "3");
    }

    @Test
    void aRemovalThatFailsIsTriedAgain() {
        var fresh = member("9", "n2", 9, true, false, true);
        raft.setRemoval(CompletableFuture.failedFuture(new RaftException(RaftException.Kind.NO_LEADER, "no leader")));
        turnAfter(Duration.ZERO, LOST, fresh);
        turnAfter(GRACE, LOST, fresh);
        turnAfter(Duration.ofSeconds(2), LOST, fresh);
        assertThat(raft.removed()).containsExactly("2", "2");
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
