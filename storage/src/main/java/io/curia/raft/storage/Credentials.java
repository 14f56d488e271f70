package io.curia.raft.storage;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What a server tells of its data directory before it takes part, so that others can hold it against what they have seen of it.
 * The same for as long as it runs.
 *
 * @param run this start of the server, with a directory that nobody has started since
 * @param end the index at which its log ended when it started; 0 if it had none
 * @param seed of its membership group
 * @param acquaintances Raft ids of the servers that it knew
 */
public record Credentials(UUID raftId, Run run, long end, long seed, Set<UUID> acquaintances) {
    /**
     * One start of a server.
     *
     * @param number how many starts the data directory has seen with it
     * @param id made at random
     */
    public record Run(long number, UUID id) {
        /** As a text. */
        @Override
        public String toString() {
            return number + ":" + id;
        }

        /**
         * Reads what {@link #toString} wrote.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static Run parse(String text) {
            var parts = text.split(":", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("no start of a server: " + text);
            }
            return new Run(Long.parseLong(parts[0]), UUID.fromString(parts[1]));
        }

        static final int BYTES = 8 + 16;

        void put(ByteBuffer buffer) {
            buffer.putLong(number);
            putId(buffer, id);
        }

        static Run read(ByteBuffer buffer) {
            return new Run(buffer.getLong(), readId(buffer));
        }
    }

    /** As it travels. */
    public byte[] encode() {
        var buffer = ByteBuffer.allocate(16 + Run.BYTES + 8 + 8 + 16 * acquaintances.size());
        putId(buffer, raftId);
        run.put(buffer);
        buffer.putLong(end).putLong(seed);
        acquaintances.forEach(id -> putId(buffer, id));
        return buffer.array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws java.nio.BufferUnderflowException if it is cut short
     */
    public static Credentials decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var raftId = readId(buffer);
        var run = Run.read(buffer);
        long end = buffer.getLong();
        long seed = buffer.getLong();
        var acquaintances = new HashSet<UUID>();
        while (buffer.hasRemaining()) {
            acquaintances.add(readId(buffer));
        }
        return new Credentials(raftId, run, end, seed, acquaintances);
    }

    static void putId(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    static UUID readId(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
