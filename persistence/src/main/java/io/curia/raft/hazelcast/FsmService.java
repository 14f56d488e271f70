package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.exception.CannotReplicateException;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.TermChangeAwareService;
import com.hazelcast.cp.internal.raft.SnapshotAwareService;
import com.hazelcast.internal.services.ManagedService;
import com.hazelcast.spi.impl.NodeEngine;
import io.curia.fsm.ApplyResultCodec;
import io.curia.fsm.HeapLimits;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.admission.NoRoomException;
import io.curia.raft.admission.SnapshotRoom;
import io.curia.raft.api.FatalHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Stands between a Raft group's thread and the state machine. */
final class FsmService implements ManagedService, SnapshotAwareService<FsmSnapshot>, TermChangeAwareService {
    private static final Logger LOG = System.getLogger(FsmService.class.getName());
    private static final long MB = 1 << 20;

    static final String NAME = "curia:fsm";
    static final String GROUP = "curia";

    private final ReplicatedState state;
    private final HeapLimits limits;
    private final FatalHandler fatal;
    private final Gossip gossip;
    private final AppliedIndex applied = new AppliedIndex();
    private volatile boolean readyToLead;
    private volatile boolean broken;
    private volatile UnaryOperator<byte[]> answerer;
    private Consumer<Boolean> leadershipListener = ready -> {};
    private OwnTerm leadsSince = (group, commitIndex) -> false;
    private BooleanSupplier confirmed = () -> false;
    private LogCompaction compaction;
    private long replayedUpTo;
    private Consumer<FsmSnapshot> captureListener = snapshot -> {};
    private volatile SnapshotSender snapshotSender;
    private volatile SnapshotReceiver snapshotReceiver;
    private volatile Statistics statistics;
    private volatile Reception reception;
    private volatile LogSender logSender;
    private volatile NewVoter newVoter;

    /** Whether this server leads a group, and in the term of the entry at an index; asked on the group's thread. */
    interface OwnTerm {
        boolean began(RaftGroupId group, long index);
    }

    /** @param limits of this server's heap */
    FsmService(ReplicatedState state, HeapLimits limits, Gossip gossip, FatalHandler fatal) {
        this.limits = limits;
        this.state = state;
        this.gossip = gossip;
        this.fatal = fatal;
    }

    /** @param leads see {@link #isConfirmed} */
    void connect(OwnTerm ownTerm, BooleanSupplier leads, Consumer<Boolean> listener) {
        this.leadsSince = ownTerm;
        this.confirmed = leads;
        this.leadershipListener = listener;
    }

    /** Before the first entry. */
    void exchangeSnapshots(LogCompaction newCompaction, SnapshotSender sender, SnapshotReceiver receiver) {
        compaction = newCompaction;
        snapshotSender = sender;
        snapshotReceiver = receiver;
    }

    /** Tells of every capture; to be set before the first entry. */
    void onCapture(Consumer<FsmSnapshot> listener) {
        captureListener = listener;
    }

    /** Null until this server takes part in Raft; others may know it before. */
    SnapshotSender snapshotSender() {
        return snapshotSender;
    }

    /** Null until this server takes part in Raft; others may know it before. */
    SnapshotReceiver snapshotReceiver() {
        return snapshotReceiver;
    }

    /** Has servers without a vote sent the log; before the first entry. */
    void sendLogBy(LogSender sender) {
        logSender = sender;
    }

    /** Null until this server takes part in Raft; others may know it before. */
    LogSender logSender() {
        return logSender;
    }

    /** Has questions about how far this server has come answered. */
    void tell(Statistics ofThisServer) {
        statistics = ofThisServer;
    }

    /** Null until this server takes part in Raft; others may know it before. */
    Reception reception() {
        return reception;
    }

    /** Lets others present themselves from now on. */
    void receiveBy(Reception ofThisServer) {
        reception = ofThisServer;
    }

    Statistics statistics() {
        return statistics;
    }

