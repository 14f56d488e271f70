package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.cluster.NodeInfo;
import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.ClusterMember;
import io.curia.service.DirectRaftEngine;
import io.curia.state.Nodes;
import io.curia.state.StagedRestore;
import io.curia.state.Tombstones;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a leader decides goes nowhere once another one leads. */
class LeaderDecisionsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);

    @AfterEach
    void close() {
        raft.close();
        fsm.stop();
    }

    private void apply(Command command) {
        raft.apply(command.encode()).toCompletableFuture().join();
    }

    /** All that was proposed before has been applied, and what is read here is of then. */
    private void settle() {
        apply(RestoreCommand.drop("none"));
    }

    @Test
    void aRestoreIsDroppedByTheLeaderOnly() {
        var expiry = new RestoreExpiry(raft, fsm, now::get);
        apply(Restores.chunk("r", 0, 0, false, new byte[1]));
        expiry.begin();
        raft.depose();
        now.addAndGet(RestoreExpiry.TTL.toNanos());
        expiry.turn();
        settle();
        assertThat(StagedRestore.present(fsm.store().read())).isEqualTo("r");

        raft.leadIn(2);
        expiry.turn();
        await().until(() -> StagedRestore.present(fsm.store().read()) == null);
    }

    @Test
    void tombstonesAreReapedByTheLeaderOnly() {
        apply(KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of("a"), ByteString.of("1"), 0)));
        apply(KvsCommand.of(KvsOp.DELETE, KvEntry.ofKey(ByteString.of("a"), 0)));
        var reaping = new TombstoneReaping(raft, fsm, Duration.ofNanos(1), Runnable::run);
        reaping.begin();
        raft.depose();
        reaping.turn();
        settle();
        assertThat(hasTombstones()).isTrue();

        raft.leadIn(2);
        await().until(() -> {
            reaping.turn();
            return !hasTombstones();
        });
    }

    private boolean hasTombstones() {
        return Tombstones.all(fsm.store().read()).iterator().hasNext();
    }

    @Test
    void serversAreRegisteredByTheLeaderOnly() {
        raft.setMembers(List.of(
                new ClusterMember("7d5a0bb4-7c5f-4f0e-9f0c-2d2f6f0a7c11", "n1", "10.0.0.1", 8300, true, true, false)));
        var reconcile = new MemberReconcile(raft, fsm, new Self(), System::nanoTime);
        raft.depose();
        reconcile.begin();
        settle();
        assertThat(Nodes.byName(fsm.store().read(), "n1")).isNull();

        raft.leadIn(2);
        reconcile.begin();
        await().until(() -> Nodes.byName(fsm.store().read(), "n1") != null);
    }

    private record Self() implements NodeInfo {
        @Override
        public String datacenter() {
            return "dc1";
        }

        @Override
        public String nodeName() {
            return "n1";
        }

        @Override
        public String nodeId() {
            return "7d5a0bb4-7c5f-4f0e-9f0c-2d2f6f0a7c11";
        }

        @Override
        public String version() {
            return "0";
        }

        @Override
        public String advertiseAddress() {
            return "10.0.0.1";
        }

        @Override
        public int httpPort() {
            return 8500;
        }
    }

    /** Another server may have led between two terms of this one, and renewed what this one remembers as old. */
    @Test
    void dutiesBeginAnewWithEachTerm() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (var duties = new LeaderDuties(raft)) {
            duties.add(new LeaderDuty() {
                @Override
                public Duration period() {
                    return Duration.ofMillis(1);
                }

                @Override
                public void begin() {
                    heard.add("begin");
                }

                @Override
                public void turn() {
                    // what it does is not at issue
                }

                @Override
                public void end() {
                    heard.add("end");
                }
            });
            duties.start();
            await().until(() -> heard.equals(List.of("begin")));

            raft.leadIn(3);
            await().until(() -> heard.equals(List.of("begin", "end", "begin")));
        }
    }
}
