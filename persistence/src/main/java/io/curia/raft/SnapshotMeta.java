package io.curia.raft;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.log.SnapshotEntry;
import com.hazelcast.cp.internal.raftop.snapshot.RestoreSnapshotOp;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.HeapData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;

/**
 * The closing record of a snapshot file: what Raft knows of the snapshot, and how many chunks of the state machine's
 * part come with it.
 */
record SnapshotMeta(SnapshotEntry entry, long chunkCount) {

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

    byte[] encode(InternalSerializationService serialization) {
        var otherBytes = serialization.toBytes(others(entry));
        var fsm = fsmSnapshot(entry) != null;
        var buffer = ByteBuffer.allocate(
                4 + 8 + 8 + 8 + 4 + 16 * entry.groupMembers().size() + 1 + 4 + otherBytes.length + 4);
        buffer.putInt(entry.term()).putLong(entry.index()).putLong(chunkCount);
        buffer.putLong(entry.groupMembersLogIndex()).putInt(entry.groupMembers().size());
        for (var member : entry.groupMembers()) {
            buffer.putLong(member.getUuid().getMostSignificantBits());
            buffer.putLong(member.getUuid().getLeastSignificantBits());
        }
        buffer.put((byte) (fsm ? 1 : 0)).putInt(otherBytes.length).put(otherBytes);
        return StateRecord.seal(buffer.array());
    }

    /**
     * @param stored where the chunks are
     * @throws IllegalArgumentException if the record is damaged or of another snapshot than that of the index
     */
    static SnapshotMeta decode(
            byte[] record, long index, FsmSnapshot.Stored stored, InternalSerializationService serialization) {
        var buffer = StateRecord.unseal(record, "its closing record");
        var term = buffer.getInt();
        if (buffer.getLong() != index) {
            throw new IllegalArgumentException("the file holds another snapshot");
        }
        var chunkCount = buffer.getLong();
        var membersIndex = buffer.getLong();
        var members = new LinkedHashSet<RaftEndpoint>();
        for (var n = buffer.getInt(); n > 0; n--) {
            members.add(new RaftEndpointImpl(new UUID(buffer.getLong(), buffer.getLong())));
        }
        var hasFsm = buffer.get() == 1;
        var otherBytes = new byte[buffer.getInt()];
        buffer.get(otherBytes);
        List<Object> ops = new ArrayList<>(serialization.<List<Object>>toObject(new HeapData(otherBytes)));
        if (hasFsm) {
            ops.add(new RestoreSnapshotOp(FsmService.NAME, new FsmSnapshot(stored)));
        }
        return new SnapshotMeta(new SnapshotEntry(term, index, ops, membersIndex, members), chunkCount);
    }
}
