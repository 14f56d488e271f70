package io.curia.raft.hazelcast;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.ReplicatedState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A state machine that remembers every entry in the order of the log. */
class RecordingState implements ReplicatedState {
    /** Something to do in the middle of reading a capture. */
    interface Reading {
        void halfway() throws IOException;
    }

    private final Reading reading;
    private volatile List<byte[]> entries = new CopyOnWriteArrayList<>();
    private final AtomicLong heapBytes = new AtomicLong();
    private final AtomicLong freedBytes = new AtomicLong();
    private final AtomicInteger captures = new AtomicInteger();
    private final AtomicInteger restores = new AtomicInteger();

    RecordingState() {
        this(() -> {});
    }

    RecordingState(Reading reading) {
        this.reading = reading;
    }

    /** An entry that makes it forget all others, as far as their size is concerned. */
    static boolean isDelete(byte[] entry) {
        return entry.length > 0 && entry[0] == '-';
    }

    @Override
    public long heapBytes() {
        return heapBytes.get();
    }

    @Override
    public long freedBytes() {
        return freedBytes.get();
    }

    @Override
    public Effect effectOf(byte[] entry) {
        return isDelete(entry) ? Effect.DELETES : Effect.GROWS;
    }

    @Override
    public ApplyResult apply(long raftIndex, byte[] entry) {
        if (isDelete(entry)) {
            freedBytes.addAndGet(heapBytes.getAndSet(0));
        } else {
            heapBytes.addAndGet(entry.length);
        }
        entries.add(entry.clone());
        return new ApplyResult.Num(raftIndex);
    }

    @Override
    public Capture capture() {
        captures.incrementAndGet();
        var captured = List.copyOf(entries);
        return out -> {
            var data = new DataOutputStream(out);
            data.writeInt(captured.size());
            for (var entry : captured) {
                data.writeInt(entry.length);
                data.write(entry);
            }
            data.flush();
        };
    }

    @Override
    public Prepared prepare(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        var read = new java.util.ArrayList<byte[]>();
        int count = data.readInt();
        for (var n = 0; n < count; n++) {
            if (n == count / 2) {
                reading.halfway();
            }
            read.add(data.readNBytes(data.readInt()));
        }
        return () -> {
            entries = new CopyOnWriteArrayList<>(read);
            restores.incrementAndGet();
        };
    }

    List<String> texts() {
        return entries.stream()
                .map(e -> new String(e, 0, Math.min(e.length, 40), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    /** The same without repetitions. */
    List<String> distinctTexts() {
        return texts().stream().distinct().toList();
    }

    int size() {
        return entries.size();
    }

    int captures() {
        return captures.get();
    }

    int restores() {
        return restores.get();
    }
}
