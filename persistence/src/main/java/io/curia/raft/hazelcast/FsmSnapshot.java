package io.curia.raft.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.admission.HeldState;
import io.curia.raft.storage.SnapshotChunks;
import io.curia.raft.storage.SnapshotContent;
import io.curia.raft.storage.SnapshotFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Objects;

/**
 * The state machine's part of a Raft snapshot. It is a captured root until a background thread has written it to disk,
 * and only a reference to that file afterwards, so a snapshot does not keep an old state in memory.
 *
 * <p>To a follower it travels without its content, as the offer to fetch it ({@link SnapshotTransfer}): the message is
 * made and read on the threads of the groups, which must not wait for a large state.
 */
final class FsmSnapshot implements IdentifiedDataSerializable, SnapshotContent, HeldState {
    private volatile ReplicatedState.Capture capture;
    private volatile Stored stored;
    private volatile SnapshotFiles.Incoming incoming;
    private volatile boolean superseded;
    private boolean unread;
    private long length;
    private ReplicatedState.Prepared prepared;

    /** An offer, to be read from a message. */
    FsmSnapshot() {}

    FsmSnapshot(ReplicatedState.Capture capture) {
        this.capture = Objects.requireNonNull(capture);
    }

    FsmSnapshot(Stored stored) {
        this.stored = Objects.requireNonNull(stored);
    }

    /**
     * One that was fetched: on disk but for its closing record, and read already.
     *
     * @param prepared what was read; null if it finds no room in memory beside the present state
     */
    FsmSnapshot(SnapshotFiles.Incoming incoming, ReplicatedState.Prepared prepared) {
        this.incoming = Objects.requireNonNull(incoming);
        this.prepared = prepared;
        this.unread = prepared == null;
    }

    void hasLength(long bytes) {
        length = bytes;
    }

    /** How many bytes it has, unpacked; 0 if that is not known. */
    long length() {
        return length;
    }

    /** Whether it was fetched for a state that is still there and leaves it no room. */
    boolean isUnread() {
        return unread;
    }

    /** Whether it keeps the state of its moment in memory until it is written. */
    @Override
    public boolean holdsState() {
        return capture != null && !superseded;
    }

    /** A newer one is written in its place. */
    @Override
    public void supersede() {
        superseded = true;
    }

    /** About how many bytes of heap would be free without it. */
    @Override
    public long heldBytes() {
        var held = capture;
        return held == null ? 0 : held.heldBytes();
    }

    /** Whether it was captured here and the log it stands for is still whole. */
    @Override
    public boolean isLocalCapture() {
        return capture != null;
    }

    /** The file it was fetched into, while that has no name yet; null otherwise. */
    @Override
    public SnapshotFiles.Incoming incoming() {
        return incoming;
    }

    /** It is on disk now; the captured root may go. */
    @Override
    public void storedAt(Stored place) {
        stored = Objects.requireNonNull(place);
        capture = null;
        incoming = null;
    }

    /** The state that was read while the snapshot was fetched; null if there is none, or somebody has it already. */
    ReplicatedState.Prepared takePrepared() {
        var taken = prepared;
        prepared = null;
        return taken;
    }

    /** Hands out all chunks in order; may be called any number of times. */
    @Override
    public void writeChunks(SnapshotChunks.Sink sink) throws IOException {
        var captured = capture;
        if (captured != null) {
            try (var out = new SnapshotChunks.Writer(sink)) {
                captured.writeTo(out);
            }
            return;
        }
        try (var source = place().chunks()) {
            for (var chunk = source.next(); chunk != null; chunk = source.next()) {
                sink.accept(chunk);
            }
        }
    }

    /** The captured state as {@link ReplicatedState#prepare} reads it. */
    InputStream open() throws IOException {
        if (capture == null) {
            return SnapshotChunks.read(place().chunks());
        }
        var chunks = new ArrayList<byte[]>();
        writeChunks(chunks::add);
        var iterator = chunks.iterator();
        return SnapshotChunks.read(() -> iterator.hasNext() ? iterator.next() : null);
    }

    private Stored place() throws IOException {
        var place = stored;
        if (place == null) {
            throw new IOException("the snapshot is an offer; its content is on the server that made it");
        }
        return place;
    }

    @Override
    public void writeData(ObjectDataOutput out) {
        // its content is fetched
    }

    @Override
    public void readData(ObjectDataInput in) {
        // its content is fetched
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
