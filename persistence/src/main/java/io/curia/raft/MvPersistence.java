package io.curia.raft;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.persistence.CPMetadataStore;
import com.hazelcast.cp.internal.persistence.CPPersistenceService;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raft.impl.persistence.LogFileStructure;
import com.hazelcast.cp.internal.raft.impl.persistence.RaftStateStore;
import com.hazelcast.cp.internal.raft.impl.persistence.RestoredRaftState;
import com.hazelcast.internal.serialization.InternalSerializationService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** All that one server's Raft groups keep on disk: opens, checks, restores, removes. */
final class MvPersistence implements CPPersistenceService, AutoCloseable {
    private static final Logger LOG = System.getLogger(MvPersistence.class.getName());

    private final DataDirectory directory;
    private final long segmentBytes;
    private final Function<RaftGroupId, MvRaftLog.Listener> listeners;
    private final MvMetadataStore metadata;
    private final RaftIdentity identity;
    private final Map<RaftGroupId, MvRaftLog> open = new ConcurrentHashMap<>();
    private volatile InternalSerializationService serialization;

    /**
     * @param nodeId of this server; the directory is made its own if it is new
     * @param segmentBytes how large a file of a log becomes
     * @throws StorageCorruptedException if a file is missing or damaged
     * @throws IllegalStateException if the directory is that of another server
     */
    MvPersistence(
            DataDirectory directory,
            UUID nodeId,
            long segmentBytes,
            Function<RaftGroupId, MvRaftLog.Listener> listeners) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.listeners = listeners;
        try {
            metadata = openMetadata(directory, nodeId);
            identity = metadata.identity();
            try {
                requireOwn(nodeId);
                requireLogs();
                directory.mark(identity);
            } catch (IOException | RuntimeException e) {
                metadata.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MvMetadataStore openMetadata(DataDirectory directory, UUID nodeId) throws IOException {
        var file = directory.membersFile();
        if (!Files.exists(file)) {
            if (!directory.groupNames().isEmpty()) {
                throw new StorageCorruptedException("damaged: membership (" + file + "): the file is missing", null);
            }
            MvMetadataStore.create(directory.scheme(), file, new RaftIdentity(UUID.randomUUID(), nodeId));
        }
        return new MvMetadataStore(
                MvFile.open(directory.scheme(), file, "membership", MvMetadataStore::verify), file.toString());
    }

    private void requireOwn(UUID nodeId) {
        if (!identity.nodeId().equals(nodeId)) {
            throw new IllegalStateException(("the data directory %s belongs to the server with the node id %s, and this"
                            + " one has %s; start it with its own data directory, or write %s into the file node-id in it")
                    .formatted(directory.path(), identity.nodeId(), nodeId, identity.nodeId()));
        }
    }

    private void requireLogs() {
        for (var group : metadata.groups()) {
            var file = directory.logFile(group);
            if (!Files.exists(file)) {
                throw damagedLog(parseDirectoryName(group), file, "the file is missing");
            }
        }
    }

    private static StorageCorruptedException damagedLog(RaftGroupId groupId, Path file, String how) {
        return new StorageCorruptedException("damaged: log of " + groupId.getName() + " (" + file + "): " + how, null);
    }

    /** Whose files these are. */
    RaftIdentity identity() {
        return identity;
    }

    /** The servers met before; see {@link KnownServers}. */
    KnownServers knownServers() {
        return new KnownServers(metadata);
    }

    /** Whether all files that are written to are still where they were opened; if not, what is written is lost. Any thread. */
    boolean isInPlace() {
        return directory.isInPlace()
                && metadata.isInPlace()
                && open.values().stream().allMatch(MvRaftLog::isInPlace);
    }

    /** Must be called before the first group is opened: entries are kept in Hazelcast's own serial form. */
    void serializeWith(InternalSerializationService service) {
        serialization = service;
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
        return open.computeIfAbsent(groupId, this::openGroup);
    }

    private MvRaftLog openGroup(RaftGroupId groupId) {
        var group = directoryName(groupId);
        var path = directory.groupDirectory(group).resolve("log.mv");
        var what = "log of " + groupId.getName();
        try {
            var file = MvFile.open(directory.scheme(), path, what, MvRaftLog::verify);
            var log = newLog(LogUpgrade.upgrade(file, directory.scheme(), path, what, segmentBytes), groupId);
            if (metadata.groups().contains(group) && log.memberIds().isEmpty()) {
                log.close();
                throw damagedLog(groupId, path, "it does not tell the group's members, as if it had been emptied");
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MvRaftLog newLog(MvFile file, RaftGroupId groupId) throws IOException {
        var name = directoryName(groupId);
        var group = directory.groupDirectory(name);
        var snapshots = new SnapshotFiles(group, directory.scheme(), groupId.getName(), () -> serialization);
        try {
            var segments = LogSegments.open(
                    group,
                    directory.scheme(),
                    "log of " + groupId.getName(),
                    segmentBytes,
                    MvRaftLog.newestSegment(file),
                    snapshots.newestIndex());
            return new MvRaftLog(
                    file,
                    snapshots,
                    () -> serialization,
                    segments,
                    listeners.apply(groupId),
                    () -> metadata.addGroup(name));
        } catch (IOException | RuntimeException e) {
            snapshots.close();
            file.close();
            throw e;
        }
    }

    /** The groups that are on disk, in the order in which they must be restored. */
    List<RaftGroupId> groupsOnDisk() {
        var known = metadata.groups();
        return directory.groupNames().stream()
                // else it is what is left of one that was to be deleted
                .filter(name -> known.contains(name) || Files.exists(directory.logFile(name)))
                .map(MvPersistence::parseDirectoryName)
                .sorted((a, b) -> Long.compare(a.getId(), b.getId()))
                .toList();
    }

    /**
     * What a group was when the server last stopped; null if the server stopped before the group was founded.
     *
     * @throws StorageCorruptedException if a part of it is missing or damaged
     */
    RestoredRaftState restore(RaftGroupId groupId) {
        var log = (MvRaftLog) createRaftStateStore(groupId, null);
        var ids = log.memberIds();
        if (ids.isEmpty()) {
            if (log.lastIndex() > 0 || log.snapshots().loadUnchecked() != null) {
                throw new StorageCorruptedException(
                        "damaged: log of " + groupId.getName() + ": it has entries or a snapshot, but no members",
                        null);
            }
            return null;
        }
        // unless the server stopped just before it could note that it has this group
        noteGroup(groupId);
        var snapshot = log.snapshots().loadUnchecked();
        var members = new LinkedHashSet<RaftEndpoint>();
        ids.stream().skip(1).map(RaftEndpointImpl::new).forEach(members::add);
        var vote = log.vote();
        return new RestoredRaftState(
                new RaftEndpointImpl(ids.get(0)),
                members,
                vote.term(),
                vote.votedFor() == null ? null : new RaftEndpointImpl(vote.votedFor()),
                snapshot,
                entries(log, groupId, snapshot));
    }

    private void noteGroup(RaftGroupId groupId) {
        try {
            metadata.addGroup(directoryName(groupId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LogEntry[] entries(MvRaftLog log, RaftGroupId groupId, SnapshotEntry snapshot) {
        var from = snapshot == null ? 1 : snapshot.index() + 1;
        var entries = new ArrayList<LogEntry>();
        if (log.lastIndex() >= from && log.firstIndex() > from) {
            throw new StorageCorruptedException(
                    "damaged: log of " + groupId.getName() + ": entries " + from + " to " + (log.firstIndex() - 1)
                            + " are neither in the log nor in a snapshot",
                    null);
        }
        if (log.promisedSnapshot() > Math.max(from - 1, log.lastIndex())) {
            throw new StorageCorruptedException(
                    "damaged: log of " + groupId.getName() + ": snapshot " + log.promisedSnapshot() + " is missing",
                    null);
        }
        for (var index = from; index <= log.lastIndex(); index++) {
            entries.add(log.entry(index));
        }
        return entries.toArray(new LogEntry[0]);
    }

    /** The log of a group that exists on this server. */
    MvRaftLog log(RaftGroupId groupId) {
        return open.get(groupId);
    }

    /** When the newest snapshot of a group was written, milliseconds since 1970; 0 if there is none or no such group. */
    long newestSnapshotMs(RaftGroupId groupId) {
        if (groupId == null) {
            return 0;
        }
        try {
            return ((MvRaftLog) createRaftStateStore(groupId, null)).snapshots().newestMs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what snapshots cover of a log, though nothing is written to it; on the group's thread. */
    void giveSpaceBack(RaftGroupId groupId) {
        var log = open.get(groupId);
        try {
            if (log != null) {
                log.removeCovered();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "space of a log cannot be given back and is tried again: {0}", e.toString());
        }
    }

    /** How many entries the fullest group will hold in memory after a restart. */
    int entriesToRestore() {
        return groupsOnDisk().stream().mapToInt(this::entriesToRestore).max().orElse(0);
    }

    private int entriesToRestore(RaftGroupId groupId) {
        var log = (MvRaftLog) createRaftStateStore(groupId, null);
        try {
            return (int) Math.max(0, log.lastIndex() - Math.max(log.snapshots().newestIndex(), log.firstIndex() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void removeRaftStateStore(RaftGroupId groupId) {
        var log = open.remove(groupId);
        if (log != null) {
            log.close();
        }
        try {
            metadata.removeGroup(directoryName(groupId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        directory.deleteGroup(directoryName(groupId));
    }

    @Override
    public void reset() {
        List.copyOf(open.keySet()).forEach(this::removeRaftStateStore);
    }

    static String directoryName(RaftGroupId id) {
        return id.getName() + "@" + id.getSeed() + "@" + id.getId();
    }

    private static RaftGroupId parseDirectoryName(String name) {
        var parts = name.split("@", -1);
        return new RaftGroupId(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** Whether this server has ever taken part in the founding of a cluster. */
    UUID localMemberId() {
        try {
            var member = metadata.readLocalCPMember();
            return member == null ? null : member.getUuid();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every wait for a disk that takes no writes. */
    void stopRetrying() {
        open.values().forEach(MvRaftLog::stopRetrying);
    }

    @Override
    public void close() {
        open.values().forEach(MvRaftLog::close);
        metadata.close();
        directory.close();
    }
}
