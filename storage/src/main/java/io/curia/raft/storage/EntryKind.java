package io.curia.raft.storage;

/** What an entry of a log is, as far as the log must know. */
public enum EntryKind {
    /** A command for the state machine. */
    COMMAND(1, 1),
    /** Something of the engine's own that every version reads. */
    ENGINE(2, 1),
    /** Something of the engine's own about who votes, which the versions before know nothing of. */
    VOTERS(3, 2);

    private final byte code;
    private final int format;

    EntryKind(int code, int format) {
        this.code = (byte) code;
        this.format = format;
    }

    /** How it is kept. */
    byte code() {
        return code;
    }

    /** The oldest format of batches whose readers know such entries. */
    int format() {
        return format;
    }

    /** @throws IllegalArgumentException if there is no such kind */
    static EntryKind of(byte code) {
        for (var kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("kind " + code);
    }
}
