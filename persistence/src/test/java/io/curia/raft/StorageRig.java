package io.curia.raft;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raftop.snapshot.RestoreSnapshotOp;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import io.curia.fault.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The files of one server's log without Raft: what Raft would do to them, a test does by hand. */
final class StorageRig implements AutoCloseable {
    static final RaftGroupId GROUP = new RaftGroupId(FsmService.GROUP, 0, 7);
    static final UUID NODE_ID = new UUID(7, 7);
    static final int TRAILING = 20;
    static final List<UUID> MEMBERS = List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));

    private static final InternalSerializationService SERIALIZATION = new DefaultSerializationServiceBuilder()
            .addDataSerializableFactory(RaftSerialization.FACTORY_ID, new RaftSerialization())
            .build();

    final MvPersistence persistence;
    final MvRaftLog log;
    private final DataDirectory directory;
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    /** Opens or founds the group; a write that fails is given up as soon as the disk has lost its power. */
    StorageRig(Path dir, FaultyDisk disk) throws IOException {
        directory = DataDirectory.open(dir, disk.scheme());
        var opened = new AtomicReference<MvRaftLog>();
        MvPersistence made = null;
        try {
            made = new MvPersistence(directory, NODE_ID, TRAILING, id -> new MvRaftLog.Listener() {
                @Override
                public void onFlushFailed(IOException cause) {
                    failure.set(cause);
                    if (!disk.isPowered()) {
                        opened.get().stopRetrying();
                    }
                }

                @Override
                public void onFlushRecovered() {
                    failure.set(null);
                }
            });
            made.serializeWith(SERIALIZATION);
            opened.set((MvRaftLog) made.createRaftStateStore(GROUP, null));
        } catch (RuntimeException e) {
            if (made == null) {
                directory.close();
            } else {
                closeOrRelease(made, directory);
            }
            throw e;
        }
        persistence = made;
        log = opened.get();
    }

    /** Why writes fail at present; null if they do not. */
    IOException failure() {
        return failure.get();
    }

    static RaftEndpoint endpoint(UUID id) {
        return new RaftEndpointImpl(id);
    }

    void found() throws IOException {
        log.persistInitialMembers(
                endpoint(MEMBERS.get(0)),
                MEMBERS.stream().map(StorageRig::endpoint).toList());
    }

    /** Keeps the member list of a commit index; its addresses tell it from that of another. */
    void persistMembers(long commitIndex) throws IOException {
        var members = new ArrayList<CPMemberInfo>();
        for (var id : MEMBERS) {
            members.add(new CPMemberInfo(id, new Address("127.0.0.1", (int) (1000 + commitIndex))));
        }
        persistence.getCPMetadataStore().persistActiveCPMembers(members, commitIndex);
    }

    /** The commit index of the kept member list, 0 if there is none. */
    long membersIndex() throws IOException {
        var members = new ArrayList<CPMember>();
        long index = persistence.getCPMetadataStore().readActiveCPMembers(members);
        if (members.stream().anyMatch(m -> m.getAddress().getPort() != 1000 + index)) {
            throw new IOException("the member list is not the one of index " + index + ": " + members);
        }
        return index;
    }

    static LogEntry entry(int term, long index, byte[] payload) {
        return new LogEntry(term, index, new FsmOp(payload));
    }

    /** A snapshot as Raft hands it over that was captured here. */
    static SnapshotEntry captured(int term, long index, byte[] content) {
        return entry(term, index, new FsmSnapshot(out -> out.write(content)));
    }

    /** A snapshot as Raft hands it over that was fetched from another server. */
    SnapshotEntry fetched(int term, long index, byte[] content) throws IOException {
        var file = log.snapshots().receive(index);
        try (var out = new SnapshotChunks.Writer(file::accept)) {
            out.write(content);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.force();
        return entry(term, index, new FsmSnapshot(file, () -> {}));
    }

    private static SnapshotEntry entry(int term, long index, FsmSnapshot fsm) {
        return new SnapshotEntry(
                term,
                index,
                List.of(new RestoreSnapshotOp(FsmService.NAME, fsm)),
                0,
                MEMBERS.stream().map(StorageRig::endpoint).toList());
    }

    static byte[] content(SnapshotEntry snapshot) throws IOException {
        for (var op : (List<?>) snapshot.operation()) {
            if (((RestoreSnapshotOp) op).getSnapshot() instanceof FsmSnapshot fsm) {
                try (var in = fsm.open()) {
                    return in.readAllBytes();
                }
            }
        }
        throw new IOException("the snapshot holds no state");
    }

    /** On a disk without power closing fails, but the lock on the directory goes, as with the end of a process. */
    @Override
    public void close() {
        closeOrRelease(persistence, directory);
    }

    private static void closeOrRelease(MvPersistence persistence, DataDirectory directory) {
        try {
            persistence.close();
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }
}
