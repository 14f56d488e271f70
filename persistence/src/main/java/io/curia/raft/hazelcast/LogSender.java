package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.cp.internal.raft.impl.RaftNodeStatus;
import com.hazelcast.cp.internal.raft.impl.RaftRole;
import com.hazelcast.cp.internal.raft.impl.dto.AppendRequest;
import com.hazelcast.cp.internal.raft.impl.dto.InstallSnapshot;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.cp.internal.raft.impl.log.RaftLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Gives servers without a vote the log, as they ask for it: what is committed after what they have, or the offer of a
 * snapshot. A question without news waits for some; {@link #signOfLife} answers it as a heartbeat would. All but {@link
 * #answer} is for the group's thread; messages are made on a thread of its own.
 */
final class LogSender implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LogSender.class.getName());
    private static final int MOST_ENTRIES = 512;
    private static final long MOST_BYTES = 1 << 20;

    private final GroupThread threads;
    private final Supplier<RaftGroupId> group;
    private final LogCompaction compaction;
    private final ExecutorService messages = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "curia-log-send");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<RaftEndpoint, LogQuestionOp> waiting = new HashMap<>();
    private boolean lookQueued;

    /** @param group gives null while this server knows of none */
    LogSender(GroupThread threads, Supplier<RaftGroupId> group, LogCompaction compaction) {
        this.threads = threads;
        this.group = group;
        this.compaction = compaction;
    }

    /** Answers now or later; any thread. */
    void answer(LogQuestionOp question) {
        var id = group.get();
        if (id == null) {
            question.sendResponse(LogAnswer.unknown());
        } else {
            threads.submit(id, () -> take(id, question));
        }
    }

    private void take(RaftGroupId id, LogQuestionOp question) {
        var node = threads.node(id);
        if (node == null || node.getStatus() == RaftNodeStatus.INITIAL || node.isTerminatedOrSteppedDown()) {
            question.sendResponse(LogAnswer.unknown());
            return;
        }
        if (leads(node)
                && id.equals(question.groupId())
                && question.term() > node.state().term()) {
            // as with every answer to a leader (Raft §5.1): in its own term the asker would take nothing from it
            node.toFollower(question.term());
        }
        if (!isServed(id, node, question)) {
            question.sendResponse(
                    LogAnswer.group(id, node.getLeader(), node.state().members()));
            return;
        }
        compaction.follows(question.asker(), question.lastIndex());
        var before = waiting.put(question.asker(), question);
        if (before != null) {
            // its answer is not waited for any more
            before.sendResponse(LogAnswer.group(id, node.getLeader(), List.of()));
        }
        answerIfNews(id, node, question);
    }

    /** A member gets what it needs without asking. */
    private static boolean isServed(RaftGroupId id, RaftNodeImpl node, LogQuestionOp question) {
        return leads(node) && id.equals(question.groupId()) && !node.state().isKnownMember(question.asker());
    }

    private static boolean leads(RaftNodeImpl node) {
        return node.state().role() == RaftRole.LEADER && !node.isTerminatedOrSteppedDown();
    }

    /** More is committed than before. */
    void committed() {
        if (!waiting.isEmpty() && !lookQueued) {
            lookQueued = true;
            // behind what is being committed with it
            threads.submit(group.get(), this::look);
        }
    }

    private void look() {
        lookQueued = false;
        var id = group.get();
        var node = threads.node(id);
        if (node == null) {
            return;
        }
        for (var question : List.copyOf(waiting.values())) {
            answerIfNews(id, node, question);
        }
    }

    private void answerIfNews(RaftGroupId id, RaftNodeImpl node, LogQuestionOp question) {
        var news = isServed(id, node, question) ? news(id, node, question) : null;
        if (news != null) {
            waiting.remove(question.asker());
            send(question, news);
        }
    }

    /** To be called at every half heartbeat: whoever waits hears that this server still leads, or who does. */
    void signOfLife(RaftGroupId id, RaftNodeImpl node) {
        waiting.values()
                .forEach(question -> send(
                        question,
                        isServed(id, node, question)
                                ? LogAnswer.entries(id, append(node, 0, 0, 0, new LogEntry[0]))
                                : LogAnswer.group(
                                        id, node.getLeader(), node.state().members())));
        waiting.clear();
    }

    /** Large entries may have to be read from the disk, and the message is as large as all of them. */
    private void send(LogQuestionOp question, LogAnswer answer) {
        try {
            messages.execute(() -> question.sendResponse(answer));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "this server stops, and does not answer {0}", question.asker());
        }
    }

    /** Null if there is none. */
    private static LogAnswer news(RaftGroupId id, RaftNodeImpl node, LogQuestionOp question) {
        var log = node.state().log();
        long committed = node.state().commitIndex();
        // what the asker knows to be committed is the same everywhere; beyond it may be what an earlier leader left
        // there
        long previous =
                isSame(log, question.lastIndex(), question.lastTerm()) ? question.lastIndex() : question.commitIndex();
        if (previous >= committed && committed <= question.commitIndex()) {
            return null;
        }
        if (!reaches(log, previous)) {
            return LogAnswer.snapshot(
                    id, new InstallSnapshot(node.getLocalMember(), node.state().term(), log.snapshot(), 0, 0));
        }
        var entries = entries(log, previous + 1, Math.min(committed, previous + MOST_ENTRIES));
        return LogAnswer.entries(id, append(node, previous, term(log, previous), committed, entries));
    }

    private static AppendRequest append(
            RaftNodeImpl node, long previous, int previousTerm, long committed, LogEntry[] entries) {
        return new AppendRequest(
                node.getLocalMember(), node.state().term(), previousTerm, previous, committed, entries, 0, 0);
    }

    /** Whether the log can be gone on with after an entry. */
    private static boolean reaches(RaftLog log, long previous) {
        boolean knowsTerm = previous == 0 || previous == log.snapshotIndex() || log.containsLogEntry(previous);
        return knowsTerm && (previous >= log.snapshotIndex() || log.containsLogEntry(previous + 1));
    }

    private static boolean isSame(RaftLog log, long index, int term) {
        return index == 0 || (index == log.snapshotIndex() || log.containsLogEntry(index)) && term(log, index) == term;
    }

    private static int term(RaftLog log, long index) {
        if (index == 0) {
            return 0;
        }
        return index == log.snapshotIndex()
                ? log.snapshot().term()
                : log.getLogEntry(index).term();
    }

    /** At least one if there is one, however large. */
    private static LogEntry[] entries(RaftLog log, long from, long to) {
        var entries = new ArrayList<LogEntry>();
        long bytes = 0;
        for (long index = from; index <= to && bytes < MOST_BYTES; index++) {
            var entry = log.getLogEntry(index);
            bytes += entry.operation() instanceof FsmOp op ? op.length() : 0;
            entries.add(entry);
        }
        return entries.toArray(new LogEntry[0]);
    }

    @Override
    public void close() {
        messages.shutdownNow();
    }
}
