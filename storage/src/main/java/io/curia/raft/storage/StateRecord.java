package io.curia.raft.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Term, vote and membership as kept on disk, each record closed by a CRC-32C of what stands before it. */
final class StateRecord {
    /** How long a record of {@link #term} is. */
    static final int TERM_BYTES = 4 + 1 + 16 + 4;

    private StateRecord() {}

    static byte[] term(int term, UUID votedFor) {
        var buffer = ByteBuffer.allocate(TERM_BYTES);
        buffer.putInt(term).put((byte) (votedFor == null ? 0 : 1));
        put(buffer, votedFor == null ? new UUID(0, 0) : votedFor);
        return seal(buffer.array());
    }

    static LogStore.Vote readVote(byte[] record) {
        var buffer = unseal(record, "term and vote");
        var term = buffer.getInt();
        var voted = buffer.get() == 1;
        var id = new UUID(buffer.getLong(), buffer.getLong());
        return new LogStore.Vote(term, voted ? id : null);
    }

    /** The local member stands first. */
    static byte[] members(UUID local, Collection<UUID> members) {
        var ids = new ArrayList<UUID>();
        ids.add(local);
        ids.addAll(members);
        var buffer = ByteBuffer.allocate(16 * ids.size() + 4);
        ids.forEach(id -> put(buffer, id));
        return seal(buffer.array());
    }

    static List<UUID> readMembers(byte[] record) {
        var buffer = unseal(record, "members");
        var ids = new ArrayList<UUID>();
        while (buffer.remaining() >= 16) {
            ids.add(new UUID(buffer.getLong(), buffer.getLong()));
        }
        return ids;
    }

    /** An index, or the number of a file. */
    static byte[] number(long number) {
        return seal(ByteBuffer.allocate(8 + 4).putLong(number).array());
    }

    static long readNumber(byte[] record) {
        return unseal(record, "a number").getLong();
    }

    private static void put(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /** Writes the checksum into the last four bytes. */
    static byte[] seal(byte[] record) {
        ByteBuffer.wrap(record).putInt(record.length - 4, crc(record));
        return record;
    }

    /** @throws IllegalArgumentException if the record does not match its checksum */
    static ByteBuffer unseal(byte[] record, String what) {
        if (record.length < 4 || ByteBuffer.wrap(record).getInt(record.length - 4) != crc(record)) {
            throw new IllegalArgumentException(what + " does not match its checksum");
        }
        return ByteBuffer.wrap(record, 0, record.length - 4);
    }

    private static int crc(byte[] record) {
        var crc = new CRC32C();
        crc.update(record, 0, record.length - 4);
        return (int) crc.getValue();
    }
}