    /** Has this server made ready to vote when it is told to. */
    void readyToVote(NewVoter preparation) {
        newVoter = preparation;
    }

    /** Null until this server takes part in Raft; others may know it before. */
    NewVoter newVoter() {
        return newVoter;
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

    /**
     * On the group's thread. What the state has already is passed over: a server that left the group and came back without
     * a restart gets the log from its beginning. Null then, for nobody waits.
     */
    byte[] apply(long commitIndex, byte[] entry) {
        if (broken) {
            throw new IllegalStateException("the state machine has stopped");
        }
        if (commitIndex <= applied.get()) {
            return null;
        }
        requireRoomToStart(commitIndex);
        try {
            var result = state.apply(commitIndex, entry);
            applied.advance(commitIndex);
            compaction.applied(commitIndex, entry.length);
            logSender.committed();
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

    /** Up to this index the log was on disk when the server started. */
    void replaysUpTo(long index) {
        replayedUpTo = index;
    }

    /** While it goes through its own log a server cannot refuse what is in it. */
    private void requireRoomToStart(long commitIndex) {
        if (commitIndex <= replayedUpTo && state.heapBytes() > limits.start()) {
            fail("it cannot start: " + SnapshotRoom.tooSmall(limits, state.heapBytes()), null);
            throw new IllegalStateException("too little heap");
        }
    }

    @Override
    public FsmSnapshot takeSnapshot(CPGroupId groupId, long commitIndex) {
        if (!groupId.getName().equals(GROUP)) {
            return null;
        }
        if (commitIndex < applied.get()) {
            throw new IllegalStateException("the state is ahead of the log, which is read once more");
        }
        var snapshot = new FsmSnapshot(state.capture());
        captureListener.accept(snapshot);
        return snapshot;
    }

    @Override
    public void restoreSnapshot(CPGroupId groupId, long commitIndex, FsmSnapshot snapshot) {
        try {
            var fetched = snapshot.takePrepared();
            if (commitIndex <= applied.get()) {
                LOG.log(Level.DEBUG, "the state has all of the snapshot at {0} already", commitIndex);
            } else if (fetched != null) {
                fetched.install();
            } else {
                restore(snapshot);
            }
            applied.advance(commitIndex);
        } catch (NoRoomException e) {
            fail("it cannot start: " + e.getMessage(), null);
            throw new IllegalStateException(e);
        } catch (IOException | RuntimeException | Error e) {
            fail("the snapshot at " + commitIndex + " cannot be restored (" + e.getMessage() + ")", e);
            throw new IllegalStateException(e);
        }
    }

    private void restore(FsmSnapshot snapshot) throws IOException {
        if (snapshot.isUnread()) {
            throw new IOException(
                    "it is on disk, but the heap of " + limits.megabytes()
                            + " MB has no room for it beside the present state; start this server again, and give it more (-Xmx)");
        }
        // rows may take less in memory than there, but never so much less
        if (snapshot.length() / 2 > limits.start()) {
            throw new NoRoomException(SnapshotRoom.tooSmall(limits, snapshot.length()));
        }
        if (snapshot.length() > limits.growth()) {
            LOG.log(
                    Level.WARNING,
                    "The snapshot on disk has {0} MB. If this start ends for want of memory, it needs a heap of about {1} MB"
                            + " (-Xmx)",
                    snapshot.length() / MB,
                    HeapLimits.megabytesFor(snapshot.length()));
        }
        try (var in = snapshot.open()) {
            state.prepare(in, new SnapshotRoom(limits, 0, snapshot.length())).install();
        }
    }

    @Override
    public void onNewTermCommit(CPGroupId groupId, long commitIndex) {
        if (!groupId.getName().equals(GROUP)) {
            return;
        }
        applied.advance(commitIndex);
        logSender.committed();
        setReadyToLead(leadsSince.began((RaftGroupId) groupId, commitIndex));
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

    /** Whether this server leads for sure, and may say how far the log has come; on the group's thread. */
    boolean isConfirmed() {
        return readyToLead && confirmed.getAsBoolean();
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
