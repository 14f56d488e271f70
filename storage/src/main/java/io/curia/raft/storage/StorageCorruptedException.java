package io.curia.raft.storage;

/** A file of the data directory is damaged; the message names the file, the damage and the remedy. */
public final class StorageCorruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String REMEDY =
            "; the server does not start, for acknowledged writes may be missing. On a cluster: move the data directory"
                    + " away and start again, the other servers bring this one up. On a single server: restore a"
                    + " snapshot into a new data directory.";

    private final String damage;

    /** @param damage the file and what is wrong with it, without an end */
    public StorageCorruptedException(String damage, Throwable cause) {
        super(damage + REMEDY, cause);
        this.damage = damage;
    }

    /** The file and what is wrong with it, without the remedy. */
    public String damage() {
        return damage;
    }
}
