package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.command.UpdateRaftGroupMembersCmd;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raft.impl.persistence.RaftStateStore;
import com.hazelcast.internal.serialization.InternalSerializationService;
import io.curia.raft.storage.EntryKind;
import io.curia.raft.storage.LogStore;
import java.io.IOException;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One group's log as the Raft library writes it, on a {@link LogStore}, which says what is durable when.
 *
 * @param unsettled run, on the group's thread, before anybody else may lead: when the term is another, or who votes
 * @param kept is told of each entry that is no command
 */
record HazelcastLog(
        LogStore log, Supplier<InternalSerializationService> serialization, Runnable unsettled, Consumer<Object> kept)
        implements RaftStateStore {
    @Override
    public void open() {
        // opened before the group's state was read
    }

    @Override
    public void persistInitialMembers(RaftEndpoint localMember, Collection<RaftEndpoint> initialMembers)
            throws IOException {
        log.found(
                localMember.getUuid(),
                initialMembers.stream().map(RaftEndpoint::getUuid).toList());
    }

    @Override
    public void persistTerm(int term, RaftEndpoint votedFor) throws IOException {
        unsettled.run();
        log.vote(term, votedFor == null ? null : votedFor.getUuid());
    }

    @Override
    public void persistEntry(LogEntry entry) {
        if (entry.operation() instanceof FsmOp op) {
            log.append(entry.index(), entry.term(), EntryKind.COMMAND, op.payload());
            op.keptBy(log, entry.index());
        } else {
            if (entry.operation() instanceof UpdateRaftGroupMembersCmd) {
                unsettled.run();
            }
            var bytes = serialization.get().toBytes(entry.operation());
            var kind = entry.operation() instanceof MembershipEntry ours ? ours.kind() : EntryKind.ENGINE;
            log.append(entry.index(), entry.term(), kind, bytes);
            kept.accept(entry.operation());
        }
    }

    @Override
    public void deleteEntriesFrom(long startIndexInclusive) {
        log.truncateFrom(startIndexInclusive);
    }

    @Override
    public void persistSnapshot(SnapshotEntry entry) throws IOException {
        log.snapshot(SnapshotEntries.head(entry, serialization.get()), SnapshotEntries.fsmSnapshot(entry));
    }

    @Override
    public void flushLogs() throws IOException {
        log.flush();
    }

    @Override
    public void close() {
        log.close();
    }
}
