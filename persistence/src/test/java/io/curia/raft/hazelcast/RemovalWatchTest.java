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
    private final RemovalWatch watch = new RemovalWatch(SELF, this::ask, Runnable::run, now::get);

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

    @Test
    void aServerThatWasTakenOutIsToldOnce() {
        answered(withoutSelf);
        assertThat(logged.warnings())
                .singleElement()
                .asString()
                .startsWith("this server was taken out of the cluster while it was away");
        answered(withoutSelf);
        assertThat(logged.warnings()).hasSize(1);
    }

    @Test
    void oneThatOnlyMissesTheLeaderForAMomentIsNot() {
        answered(withSelf);
        answered(withSelf);
        assertThat(asked).hasSize(2);
        assertThat(logged.warnings()).isEmpty();
    }

    @Test
    void norOneThatReachesNobody() {
        tickAfterAPeriod();
        asked.get(0).completeExceptionally(new TimeoutException());
        assertThat(logged.warnings()).isEmpty();
        answered(withoutSelf);
        assertThat(logged.warnings()).hasSize(1);
    }

    @Test
    void oneThatIsInAgainIsToldOfItsNextRemoval() {
        answered(withoutSelf);
        answered(withSelf);
        assertThat(logged.warnings()).hasSize(1);
        answered(withoutSelf);
        assertThat(logged.warnings()).hasSize(2);
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
