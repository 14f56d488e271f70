package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroup;
import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.persistence.CPMetadataStore;
import com.hazelcast.cp.internal.persistence.CPPersistenceService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.cp.internal.raft.impl.persistence.LogFileStructure;
import com.hazelcast.cp.internal.raft.impl.persistence.RaftStateStore;
import com.hazelcast.cp.internal.raft.impl.persistence.RestoredRaftState;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.HeapData;
import io.curia.raft.storage.EntryKind;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.LogStore;
import io.curia.raft.storage.RaftFiles;
import io.curia.raft.storage.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** What the Raft library asks of a disk, answered by our files. */
final class HazelcastPersistence implements CPPersistenceService {
    /** A start holds all entries since the last snapshot; commands of more bytes than this are not in memory meanwhile. */
    private static final int READ_AT_ONCE = 256;

    private final RaftFiles files;
    private final Events events;
    private final CPMetadataStore metadata;
    private volatile InternalSerializationService serialization;
    private volatile boolean holdsEntriesOfNow;

    /** What the library says to the disk alone. */
    interface Events {
        /** Another server of a group may lead from now on, for the term is another, or who votes; on the group's thread. */
        void unsettled(RaftGroupId groupId);

        /** The library takes this server for no member of a group any more; answers whether its files are to go. */
        boolean left(RaftGroupId groupId);
    }

    HazelcastPersistence(RaftFiles files, Events events) {
        this.files = files;
        this.events = events;
        this.metadata = new HazelcastMetadata(files.metadata());
    }

    static GroupId ours(RaftGroupId id) {
        return new GroupId(id.getName(), id.getSeed(), id.getId());
    }

    static RaftGroupId theirs(GroupId id) {
        return new RaftGroupId(id.name(), id.seed(), id.id());
    }

    /** Must be called before the first group is opened: entries that are no commands are kept in the library's own form. */
    void serializeWith(InternalSerializationService service) {
        serialization = service;
    }

    /** Whether the log on disk holds, or held since the start, what versions before cannot read. */
    boolean holdsEntriesOfNow() {
        return holdsEntriesOfNow;
    }

    private void note(Object operation) {
        if (operation instanceof MembershipEntry entry && entry.kind() == EntryKind.VOTERS) {
            holdsEntriesOfNow = true;
        }
    }

    /** What lies below. */
    RaftFiles files() {
        return files;
    }

    /** The log of a group that exists on this server; null if it does not. */
    LogStore log(RaftGroupId groupId) {
        return files.log(ours(groupId));
    }

    /** Whether there must be a log of a group on disk. */
    boolean isKept(RaftGroupId groupId) {
        return files.isKept(ours(groupId));
    }

    /** Keeps by how many servers the groups were founded that this server is about to join. */
    void keepFounders(int count) {
        try {
            files.metadata().persistFounders(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By how many servers the groups on disk were founded; 0 if there are none. */
    int founders() {
        int told = files.metadata().readFounders();
        return told > 0
                ? told
                : files.groupsOnDisk().stream()
                        .filter(id -> id.name().equals(CPGroup.METADATA_CP_GROUP_NAME))
                        .mapToInt(files::founders)
                        .max()
                        .orElse(0);
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public CPMetadataStore getCPMetadataStore() {
        return metadata;
    }

    @Override
    public RaftStateStore createRaftStateStore(RaftGroupId groupId, LogFileStructure logFileStructure) {
        return new HazelcastLog(
                files.open(ours(groupId)), () -> serialization, () -> events.unsettled(groupId), this::note);
    }

    @Override
    public void removeRaftStateStore(RaftGroupId groupId) {
        if (events.left(groupId)) {
            files.remove(ours(groupId));
        }
    }

    /** What this server begins with where it comes back into a group whose files are gone: it votes in no term twice. */
    RestoredRaftState blank(RaftGroupId groupId, Collection<RaftEndpoint> members) {
        var vote = files.lastVote(ours(groupId));
        return new RestoredRaftState(
                new RaftEndpointImpl(files.identity().raftId()),
                members,
                vote.term(),
                vote.votedFor() == null ? null : new RaftEndpointImpl(vote.votedFor()),
                null,
                new LogEntry[0]);
    }

    @Override
    public void reset() {
        files.removeAll();
    }

    /** Whether the founding of the groups is over, as far as this server knows from its disk. */
    boolean isFounded() {
        return groupsOnDisk().stream().anyMatch(id -> id.getName().equals(FsmService.GROUP));
    }

    /** The groups that are on disk, in the order in which they must be restored. */
    List<RaftGroupId> groupsOnDisk() {
        return files.groupsOnDisk().stream().map(HazelcastPersistence::theirs).toList();
    }

    /**
     * What a group was when the server last stopped; null if the server stopped before the group was founded.
     *
     * @throws io.curia.raft.storage.StorageCorruptedException if a part of it is missing or damaged
     */
    RestoredRaftState restore(RaftGroupId groupId) {
        var restored = files.restore(ours(groupId));
        if (restored == null) {
            return null;
        }
        var members = new LinkedHashSet<RaftEndpoint>();
        restored.members().stream().skip(1).map(RaftEndpointImpl::new).forEach(members::add);
        var vote = restored.vote();
        return new RestoredRaftState(
                new RaftEndpointImpl(restored.members().get(0)),
                members,
                vote.term(),
                vote.votedFor() == null ? null : new RaftEndpointImpl(vote.votedFor()),
                restored.snapshot() == null ? null : SnapshotEntries.restored(restored.snapshot(), serialization),
                entries(restored));
    }

    private LogEntry[] entries(RaftFiles.Restored restored) {
        var self = new RaftEndpointImpl(restored.members().get(0));
        var log = restored.log();
        var entries = new ArrayList<LogEntry>();
        for (var index = restored.from(); index <= log.lastIndex(); index++) {
            entries.add(entry(log, log.entry(index), self));
        }
        return entries.toArray(new LogEntry[0]);
    }

    /** What is long is read again when it is needed. */
    private LogEntry entry(LogStore log, StoredEntry kept, RaftEndpoint self) {
        if (!kept.isCommand()) {
            Object operation = serialization.toObject(new HeapData(kept.payload()));
            note(operation);
            return new LogEntry(kept.term(), kept.index(), QuietRemoval.of(operation, self));
        }
        var op = kept.length() > READ_AT_ONCE ? new FsmOp() : new FsmOp(kept.payload());
        op.keptBy(log, kept.index());
        return new LogEntry(kept.term(), kept.index(), op);
    }
}
