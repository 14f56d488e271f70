package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.cluster.Transfer;
import io.curia.cluster.Transfer.Outcome;
import io.curia.fsm.standard.StandardFsm;
import io.curia.service.DirectRaftEngine;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaderTransfersTest {
    private static final String N1 = DirectRaftEngine.NODE_ID;

    private final DirectRaftEngine raft = new DirectRaftEngine(StandardFsm.create(Runnable::run));
    private final LeaderTransfers transfers = new LeaderTransfers(raft, N1);
    private final CompletableFuture<Void> change = new CompletableFuture<>();

    @AfterEach
    void close() {
        raft.close();
    }

    private static Transfer from(String leader, String successor) {
        return new Transfer(UUID.randomUUID(), leader, successor);
    }

    @Test
    void beginsEachOnceHoweverOftenItIsAskedFor() {
        raft.setChange(change);
        var asked = from(N1, "2");

        assertThat(transfers.look(asked)).isEqualTo(Outcome.PENDING);
        assertThat(transfers.look(asked)).isEqualTo(Outcome.PENDING);
        change.complete(null);

        assertThat(transfers.look(asked)).isEqualTo(Outcome.DONE);
        assertThat(raft.changes()).containsExactly("transfer 2");
    }

    @Test
    void refusesOneWhileAnotherIsUnderWay() {
        raft.setChange(change);
        var first = from(N1, "2");
        transfers.look(first);

        assertThat(transfers.look(from(N1, "3"))).isEqualTo(new Outcome(true, "leadership transfer in progress"));
        change.complete(null);

        assertThat(transfers.look(first)).isEqualTo(Outcome.DONE);
        assertThat(raft.changes()).containsExactly("transfer 2");
    }

    @Test
    void remembersWhatCameOfOneWhenTheNextHasBegun() {
        raft.setChange(change);
        var first = from(N1, "2");
        transfers.look(first);
        change.complete(null);
        transfers.look(from(N1, "3"));

        assertThat(transfers.look(first)).isEqualTo(Outcome.DONE);
        assertThat(raft.changes()).containsExactly("transfer 2", "transfer 3");
    }

    @Test
    void tellsWhoHasNamedAnotherThatItDoesNotLead() {
        assertThat(transfers.look(from("2", N1))).isEqualTo(Outcome.DONE);
        assertThat(transfers.look(from("2", ""))).isEqualTo(Outcome.DONE);
        assertThat(transfers.look(from("2", "3")))
                .isEqualTo(new Outcome(true, "another server has taken the leadership"));
        assertThat(raft.changes()).isEmpty();
    }
}
