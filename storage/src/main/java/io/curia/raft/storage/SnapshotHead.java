package io.curia.raft.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What Raft knows of a snapshot.
 *
 * @param membersIndex of the entry that made these the members
 * @param hasContent whether the state machine has a part in it
 * @param others what the engine keeps with it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SnapshotHead(
        int term, long index, long membersIndex, List<UUID> members, boolean hasContent, byte[] others) {

    /** The closing record of a snapshot's file: the head, and how many chunks of content come with it. */
    record Closing(SnapshotHead head, long chunkCount) {
        byte[] encode() {
            var members = head.members;
            var buffer = ByteBuffer.allocate(4 + 8 + 8 + 8 + 4 + 16 * members.size() + 1 + 4 + head.others.length + 4);
            buffer.putInt(head.term).putLong(head.index).putLong(chunkCount);
            buffer.putLong(head.membersIndex).putInt(members.size());
            for (var member : members) {
                buffer.putLong(member.getMostSignificantBits()).putLong(member.getLeastSignificantBits());
            }
            buffer.put((byte) (head.hasContent ? 1 : 0))
                    .putInt(head.others.length)
                    .put(head.others);
            return StateRecord.seal(buffer.array());
        }

        /** @throws IllegalArgumentException if the record is damaged or of another snapshot than that of the index */
        static Closing decode(byte[] record, long index) {
            var buffer = StateRecord.unseal(record, "its closing record");
            int term = buffer.getInt();
            if (buffer.getLong() != index) {
                throw new IllegalArgumentException("the file holds another snapshot");
            }
            long chunkCount = buffer.getLong();
            long membersIndex = buffer.getLong();
            var members = new ArrayList<UUID>();
            for (int n = buffer.getInt(); n > 0; n--) {
                members.add(new UUID(buffer.getLong(), buffer.getLong()));
            }
            boolean hasContent = buffer.get() == 1;
            var others = new byte[buffer.getInt()];
            buffer.get(others);
            return new Closing(new SnapshotHead(term, index, membersIndex, members, hasContent, others), chunkCount);
        }
    }
}
