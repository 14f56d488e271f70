package io.curia.crash;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Fsm;
import io.curia.fsm.ReplicatedState;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state machine, with an account of how often each command was applied. A command here is {@code [id: 8][entry]}; the
 * account is part of captures, so it survives restarts like the state.
 */
final class JournaledState implements ReplicatedState {
    private static final int ID = 8;

    private final Fsm fsm;
    private final Map<Long, Integer> applied = new TreeMap<>();

    JournaledState(Fsm fsm) {
        this.fsm = fsm;
    }

    static byte[] command(long id, byte[] entry) {
        return ByteBuffer.allocate(ID + entry.length).putLong(id).put(entry).array();
    }

    @Override
    public synchronized ApplyResult apply(long raftIndex, byte[] command) {
        applied.merge(ByteBuffer.wrap(command).getLong(), 1, Integer::sum);
        return fsm.apply(raftIndex, Arrays.copyOfRange(command, ID, command.length));
    }

    /** How often each command was applied, by its id. */
    synchronized Map<Long, Integer> applied() {
        return new TreeMap<>(applied);
    }

    @Override
    public synchronized Capture capture() {
        var account = applied();
        var state = fsm.capture();
        return out -> {
            var data = new DataOutputStream(out);
            writeAccount(data, account);
            data.flush();
            state.writeTo(out);
        };
    }

    @Override
    public Prepared prepare(InputStream in) throws IOException {
        var account = readAccount(new DataInputStream(in));
        var state = fsm.prepare(in);
        return () -> install(state, account);
    }

    private synchronized void install(Prepared state, Map<Long, Integer> account) {
        state.install();
        applied.clear();
        applied.putAll(account);
    }

    static void writeAccount(DataOutputStream out, Map<Long, Integer> account) throws IOException {
        out.writeInt(account.size());
        for (var command : account.entrySet()) {
            out.writeLong(command.getKey());
            out.writeInt(command.getValue());
        }
    }

    static Map<Long, Integer> readAccount(DataInputStream in) throws IOException {
        var account = new TreeMap<Long, Integer>();
        for (int n = in.readInt(); n > 0; n--) {
            account.put(in.readLong(), in.readInt());
        }
        return account;
    }
}
