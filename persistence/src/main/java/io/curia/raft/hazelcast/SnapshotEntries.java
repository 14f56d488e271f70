package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raftop.snapshot.RestoreSnapshotOp;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.HeapData;
import io.curia.raft.storage.SnapshotHead;
import io.curia.raft.storage.StoredSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Snapshots as the Raft library hands them about, with the state machine's part among those of its services. */
final class SnapshotEntries {
    private SnapshotEntries() {}

    /** The state machine's part of a snapshot; null if it has none. */
    static FsmSnapshot fsmSnapshot(SnapshotEntry entry) {
        if (!(entry.operation() instanceof List<?> ops)) {
            return null;
        }
        for (var op : ops) {
            if (((RestoreSnapshotOp) op).getSnapshot() instanceof FsmSnapshot fsm) {
                return fsm;
            }
        }
        return null;
    }

    /** The same snapshot with another object for the state machine's part. */
    static SnapshotEntry with(SnapshotEntry entry, FsmSnapshot fsm) {
        var ops = others(entry);
        ops.add(new RestoreSnapshotOp(FsmService.NAME, fsm));
        return new SnapshotEntry(entry.term(), entry.index(), ops, entry.groupMembersLogIndex(), entry.groupMembers());
    }

    private static List<Object> others(SnapshotEntry entry) {
        var others = new ArrayList<Object>();
        for (var op : (List<?>) entry.operation()) {
            if (!(((RestoreSnapshotOp) op).getSnapshot() instanceof FsmSnapshot)) {
                others.add(op);
            }
        }
        return others;
    }

    /** What is kept of a snapshot beside the state machine's part. */
    static SnapshotHead head(SnapshotEntry entry, InternalSerializationService serialization) {
        return new SnapshotHead(
                entry.term(),
                entry.index(),
                entry.groupMembersLogIndex(),
                entry.groupMembers().stream().map(RaftEndpoint::getUuid).toList(),
                fsmSnapshot(entry) != null,
                serialization.toBytes(others(entry)));
    }

    /** A snapshot from the disk. */
    static SnapshotEntry restored(StoredSnapshot stored, InternalSerializationService serialization) {
        var head = stored.head();
        List<Object> ops = new ArrayList<>(serialization.<List<Object>>toObject(new HeapData(head.others())));
        if (head.hasContent()) {
            var fsm = new FsmSnapshot(stored.content());
            fsm.hasLength(stored.length());
            ops.add(new RestoreSnapshotOp(FsmService.NAME, fsm));
        }
        var members = new LinkedHashSet<RaftEndpoint>();
        head.members().forEach(id -> members.add(new RaftEndpointImpl(id)));
        return new SnapshotEntry(head.term(), head.index(), ops, head.membersIndex(), members);
    }
}
