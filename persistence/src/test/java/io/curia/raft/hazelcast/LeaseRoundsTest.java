package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseRoundsTest {
    private long now = 1_000;
    private final LeaseRounds rounds = new LeaseRounds(() -> now);

    private long lookAt(long at, long round, boolean isUnderWay) {
        now = at;
        rounds.look(round, isUnderWay);
        return rounds.acknowledgedMs();
    }

    @Test
    void countsFromBeforeTheRoundBeganHoweverLongItsAnswersTook() {
        assertThat(lookAt(1_000, 0, false)).isZero();
        // round 1 begins here, and is answered after six looks
        for (long at = 1_100; at <= 1_600; at += 100) {
            assertThat(lookAt(at, 1, true)).isZero();
        }
        assertThat(lookAt(1_700, 1, false)).isEqualTo(1_000);
    }

    @Test
    void goesOnWithEachRoundThatEnds() {
        lookAt(1_000, 0, false);
        assertThat(lookAt(1_100, 1, false)).isEqualTo(1_000);
        assertThat(lookAt(1_200, 2, false)).isEqualTo(1_100);
        // the third is not answered
        assertThat(lookAt(1_300, 3, true)).isEqualTo(1_100);
        assertThat(lookAt(1_400, 3, true)).isEqualTo(1_100);
    }

    @Test
    void theRoundsOfConsistentReadsCountToo() {
        lookAt(1_000, 0, false);
        // one is always under way, but others have ended since the last look
        assertThat(lookAt(1_100, 5, true)).isEqualTo(1_000);
        assertThat(lookAt(1_200, 6, true)).isEqualTo(1_000);
        assertThat(lookAt(1_300, 9, true)).isEqualTo(1_200);
    }

    @Test
    void aRoundThatBeganBeforeALookSaysNothingOfTheTimeAfterIt() {
        lookAt(1_000, 0, false);
        assertThat(lookAt(1_100, 1, true)).isZero();
        assertThat(lookAt(1_200, 2, true)).isEqualTo(1_000);
    }

    @Test
    void aRoundIsYoungWhileItCannotHaveBegunLongAgo() {
        assertThat(rounds.isYoung(0, 750)).isFalse();
        lookAt(1_000, 0, false);
        // it begins after that look
        assertThat(rounds.isYoung(1, 750)).isTrue();
        lookAt(1_100, 1, true);
        now = 1_749;
        assertThat(rounds.isYoung(1, 750)).isTrue();
        // a question that joins it only now may be answered by what others had said before they followed another leader
        now = 1_750;
        assertThat(rounds.isYoung(1, 750)).isFalse();
        assertThat(rounds.isYoung(2, 750)).isTrue();
    }

    @Test
    void roundsThatCameAndWentBetweenTwoLooksMakeTheNewestNoOlder() {
        lookAt(1_000, 3, false);
        lookAt(1_100, 9, true);
        now = 1_800;
        assertThat(rounds.isYoung(9, 750)).isFalse();
        assertThat(rounds.isYoung(10, 750)).isTrue();
    }
}
