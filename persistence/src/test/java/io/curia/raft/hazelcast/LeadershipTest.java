package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.HeapLimits;
import io.curia.raft.hazelcast.Leadership.View;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lease, with clocks that the test sets. All times in milliseconds. */
class LeadershipTest {
    private static final long LEASE = 500;
    private static final long HEARTBEAT = 250;
    private static final long TICK = HEARTBEAT / 2;
    private static final long HOUR = 3_600_000;

    private long now = 1_000_000;
    private long wall = 50_000_000;
    private final FsmService service = new FsmService(
            new RecordingState(),
            new HeapLimits(Runtime.getRuntime().maxMemory()),
            new Gossip(Runnable::run),
            (r, c) -> {});
    private final Leadership leadership = new Leadership(service, LEASE, HEARTBEAT, () -> now, () -> wall);

    @BeforeEach
    void lead() {
        service.setReadyToLead(true);
        leadership.refresh(leader(now));
        assertThat(leadership.holdsLease()).isTrue();
    }

    private static View leader(long acknowledged) {
        return new View(7, true, false, acknowledged, 0);
    }

    private void pass(long ms) {
        now += ms;
        wall += ms;
    }

    @Test
    void theLeaseEndsWhenNoMajorityAnswers() {
        var acknowledged = now;
        for (int i = 0; i < LEASE / TICK; i++) {
            assertThat(leadership.holdsLease()).isTrue();
            pass(TICK);
            leadership.refresh(leader(acknowledged));
        }
        assertThat(leadership.holdsLease()).isFalse();
    }

    /** Cut off from the others, who have elected another leader meanwhile and taken writes. */
    @Test
    void aDeposedLeaderAnswersNoReadThoughItsClockStepsBack() {
        var acknowledged = now;
        pass(LEASE - TICK);
        leadership.refresh(leader(acknowledged));

        wall -= HOUR;
        assertThat(leadership.holdsLease()).isFalse();
        for (int i = 0; i < 100; i++) {
            pass(TICK);
            leadership.refresh(leader(acknowledged));
            assertThat(leadership.holdsLease()).isFalse();
        }
    }

    @Test
    void aStepForwardTakesTheLeaseUntilAMajorityHasAnsweredAgain() {
        wall += HOUR;
        assertThat(leadership.holdsLease()).isFalse();

        pass(TICK);
        leadership.refresh(leader(now));
        assertThat(leadership.holdsLease()).isFalse();

        pass(HEARTBEAT);
        leadership.refresh(leader(now));
        assertThat(leadership.holdsLease()).isTrue();
    }

    /** The acknowledgements lay in the socket while the others elected another leader. */
    @Test
    void whatWasAcknowledgedWhileTheServerStoodStillDoesNotCount() {
        pass(10 * LEASE);
        leadership.refresh(leader(now));
        assertThat(leadership.holdsLease()).isFalse();

        pass(HEARTBEAT);
        leadership.refresh(leader(now - 1));
        assertThat(leadership.holdsLease()).isFalse();

        pass(TICK);
        leadership.refresh(leader(now));
        assertThat(leadership.holdsLease()).isTrue();
    }

    /** The clock that measures stands still too while a machine sleeps; that of the day does not. */
    @Test
    void aMachineThatSleptHoldsNoLease() {
        wall += 10 * LEASE;
        assertThat(leadership.holdsLease()).isFalse();
        leadership.refresh(leader(now));
        assertThat(leadership.holdsLease()).isFalse();
    }

    @Test
    void aClockThatIsSlewedDoesNotTakeTheLease() {
        for (int i = 0; i < 100; i++) {
            pass(TICK);
            wall++;
            leadership.refresh(leader(now));
            assertThat(leadership.holdsLease()).isTrue();
        }
    }

    @Test
    void theAgeOfWhatAFollowerHeardIsNotThatOfTheWallClock() {
        leadership.refresh(new View(8, false, false, 0, now));
        pass(300);
        wall -= HOUR;

        assertThat(leadership.lastContactMs()).isEqualTo(300);
        assertThat(leadership.holdsLease()).isFalse();
    }

    @Test
    void aServerOnItsOwnNeedsNoLease() {
        leadership.refresh(new View(7, true, true, 0, 0));
        wall -= HOUR;
        now += HOUR;

        assertThat(leadership.isSolo()).isTrue();
        assertThat(leadership.holdsLease()).isTrue();
    }
}
