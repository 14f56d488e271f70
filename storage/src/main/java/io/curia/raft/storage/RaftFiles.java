package io.curia.raft.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** All that one server's Raft groups keep on disk: opens, checks, restores, removes. */
public final class RaftFiles implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RaftFiles.class.getName());

    /** Files of a log become as large as they do by default. */
    private static final long RECKONED_SNAPSHOT_BYTES = 256L << 20;

    /** Of logs that nothing but a tool reads or writes. */
    public static final Function<GroupId, LogStore.Listener> NOBODY_LISTENS = group -> new LogStore.Listener() {};

    private final DataDirectory directory;
    private final long segmentBytes;
    private final Function<GroupId, LogStore.Listener> listeners;
    private final MetadataStore metadata;
    private final RaftIdentity identity;
    private final Map<GroupId, MvLogStore> open = new ConcurrentHashMap<>();
    private boolean closed;
    /** Those whose files are being deleted. */
    private final Set<GroupId> leaving = ConcurrentHashMap.newKeySet();

    /**
     * Opens the membership and looks whether there is a log for each group that it tells of.
     *
     * @param nodeId of this server; the directory is made its own if it is new
     * @param segmentBytes how large a file of a log becomes; see {@link #segmentBytes}
     * @param listeners gives for each group who is told of its log
     * @throws StorageCorruptedException if a file is missing or damaged
     * @throws IllegalStateException if the directory is that of another server
     */
    public RaftFiles(
            DataDirectory directory, UUID nodeId, long segmentBytes, Function<GroupId, LogStore.Listener> listeners) {
        this(directory, Optional.of(nodeId), segmentBytes, listeners);
    }

    /** @param owner whose directory it must be; of any server that has run there if empty */
    private RaftFiles(
            DataDirectory directory,
            Optional<UUID> owner,
            long segmentBytes,
            Function<GroupId, LogStore.Listener> listeners) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.listeners = listeners;
        try {
            metadata = openMetadata(directory, owner);
            identity = metadata.identity();
            try {
                owner.ifPresent(this::requireOwn);
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

    /**
     * Opens what is there, whoever has written it, as a start of its server would.
     *
     * @throws StorageCorruptedException if a file is missing or damaged
     */
    public static RaftFiles ofWhomever(DataDirectory directory) {
        return new RaftFiles(directory, Optional.empty(), segmentBytes(RECKONED_SNAPSHOT_BYTES), NOBODY_LISTENS);
    }

    private static MetadataStore openMetadata(DataDirectory directory, Optional<UUID> owner) throws IOException {
        var file = directory.membersFile();
        if (!Files.exists(file)) {
            if (owner.isEmpty() || !directory.groupNames().isEmpty()) {
                throw new StorageCorruptedException("damaged: membership (" + file + "): the file is missing", null);
            }
            MetadataStore.create(directory.scheme(), file, new RaftIdentity(UUID.randomUUID(), owner.get()));
        }
        return new MetadataStore(
                MvFile.open(directory.scheme(), file, "membership", Formats.MEMBERSHIP, MetadataStore::verify),
                file.toString());
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
                throw damagedLog(GroupId.ofDirectory(group), file, "the file is missing");
            }
        }
    }

    private static StorageCorruptedException damagedLog(GroupId groupId, Path file, String how) {
        return new StorageCorruptedException("damaged: log of " + groupId.name() + " (" + file + "): " + how, null);
    }

    /** The data directory, as it was asked for. */
    public Path dataDir() {
        return directory.path();
    }

    /** Whose files these are. */
    public RaftIdentity identity() {
        return identity;
    }

    /** The servers met before; see {@link KnownServers}. */
    public KnownServers knownServers() {
        return new KnownServers(metadata);
    }

    /**
     * Begins a run of the server whose files these are: counts its start, and remembers what was seen of others before.
     *
     * @param group the name of the group by whose log it is known how far this server has come
     * @throws StorageCorruptedException if that log is damaged
     */
    public ServerMemory beginRun(String group) {
        try {
            long end = 0;
            for (var id : groupsOnDisk()) {
                if (id.name().equals(group)) {
                    var log = openLog(id);
                    end = Math.max(
                            end, Math.max(log.lastIndex(), log.snapshots().newestIndex()));
                }
            }
            return new ServerMemory(identity, metadata, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next start is to begin without these files; durable when this returns, unless the disk refuses. */
    public void noteGivenUp(String reason) {
        try {
            directory.noteGivenUp(reason);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "the next start will find out again that this directory may not take part: {0}",
                    e.toString());
        }
    }

    /** Whether all files that are written to are still where they were opened; if not, what is written is lost. Any thread. */
    public boolean isInPlace() {
        return directory.isInPlace()
                && metadata.isInPlace()
                && open.entrySet().stream()
                        .allMatch(log ->
                                leaving.contains(log.getKey()) || log.getValue().isInPlace());
    }

    /** The membership that is kept. */
    public MetadataStore metadata() {
        return metadata;
    }

    /** Whether this server has voted or has followed the log of those that do. */
    public boolean hasState() {
        return metadata.hasLocalMember() || !metadata.groups().isEmpty();
    }

    /** The log of a group, opened if need be and made if there is none. */
    public LogStore open(GroupId groupId) {
        return openLog(groupId);
    }

    private MvLogStore openLog(GroupId groupId) {
        var present = open.get(groupId);
        return present != null ? present : openUnlessClosed(groupId);
    }

    /** Who comes too late would hold a file of a directory that another server may have by now. */
    private synchronized MvLogStore openUnlessClosed(GroupId groupId) {
        if (closed) {
            throw new IllegalStateException("the files of this server are closed");
        }
        return open.computeIfAbsent(groupId, this::openGroup);
    }

    private MvLogStore openGroup(GroupId groupId) {
        var group = groupId.directoryName();
        var path = directory.groupDirectory(group).resolve("log.mv");
        var what = "log of " + groupId.name();
        try {
            var file = MvFile.open(directory.scheme(), path, what, Formats.LOG, MvLogStore::verify);
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

    private MvLogStore newLog(MvFile file, GroupId groupId) throws IOException {
        var name = groupId.directoryName();
        var group = directory.groupDirectory(name);
        var snapshots = new SnapshotFiles(group, directory.scheme(), groupId.name());
        try {
            var segments = LogSegments.open(
                    group,
                    directory.scheme(),
                    "log of " + groupId.name(),
                    segmentBytes,
                    MvLogStore.newestSegment(file),
                    snapshots.newestIndex());
            return new MvLogStore(file, snapshots, segments, listeners.apply(groupId), () -> metadata.addGroup(name));
        } catch (IOException | RuntimeException e) {
            snapshots.close();
            file.close();
            throw e;
        }
    }

    /** The groups that are on disk, in the order in which they must be restored. */
    public List<GroupId> groupsOnDisk() {
        var known = metadata.groups();
        return directory.groupNames().stream()
                // else it is what is left of one that was to be deleted
                .filter(name -> known.contains(name) || Files.exists(directory.logFile(name)))
                .map(GroupId::ofDirectory)
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    /**
     * What a group was when the server last stopped. Entries are read from the log, one by one.
     *
     * @param members this server first
     * @param snapshot null if there is none
     * @param from index of the first entry that counts; it is the one behind the snapshot
     */
    public record Restored(LogStore log, List<UUID> members, LogStore.Vote vote, StoredSnapshot snapshot, long from) {}

    /**
     * What a group was when the server last stopped; null if the server stopped before the group was founded.
     *
     * @throws StorageCorruptedException if a part of it is missing or damaged
     */
    public Restored restore(GroupId groupId) {
        var log = openLog(groupId);
        var members = log.memberIds();
        if (members.isEmpty()) {
            if (log.lastIndex() > 0 || log.snapshots().loadUnchecked() != null) {
                throw new StorageCorruptedException(
                        "damaged: log of " + groupId.name() + ": it has entries or a snapshot, but no members", null);
            }
            return null;
        }
        // unless the server stopped just before it could note that it has this group
        noteGroup(groupId);
        var snapshot = log.snapshots().loadUnchecked();
        long from = snapshot == null ? 1 : snapshot.head().index() + 1;
        requireAll(log, groupId, from);
        return new Restored(log, members, lastVote(groupId), snapshot, from);
    }

    /** The last vote in a group, though this server may have left it since, and its files be gone. */
    public LogStore.Vote lastVote(GroupId groupId) {
        var kept = metadata.readVote(groupId.directoryName());
        return isKept(groupId) ? openLog(groupId).vote().or(kept) : kept;
    }

    private void noteGroup(GroupId groupId) {
        try {
            metadata.addGroup(groupId.directoryName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireAll(MvLogStore log, GroupId groupId, long from) {
        if (log.lastIndex() >= from && log.firstIndex() > from) {
            throw new StorageCorruptedException(
                    "damaged: log of " + groupId.name() + ": entries " + from + " to " + (log.firstIndex() - 1)
                            + " are neither in the log nor in a snapshot",
                    null);
        }
        if (log.promisedSnapshot() > Math.max(from - 1, log.lastIndex())) {
            throw new StorageCorruptedException(
                    "damaged: log of " + groupId.name() + ": snapshot " + log.promisedSnapshot() + " is missing", null);
        }
    }

    /**
     * Hands out the entries of a group's log, from the oldest on, up to the first file that is damaged; whatever else is.
     *
     * @throws StorageCorruptedException at that file
     */
    public static void readEntries(DataDirectory directory, GroupId groupId, Consumer<StoredEntry> reader)
            throws IOException {
        LogSegments.read(
                directory.groupDirectory(groupId.directoryName()),
                directory.scheme(),
                "log of " + groupId.name(),
                reader);
    }

    /** The log of a group that was opened; null for another. */
    public LogStore log(GroupId groupId) {
        return open.get(groupId);
    }

    /** When the newest snapshot of a group was written, milliseconds since 1970; 0 if there is none. */
    public long newestSnapshotMs(GroupId groupId) {
        try {
            return openLog(groupId).snapshots().newestMs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what snapshots cover of a log, though nothing is written to it; on the group's thread. */
    public void giveSpaceBack(GroupId groupId) {
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
    public int entriesToRestore() {
        return groupsOnDisk().stream().mapToInt(this::entriesToRestore).max().orElse(0);
    }

    private int entriesToRestore(GroupId groupId) {
        var log = openLog(groupId);
        try {
            return (int) Math.max(0, log.lastIndex() - Math.max(log.snapshots().newestIndex(), log.firstIndex() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Forgets a group but for this server's last vote in it, and deletes its files; not to be opened again while it is
     * {@linkplain #isKept kept}.
     */
    public void remove(GroupId groupId) {
        var vote = lastVote(groupId);
        leaving.add(groupId);
        open.compute(groupId, (id, log) -> {
            if (log != null) {
                log.close();
            }
            try {
                metadata.persistVote(id.directoryName(), vote);
                metadata.removeGroup(id.directoryName());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            directory.deleteGroup(id.directoryName());
            return null;
        });
        leaving.remove(groupId);
    }

    /** Whether there must be a log of a group, or its files are just being deleted. */
    public boolean isKept(GroupId groupId) {
        return leaving.contains(groupId) || metadata.groups().contains(groupId.directoryName());
    }

    /** How many servers founded a group; 0 if it was not founded. */
    public int founders(GroupId groupId) {
        // this server comes first, and once more if it is one of them
        return Math.max(0, openLog(groupId).memberIds().size() - 1);
    }

    /** Forgets all groups that are open. */
    public void removeAll() {
        List.copyOf(open.keySet()).forEach(this::remove);
    }

    /** How large a file of a log may become, given how many bytes of entries there are between two snapshots. */
    public static long segmentBytes(long snapshotBytes) {
        return LogSegments.bytes(snapshotBytes);
    }

    /** Ends every wait for a disk that takes no writes. */
    public void stopRetrying() {
        open.values().forEach(MvLogStore::stopRetrying);
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(MvLogStore::close);
        metadata.close();
        directory.close();
    }
}
