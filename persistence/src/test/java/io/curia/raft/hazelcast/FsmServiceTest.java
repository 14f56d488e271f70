package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cp.internal.RaftGroupId;
import io.curia.fsm.HeapLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FsmServiceTest {
    private static final RaftGroupId GROUP = new RaftGroupId(FsmService.GROUP, 0, 7);

    private final List<Boolean> told = new ArrayList<>();
    private final FsmService service = new FsmService(
            new RecordingState(), new HeapLimits(1L << 30), new Gossip(Runnable::run), (reason, cause) -> {});

    @BeforeEach
    void letNobodyWaitForTheLog() {
        service.sendLogBy(new LogSender(null, () -> null, null));
    }

    /** A server that has just founded its group may apply the first entry of it before the rest of the server knows the group. */
    @Test
    void whetherThisServerLeadsIsAskedOfTheGroupWhoseTermBegins() {
        service.connect((group, index) -> group.equals(GROUP) && index == 1, () -> true, told::add);

        service.onNewTermCommit(GROUP, 1);
        assertThat(service.isReadyToLead()).isTrue();

        service.onNewTermCommit(GROUP, 2);
        assertThat(service.isReadyToLead()).isFalse();
        assertThat(told).containsExactly(true, false);
    }

    @Test
    void anotherGroupsTermsAreNoneOfItsConcern() {
        service.connect((group, index) -> true, () -> true, told::add);

        service.onNewTermCommit(new RaftGroupId("METADATA", 0, 0), 1);

        assertThat(service.isReadyToLead()).isFalse();
        assertThat(told).isEmpty();
    }
}
