package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.Node;
import io.curia.model.Session;
import io.curia.raft.api.RaftException;
import io.curia.service.DirectRaftEngine;
import io.curia.state.Registration;
import io.curia.state.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionExpiryTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final BlockingQueue<Runnable> leaderThread = new LinkedBlockingQueue<>();
    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    private final SessionExpiry expiry = new SessionExpiry(raft, fsm, leaderThread::add, now::get);

    @BeforeEach
    void registerNode() {
        apply(RegisterCommand.of(new Registration(Node.of("n1", "10.0.0.1"), null, null, List.of(), false)));
    }

    @AfterEach
    void close() {
        raft.close();
    }

    @Test
    void aSessionEndsTwoTtlsAfterItWasSeenOrRenewed() throws InterruptedException {
        expiry.begin();
        String id = create("10s");
        expiry.turn();

        pass(Duration.ofSeconds(19));
        assertThat(exists(id)).isTrue();
        expiry.renew(id);
        pass(Duration.ofSeconds(19));
        assertThat(exists(id)).isTrue();
        pass(Duration.ofSeconds(1));
        awaitProposal();
        assertThat(exists(id)).isFalse();
    }

    @Test
    void aSessionWithoutTtlStays() {
        expiry.begin();
        String never = create("");
        String zero = create("0s");
        pass(Duration.ofDays(10));
        pass(Duration.ofDays(10));

        assertThat(exists(never) && exists(zero)).isTrue();
        assertThat(leaderThread).isEmpty();
    }

    @Test
    void aNewLeaderGivesEverySessionItsWholeTimeAgain() throws InterruptedException {
        String id = create("10s");
        expiry.begin();
        pass(Duration.ofSeconds(19));
        expiry.end();
        expiry.begin();
        pass(Duration.ofSeconds(19));
        assertThat(exists(id)).isTrue();

        pass(Duration.ofSeconds(1));
        awaitProposal();
        assertThat(exists(id)).isFalse();
    }

    @Test
    void whatCannotBeDestroyedNowIsTriedAgainAfterPauses() throws InterruptedException {
        String id = create("10s");
        expiry.begin();
        raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        pass(Duration.ofSeconds(20));
        awaitProposal();
        pass(Duration.ofSeconds(10));
        awaitProposal();
        pass(Duration.ofSeconds(19));
        assertThat(leaderThread).as("the second pause is longer").isEmpty();

        raft.failWith(null);
        pass(Duration.ofSeconds(1));
        awaitProposal();
        assertThat(exists(id)).isFalse();
    }

    @Test
    void aSessionThatEndedOtherwiseIsForgotten() {
        String id = create("10s");
        expiry.begin();
        apply(SessionCommand.destroy(id));
        long before = raft.lastApplied();
        pass(Duration.ofSeconds(30));

        assertThat(leaderThread).isEmpty();
        assertThat(raft.lastApplied()).isEqualTo(before);
    }

    @Test
    void aRestoredSessionHasItsWholeTimeAgain() throws Exception {
        String id = create("10s");
        expiry.begin();
        pass(Duration.ofSeconds(19));
        Restores.restoreItself(raft, fsm);
        pass(Duration.ofMillis(500));
        pass(Duration.ofSeconds(19));
        assertThat(leaderThread).isEmpty();
        assertThat(exists(id)).isTrue();

        pass(Duration.ofSeconds(1));
        awaitProposal();
        assertThat(exists(id)).isFalse();
    }

    /** The outcome of what was proposed in an earlier term comes when this server leads again. */
    @Test
    void whatFailedInAnEarlierTermTakesNoTimeFromASession() throws InterruptedException {
        String id = create("60s");
        expiry.begin();
        raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        pass(Duration.ofMinutes(2));
        Runnable outcome = leaderThread.poll(60, TimeUnit.SECONDS);
        assertThat(outcome).isNotNull();
        raft.failWith(null);
        expiry.end();
        expiry.begin();
        outcome.run();

        pass(Duration.ofSeconds(119));
        assertThat(leaderThread).isEmpty();
        assertThat(exists(id)).isTrue();
        pass(Duration.ofSeconds(1));
        awaitProposal();
        assertThat(exists(id)).isFalse();
    }

    /** The renewal came while the session's end was under way, and that failed. */
    @Test
    void aRenewedSessionHasItsWholeTimeThoughItsEndWasTried() throws InterruptedException {
        String id = create("60s");
        expiry.begin();
        raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        pass(Duration.ofMinutes(2));
        expiry.renew(id);
        awaitProposal();
        raft.failWith(null);

        pass(Duration.ofSeconds(119));
        assertThat(leaderThread).isEmpty();
        pass(Duration.ofSeconds(1));
        awaitProposal();
        assertThat(exists(id)).isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
        expiry.turn();
    }

    /** Waits for one proposal and lets the leader's thread hear of its outcome. */
    private void awaitProposal() throws InterruptedException {
        Runnable outcome = leaderThread.poll(60, TimeUnit.SECONDS);
        assertThat(outcome).as("a proposal was made").isNotNull();
        outcome.run();
    }

    private boolean exists(String id) {
        return Sessions.get(fsm.store().read(), id, null).value() != null;
    }

    private String create(String ttl) {
        String id = UUID.randomUUID().toString();
        apply(SessionCommand.create(new Session(id, "", "n1", 0, Session.RELEASE, ttl, List.of(), null, null, 0, 0)));
        return id;
    }

    private void apply(Command command) {
        raft.apply(command.encode()).toCompletableFuture().join();
    }
}
