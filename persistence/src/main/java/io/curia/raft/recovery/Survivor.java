package io.curia.raft.recovery;

import io.curia.fsm.ReplicatedState;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.offline.Replay;
import io.curia.raft.storage.DataDirectory;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.RaftFiles;
import io.curia.raft.storage.SnapshotContent;
import io.curia.raft.storage.SnapshotHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What one server has of the group whose majority is lost.
 *
 * @param replay up to where its log goes
 * @param term the last that it has heard of
 * @param seed of the membership group
 * @param raftIds of all servers of the group that it knows, itself among them, and of those that this group has superseded
 */
record Survivor(Replay replay, int term, long seed, Set<UUID> raftIds) {
    /**
     * Reads the data directory and fills the state.
     *
     * @throws IllegalStateException if there is nothing to found a group with
     */
    static Survivor read(RaftConfig config, String group, ReplicatedState state) throws IOException {
        var directory = DataDirectory.open(config.dataDir());
        try (var files = open(directory, config)) {
            var id = newest(files, group);
            var restored = files.restore(id);
            if (restored == null) {
                throw nothing(config.dataDir());
            }
            var replay = Replay.into(state, restored);
            return new Survivor(replay, restored.vote().term(), id.seed(), raftIds(files));
        }
    }

    /** Where a log ends. */
    record End(int term, long index) {}

    /** Where the log of a data directory ends; at 0 if there is none. */
    static End end(RaftConfig config, String group) throws IOException {
        try (var files = open(DataDirectory.open(config.dataDir()), config)) {
            var id = files.groupsOnDisk().stream()
                    .filter(each -> each.name().equals(group))
                    .reduce((older, newer) -> newer);
            var restored = id.isEmpty() ? null : files.restore(id.get());
            if (restored == null) {
                return new End(0, 0);
            }
            long last = restored.log().lastIndex();
            if (last >= restored.from()) {
                return new End(restored.log().entry(last).term(), last);
            }
            var snapshot = restored.snapshot();
            return snapshot == null
                    ? new End(0, 0)
                    : new End(snapshot.head().term(), snapshot.head().index());
        }
    }

    private static RaftFiles open(DataDirectory directory, RaftConfig config) {
        try {
            return new RaftFiles(
                    directory,
                    config.nodeId(),
                    RaftFiles.segmentBytes(config.snapshotBytes()),
                    RaftFiles.NOBODY_LISTENS);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static GroupId newest(RaftFiles files, String group) {
        return files.groupsOnDisk().stream()
                .filter(id -> id.name().equals(group))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> nothing(files.dataDir()));
    }

    private static IllegalStateException nothing(Path dataDir) {
        return new IllegalStateException("recovery failed: there is no state in " + dataDir
                + " with which a group could be founded anew; remove raft/peers.json from it");
    }

    private static Set<UUID> raftIds(RaftFiles files) {
        var ids = new HashSet<UUID>();
        ids.add(files.identity().raftId());
        ids.addAll(files.metadata().superseded());
        ids.addAll(files.knownServers().raftIds());
        files.metadata().readActiveMembers().members().forEach(member -> ids.add(member.id()));
        for (var id : files.groupsOnDisk()) {
            var restored = files.restore(id);
            if (restored != null) {
                ids.addAll(restored.members());
                if (restored.snapshot() != null) {
                    ids.addAll(restored.snapshot().head().members());
                }
            }
        }
        return ids;
    }

    /** A seed that is greater than that of the group, and than any that was given out before now. */
    long nextSeed() {
        return Math.max(seed + 1, System.currentTimeMillis());
    }

    /**
     * Has the group that was founded begin with the state, so that indexes and terms go on from where they were.
     *
     * @param staged the data directory in which it was founded
     * @param others what the engine keeps with a snapshot
     */
    void putInto(Path staged, String group, SnapshotContent content, byte[] others) throws IOException {
        var directory = DataDirectory.open(staged);
        try (var files = RaftFiles.ofWhomever(directory)) {
            var restored = files.restore(newest(files, group));
            var log = restored.log();
            long index = Math.max(replay.lastIndex(), log.lastIndex());
            int newTerm = Math.max(term, restored.vote().term());
            log.vote(newTerm, null);
            var members = List.of(restored.members().get(0));
            log.snapshot(new SnapshotHead(newTerm, index, 0, members, true, others), content);
            files.metadata().persistSuperseded(raftIds);
        }
    }
}
