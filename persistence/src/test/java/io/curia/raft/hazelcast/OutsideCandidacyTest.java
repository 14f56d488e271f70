package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutsideCandidacyTest {
    private final OutsideCandidacy candidacy = new OutsideCandidacy();

    @Test
    void anOnlyVoterMustGrantItsVote() {
        var only = voters(1).get(0);

        assertThat(candidacy.mayHear(false, 5, false, only, 1)).isFalse();
        assertThat(candidacy.mayHear(false, 5, true, only, 1)).isTrue();
    }

    @Test
    void asManyOthersAsAreTheMajorityMustGrantTheirVotes() {
        for (int voters = 2; voters <= 7; voters++) {
            int majority = voters / 2 + 1;
            for (boolean rehearsal : new boolean[] {true, false}) {
                for (int term = 1; term <= 3; term++) {
                    assertThat(votesNeeded(voters(voters), majority, rehearsal, term))
                            .as("of %s voters", voters)
                            .isEqualTo(majority);
                }
            }
        }
    }

    @Test
    void aVoteThatIsToldTwiceCountsOnce() {
        var voters = voters(3);

        assertThat(candidacy.mayHear(false, 5, true, voters.get(0), 2)).isFalse();
        assertThat(candidacy.mayHear(false, 5, true, voters.get(0), 2)).isFalse();
        assertThat(candidacy.mayHear(false, 5, true, voters.get(1), 2)).isTrue();
    }

    /** The library counts the candidate itself, then whatever it hears of. */
    private int votesNeeded(List<RaftEndpoint> voters, int majority, boolean rehearsal, int term) {
        int counted = 1;
        int granted = 0;
        for (var voter : voters) {
            assertThat(candidacy.mayHear(rehearsal, term, false, voter, majority))
                    .isFalse();
            granted++;
            if (candidacy.mayHear(rehearsal, term, true, voter, majority)) {
                counted++;
            }
            if (counted == majority && granted > 1) {
                return granted;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static List<RaftEndpoint> voters(int count) {
        var voters = new ArrayList<RaftEndpoint>();
        for (int i = 0; i < count; i++) {
            voters.add(new RaftEndpointImpl(UUID.randomUUID()));
        }
        return voters;
    }
}
