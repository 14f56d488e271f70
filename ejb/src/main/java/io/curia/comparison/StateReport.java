package io.curia.comparison;

import io.curia.fsm.digest.StateDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one server tells of its state.
 *
 * @param server its node id
 * @param version of the program it runs; states of different versions are not compared, for their rows may have other fields
 * @param index the Raft index of the last entry that the state contains
 * @param millis the work it took
 * @param digest of the tables
 */
public record StateReport(String server, String version, long index, long millis, StateDigest digest) {
    private static final int FORMAT = 1;
    private static final int MAX_TABLES = 1000;

    public StateReport {
        Objects.requireNonNull(server);
        Objects.requireNonNull(version);
        Objects.requireNonNull(digest);
    }

    /** As it travels between servers. */
    public byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(server);
            out.writeUTF(version);
            out.writeLong(index);
            out.writeLong(millis);
            out.writeInt(digest.tables().size());
            for (var table : digest.tables().entrySet()) {
                out.writeUTF(table.getKey());
                out.writeUTF(table.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads one; empty if it is of a form that this version does not know. */
    public static Optional<StateReport> decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != FORMAT) {
                return Optional.empty();
            }
            var server = in.readUTF();
            var version = in.readUTF();
            long index = in.readLong();
            long millis = in.readLong();
            var tables = new TreeMap<String, String>();
            int count = in.readInt();
            if (count < 0 || count > MAX_TABLES) {
                return Optional.empty();
            }
            for (int i = 0; i < count; i++) {
                tables.put(in.readUTF(), in.readUTF());
            }
            return Optional.of(new StateReport(server, version, index, millis, new StateDigest(tables)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
