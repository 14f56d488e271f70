package io.curia.raft.hazelcast;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.ReplicatedState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/** A state machine that knows which numbers it was told, and how many of them twice. */
final class CountingState implements ReplicatedState {
    private BitSet seen = new BitSet();
    private final AtomicLong doubled = new AtomicLong();

    static byte[] entry(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized ApplyResult apply(long raftIndex, byte[] entry) {
        int number = Integer.parseInt(new String(entry, StandardCharsets.UTF_8));
        if (seen.get(number)) {
            doubled.incrementAndGet();
        }
        seen.set(number);
        return new ApplyResult.Num(raftIndex);
    }

    @Override
    public synchronized Capture capture() {
        var captured = seen.toByteArray();
        var twice = doubled.get();
        return out -> {
            var data = new DataOutputStream(out);
            data.writeLong(twice);
            data.writeInt(captured.length);
            data.write(captured);
            data.flush();
        };
    }

    @Override
    public Prepared prepare(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        var twice = data.readLong();
        var read = BitSet.valueOf(data.readNBytes(data.readInt()));
        return () -> install(read, twice);
    }

    private synchronized void install(BitSet read, long twice) {
        seen = read;
        doubled.set(twice);
    }

    synchronized BitSet seen() {
        return (BitSet) seen.clone();
    }

    long doubled() {
        return doubled.get();
    }
}
