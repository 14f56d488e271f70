package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.Fsm;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.service.DirectRaftEngine;
import io.curia.state.StagedRestore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestoreExpiryTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    private final RestoreExpiry expiry = new RestoreExpiry(raft, fsm, now::get);

    @AfterEach
    void close() {
        raft.close();
        fsm.stop();
    }

    private void stage(String id, long sequence) {
        var chunk = Restores.chunk(id, sequence, sequence, false, new byte[1]);
        raft.apply(chunk.encode()).toCompletableFuture().join();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
        expiry.turn();
    }

    private String present() {
        return StagedRestore.present(fsm.store().read());
    }

    @Test
    void aRestoreWithoutANewChunkIsDroppedInTime() {
        stage("r", 0);
        expiry.begin();
        pass(RestoreExpiry.TTL.minusSeconds(1));
        stage("r", 1);
        pass(Duration.ofSeconds(1));
        long before = raft.lastApplied();
        pass(RestoreExpiry.TTL.minusSeconds(1));
        assertThat(raft.lastApplied()).as("nothing is proposed").isEqualTo(before);
        pass(Duration.ofSeconds(1));
        await().until(() -> present() == null);
        assertThat(fsm.whenArchiveRead("r").toCompletableFuture()).isDone();
    }

    @Test
    void anotherRestoreHasATimeOfItsOwn() {
        stage("r", 0);
        expiry.begin();
        pass(RestoreExpiry.TTL.minusSeconds(1));
        stage("s", 0);
        pass(Duration.ofSeconds(1));
        pass(RestoreExpiry.TTL.minusSeconds(1));
        raft.apply(RestoreCommand.drop("none").encode()).toCompletableFuture().join();
        assertThat(present()).isEqualTo("s");
        pass(Duration.ofSeconds(1));
        await().until(() -> present() == null);
    }

    @Test
    void aNewLeaderWaitsTheWholeTime() {
        stage("r", 0);
        expiry.begin();
        pass(RestoreExpiry.TTL.minusSeconds(1));
        expiry.end();
        expiry.begin();
        pass(RestoreExpiry.TTL.minusSeconds(1));
        raft.apply(RestoreCommand.drop("none").encode()).toCompletableFuture().join();
        assertThat(present()).isEqualTo("r");
    }
}
