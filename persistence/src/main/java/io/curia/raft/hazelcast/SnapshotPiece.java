package io.curia.raft.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some chunks of a snapshot, in order, on their way to a follower. */
final class SnapshotPiece implements IdentifiedDataSerializable {
    private List<byte[]> chunks = List.of();
    private boolean last;
    private String refusal;

    SnapshotPiece() {}

    /** @param last whether none comes after it */
    SnapshotPiece(List<byte[]> chunks, boolean last) {
        this.chunks = chunks;
        this.last = last;
    }

    /** The snapshot cannot be had from this server. */
    static SnapshotPiece refused(String why) {
        var piece = new SnapshotPiece();
        piece.refusal = why;
        return piece;
    }

    List<byte[]> chunks() {
        return chunks;
    }

    boolean isLast() {
        return last;
    }

    /** Why there is nothing to be had; null if there is. */
    String refusal() {
        return refusal;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeString(refusal);
        out.writeBoolean(last);
        out.writeInt(chunks.size());
        for (var chunk : chunks) {
            out.writeByteArray(chunk);
        }
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        refusal = in.readString();
        last = in.readBoolean();
        var read = new ArrayList<byte[]>();
        for (var n = in.readInt(); n > 0; n--) {
            read.add(in.readByteArray());
        }
        chunks = read;
    }

    @Override
    public int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RaftSerialization.SNAPSHOT_PIECE;
    }
}
