package io.curia.raft.storage;

import java.util.Arrays;

/** One entry of a log as it is kept, checked: bytes, and whether they are a command or something of the engine's own. */
@SuppressWarnings("ArrayRecordComponent") // a view of what was read, never compared
public record StoredEntry(long index, int term, boolean isCommand, byte[] bytes, int offset, int length) {
    /** A copy of what was appended. */
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }
}
