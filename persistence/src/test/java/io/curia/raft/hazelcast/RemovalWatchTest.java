package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import io.curia.testing.Logged;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the answers of the others lead to; that real servers give them is shown in {@link MembershipTest}. */
class RemovalWatchTest {
    private static final UUID SELF = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Logged logged = new Logged(RemovalWatch.class);
    // where the difference of two times must not be taken for their order
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<CompletableFuture<Collection<CPMember>>> asked = new ArrayList<>();
    private final AtomicInteger removals = new AtomicInteger();
    private final RemovalWatch watch =
            new RemovalWatch(SELF, this::ask, Runnable::run, removals::incrementAndGet, now::get);

    private List<CPMember> withSelf;
    private List<CPMember> withoutSelf;

    @BeforeEach
    void makeMembers() throws UnknownHostException {
        var self = new CPMemberInfo(SELF, new Address("127.0.0.1", 1));
        var other = new CPMemberInfo(OTHER, new Address("127.0.0.1", 2));
        withSelf = List.of(other, self);
        withoutSelf = List.of(other);
    }

    @AfterEach
    void close() {
        logged.close();
    }

    private CompletableFuture<Collection<CPMember>> ask() {
        asked.add(new CompletableFuture<>());
        return asked.get(asked.size() - 1);
    }

    private void tickAfterAPeriod() {
        now.addAndGet(RemovalWatch.PERIOD_NS);
        watch.tick();
    }

    private void answered(Collection<CPMember> members) {
        tickAfterAPeriod();
        asked.get(asked.size() - 1).complete(members);
    }

    private void missed(int times) {
        for (int i = 0; i < times; i++) {
            answered(withoutSelf);
        }
    }

    @Test
    void aServerThatWasTakenOutGivesItsVoteUpOnce() {
        missed(RemovalWatch.LOOKS - 1);
        assertThat(removals).hasValue(0);
        missed(1);
        assertThat(removals).hasValue(1);
        assertThat(logged.warnings())
                .singleElement()
                .asString()
                .startsWith("this server was taken out of those that vote");
        missed(RemovalWatch.LOOKS);
        assertThat(removals).hasValue(1);
    }

    @Test
    void oneThatOnlyMissesTheLeaderForAMomentDoesNot() {
        for (int i = 0; i < RemovalWatch.LOOKS; i++) {
            answered(withSelf);
        }
        assertThat(asked).hasSize(RemovalWatch.LOOKS);
        assertThat(removals).hasValue(0);
    }

    @Test
    void norOneThatReachesNobody() {
        for (int i = 0; i < RemovalWatch.LOOKS; i++) {
            tickAfterAPeriod();
            asked.get(asked.size() - 1).completeExceptionally(new TimeoutException());
        }
        assertThat(removals).hasValue(0);
    }

    @Test
    void norOneThatIsJustBeingLetIn() {
        missed(RemovalWatch.LOOKS - 1);
        answered(withSelf);
        missed(RemovalWatch.LOOKS - 1);
        watch.settled();
        missed(RemovalWatch.LOOKS - 1);
        assertThat(removals).hasValue(0);
    }

    @Test
    void oneThatIsInAgainGivesItsVoteUpAtItsNextRemoval() {
        missed(RemovalWatch.LOOKS);
        answered(withSelf);
        missed(RemovalWatch.LOOKS);
        assertThat(removals).hasValue(2);
    }

    @Test
    void theFirstQuestionIsAskedAtOnceAndTheNextAPeriodLater() {
        watch.tick();
        assertThat(asked).hasSize(1);
        asked.get(0).complete(withSelf);
        now.addAndGet(RemovalWatch.PERIOD_NS - 1);
        watch.tick();
        assertThat(asked).hasSize(1);
        now.incrementAndGet();
        watch.tick();
        assertThat(asked).hasSize(2);
    }

    @Test
    void noQuestionIsAskedWhileAnotherIsOpen() {
        tickAfterAPeriod();
        tickAfterAPeriod();
        assertThat(asked).hasSize(1);
        asked.get(0).complete(withSelf);
        tickAfterAPeriod();
        assertThat(asked).hasSize(2);
    }
}
