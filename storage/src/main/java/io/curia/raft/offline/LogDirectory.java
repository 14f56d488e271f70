package io.curia.raft.offline;

import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.DirectoryCopy;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.LogStore;
import io.curia.raft.storage.RaftFiles;
import io.curia.raft.storage.RaftIdentity;
import io.curia.raft.storage.SnapshotFiles;
import io.curia.raft.storage.StorageCorruptedException;
import io.curia.raft.storage.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The log in the data directory of a stopped server, checked as its start would check it. One thread. */
public final class LogDirectory implements AutoCloseable {
    /**
     * A Raft group that has a log.
     *
     * @param members this server first, then those with which it was founded
     * @param first index of the first entry; 0 if there is none
     * @param last index of the last entry; 0 if there is none
     * @param end the index up to which this server has the log, if only in a snapshot
     * @param endTerm the term of the entry there
     */
    public record Group(
            GroupId id,
            LogStore.Vote vote,
            List<UUID> members,
            List<SnapshotFiles.Named> snapshots,
            long first,
            long last,
            long end,
            int endTerm) {}

    /**
     * One that votes.
     *
     * @param nodeId its node id; its Raft id if that is not known
     * @param name of its node; empty if it is not known
     * @param address {@code host:port} of its Raft port
     * @param self whether it is the one whose directory this is
     */
    public record Voter(String nodeId, String name, String address, boolean self) {}

    private final DirectoryCopy copy;
    private final DataDirectory directory;
    private final List<Group> groups = new ArrayList<>();
    private RaftFiles files;
    private String damage;

    private LogDirectory(DirectoryCopy copy) {
        this.copy = copy;
        this.directory = DataDirectory.open(copy.path());
    }

    /**
     * Opens a data directory, of which nothing changes.
     *
     * @throws IllegalStateException if a server uses it, or a newer version wrote it
     * @throws IOException if it is no data directory, or cannot be read
     */
    public static LogDirectory open(Path dataDir) throws IOException {
        var copy = DirectoryCopy.of(dataDir);
        LogDirectory opened = null;
        try {
            opened = new LogDirectory(copy);
            opened.check();
            return opened;
        } catch (StorageCorruptedException e) {
            // told before anything could be opened
            copy.close();
            throw new IOException(copy.ofOriginal(e.damage()), e);
        } catch (IllegalStateException e) {
            close(opened, copy);
            throw new IllegalStateException(copy.ofOriginal(String.valueOf(e.getMessage())), e);
        } catch (IOException | RuntimeException e) {
            close(opened, copy);
            throw e;
        }
    }

    private static void close(LogDirectory opened, DirectoryCopy copy) throws IOException {
        if (opened == null) {
            copy.close();
        } else {
            opened.close();
        }
    }

    private void check() throws IOException {
        try {
            files = RaftFiles.ofWhomever(directory);
            for (var id : files.groupsOnDisk()) {
                var restored = files.restore(id);
                if (restored != null) {
                    groups.add(group(id, restored));
                }
            }
        } catch (StorageCorruptedException e) {
            damage = copy.ofOriginal(e.damage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Group group(GroupId id, RaftFiles.Restored restored) throws IOException {
        var log = restored.log();
        var snapshot = restored.snapshot();
        long end = Math.max(restored.from() - 1, log.lastIndex());
        int endTerm = end >= restored.from()
                ? log.entry(end).term()
                : snapshot == null ? 0 : snapshot.head().term();
        return new Group(
                id,
                restored.vote(),
                restored.members(),
                log.snapshots().named(),
                log.firstIndex(),
                log.lastIndex(),
                end,
                endTerm);
    }

    /** The first damage, with the file and what is wrong with it; a start would end with it. Empty if all is sound. */
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** Whose it is; empty if that is damaged. */
    public Optional<RaftIdentity> identity() {
        return Optional.ofNullable(files).map(RaftFiles::identity);
    }

    /** Who the voters of the group were when it stopped, where they were, and what they were called. */
    public List<Voter> voters() {
        if (files == null) {
            return List.of();
        }
        var known = files.knownServers();
        return files.metadata().readActiveMembers().members().stream()
                .map(member -> new Voter(
                        known.nodeId(member.id()),
                        known.name(member.id()).orElse(""),
                        member.host() + ":" + member.port(),
                        member.id().equals(files.identity().raftId())))
                .toList();
    }

    /** When something was last written to a group's log. */
    public Instant lastWritten(GroupId id) throws IOException {
        return copy.lastWritten(directory.place(id));
    }

    /** The groups that are sound up to the first damage. */
    public List<Group> groups() {
        return List.copyOf(groups);
    }

    /** All groups, sound or not. */
    public List<GroupId> groupIds() {
        return directory.groups();
    }

    /**
     * Hands out the entries of a group, from the oldest on.
     *
     * @throws StorageCorruptedException at the first file of the log that is damaged
     */
    public void entries(GroupId id, Consumer<StoredEntry> reader) throws IOException {
        for (var group : groups) {
            if (group.id().equals(id)) {
                var log = files.log(id);
                for (long index = group.first(); index > 0 && index <= group.last(); index++) {
                    reader.accept(log.entry(index));
                }
                return;
            }
        }
        RaftFiles.readEntries(directory, id, reader);
    }

    /**
     * The group by the name of {@code name}, as a start would restore it; empty if there is none.
     *
     * @throws StorageCorruptedException if the directory is damaged
     */
    public Optional<RaftFiles.Restored> restore(String name) {
        return files == null
                ? Optional.empty()
                : files.groupsOnDisk().stream()
                        .filter(id -> id.name().equals(name))
                        .reduce((older, newer) -> newer)
                        .map(files::restore);
    }

    @Override
    public void close() throws IOException {
        if (files != null) {
            files.close();
        } else {
            directory.close();
        }
        copy.close();
    }
}
