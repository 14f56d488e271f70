package io.curia.raft;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.exception.CannotReplicateException;
import com.hazelcast.cp.internal.TermChangeAwareService;
import com.hazelcast.cp.internal.raft.SnapshotAwareService;
import com.hazelcast.internal.services.ManagedService;
import com.hazelcast.spi.impl.NodeEngine;
import io.curia.fsm.ApplyResultCodec;
import io.curia.fsm.ReplicatedState;
import java.io.IOException;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** Stands between a Raft group's thread and the state machine. */
final class FsmService implements ManagedService, SnapshotAwareService<FsmSnapshot>, TermChangeAwareService {
    static final String NAME = "curia:fsm";
    static final String GROUP = "curia";

    private final ReplicatedState state;
    private final FatalHandler fatal;
    private final Gossip gossip;
    private final AppliedIndex applied = new AppliedIndex();
    private volatile boolean readyToLead;
    private volatile boolean broken;
    private volatile UnaryOperator<byte[]> answerer;
    private Consumer<Boolean> leadershipListener = ready -> {};
    private LongPredicate leadsSince = commitIndex -> false;
    private LogCompaction compaction;
    private volatile SnapshotSender snapshotSender;
    private volatile SnapshotReceiver snapshotReceiver;

    FsmService(ReplicatedState state, Gossip gossip, FatalHandler fatal) {
        this.state = state;
        this.gossip = gossip;
        this.fatal = fatal;
    }

    /** @param ownTerm whether this server leads, and in the term of the entry at an index; asked on the group's thread */
    void connect(LongPredicate ownTerm, Consumer<Boolean> listener) {
        this.leadsSince = ownTerm;
        this.leadershipListener = listener;
    }

    /** Before the first entry. */
    void exchangeSnapshots(LogCompaction newCompaction, SnapshotSender sender, SnapshotReceiver receiver) {
        compaction = newCompaction;
        snapshotSender = sender;
        snapshotReceiver = receiver;
    }

    /** Null until this server takes part in Raft; others may know it before. */
    SnapshotSender snapshotSender() {
        return snapshotSender;
    }

    /** Null until this server takes part in Raft; others may know it before. */
    SnapshotReceiver snapshotReceiver() {
        return snapshotReceiver;
    }

    Gossip gossip() {
        return gossip;
    }

    /** Whether the state machine has stopped for good. */
    boolean isBroken() {
        return broken;
    }

    /** Something that Raft counts on is lost: nothing more is applied or acknowledged, and the server stops. */
    void fail(String reason, Throwable cause) {
        broken = true;
        fatal.onFatal(reason, cause);
    }

    /** On the group's thread. */
    byte[] apply(long commitIndex, byte[] entry) {
        if (broken) {
            throw new IllegalStateException("the state machine has stopped");
        }
        try {
            var result = state.apply(commitIndex, entry);
            applied.advance(commitIndex);
            compaction.applied(commitIndex, entry.length);
            return ApplyResultCodec.encode(result);
        } catch (RuntimeException | Error e) {
            fail(
                    "entry " + commitIndex + " cannot be applied (" + e.getMessage()
                            + "); this server stops so that its state does not diverge. Upgrade it to the version of"
                            + " the server that wrote the entry.",
                    e);
            throw e;
        }
    }

    @Override
    public FsmSnapshot takeSnapshot(CPGroupId groupId, long commitIndex) {
        return groupId.getName().equals(GROUP) ? new FsmSnapshot(state.capture()) : null;
    }

    @Override
    public void restoreSnapshot(CPGroupId groupId, long commitIndex, FsmSnapshot snapshot) {
        try {
            var fetched = snapshot.takePrepared();
            if (fetched != null) {
                fetched.install();
            } else {
                restore(snapshot);
            }
            applied.advance(commitIndex);
        } catch (IOException | RuntimeException | Error e) {
            fail("the snapshot at " + commitIndex + " cannot be restored (" + e.getMessage() + ")", e);
            throw new IllegalStateException(e);
        }
    }

    private void restore(FsmSnapshot snapshot) throws IOException {
        try (var in = snapshot.open()) {
            state.restore(in);
        }
    }

    @Override
    public void onNewTermCommit(CPGroupId groupId, long commitIndex) {
        if (!groupId.getName().equals(GROUP)) {
            return;
        }
        applied.advance(commitIndex);
        setReadyToLead(leadsSince.test(commitIndex));
    }

    void answerWith(UnaryOperator<byte[]> newAnswerer) {
        answerer = newAnswerer;
    }

    /** On the group's thread. Who asks before there is somebody to answer tries again. */
    byte[] answer(byte[] question) {
        var present = answerer;
        if (present == null) {
            throw new CannotReplicateException(null);
        }
        return present.apply(question);
    }

    /** On the group's thread. */
    void setReadyToLead(boolean ready) {
        if (readyToLead != ready) {
            readyToLead = ready;
            leadershipListener.accept(ready);
        }
    }

    boolean isReadyToLead() {
        return readyToLead;
    }

    long lastApplied() {
        return applied.get();
    }

    AppliedIndex applied() {
        return applied;
    }

    @Override
    public void init(NodeEngine nodeEngine, Properties properties) {
        // nothing to prepare
    }

    /** Called when clusters merge after a split; Raft takes care of the state by itself. */
    @Override
    public void reset() {
        // on purpose: the log, not cluster membership, decides what the state is
    }

    @Override
    public void shutdown(boolean terminate) {
        // the engine closes what it opened
    }
}
