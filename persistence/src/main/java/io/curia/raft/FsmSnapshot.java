package io.curia.raft;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.curia.fsm.ReplicatedState;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The state machine's part of a Raft snapshot. It is a captured root until a background thread has written it to disk,
 * and only a reference to that file afterwards, so a snapshot does not keep an old state in memory.
 */
final class FsmSnapshot implements IdentifiedDataSerializable {
    /** Where the chunks of a written snapshot are. */
    interface Stored {
        SnapshotChunks.Source chunks() throws IOException;
    }

    private volatile ReplicatedState.Capture capture;
    private volatile Stored stored;

    FsmSnapshot() {}

    FsmSnapshot(ReplicatedState.Capture capture) {
        this.capture = Objects.requireNonNull(capture);
    }

    FsmSnapshot(Stored stored) {
        this.stored = Objects.requireNonNull(stored);
    }

    /** Whether it was captured here and the log it stands for is still whole. */
    boolean isLocalCapture() {
        return capture != null;
    }

    /** It is on disk now; the captured root may go. */
    void storedAt(Stored place) {
        stored = Objects.requireNonNull(place);
        capture = null;
    }

    /** Hands out all chunks in order; may be called any number of times. */
    void writeChunks(SnapshotChunks.Sink sink) throws IOException {
        var captured = capture;
        if (captured != null) {
            try (var out = new SnapshotChunks.Writer(sink)) {
                captured.writeTo(out);
            }
            return;
        }
        try (var source = stored.chunks()) {
            for (var chunk = source.next(); chunk != null; chunk = source.next()) {
                sink.accept(chunk);
            }
        }
    }

    /** The captured state as {@link ReplicatedState#restore} reads it. */
    InputStream open() throws IOException {
        if (stored != null) {
            return SnapshotChunks.read(stored.chunks());
        }
        var chunks = new ArrayList<byte[]>();
        writeChunks(chunks::add);
        return SnapshotChunks.read(inMemory(chunks).chunks());
    }

    private static Stored inMemory(List<byte[]> chunks) {
        return () -> {
            var iterator = chunks.iterator();
            return () -> iterator.hasNext() ? iterator.next() : null;
        };
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        writeChunks(out::writeByteArray);
        out.writeByteArray(null);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        var chunks = new ArrayList<byte[]>();
        for (var chunk = in.readByteArray(); chunk != null; chunk = in.readByteArray()) {
            chunks.add(chunk);
        }
        stored = inMemory(chunks);
    }

    @Override
    public int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RaftSerialization.FSM_SNAPSHOT;
    }
}
