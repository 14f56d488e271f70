package io.curia.raft.storage;

/**
 * Which Raft group a log is of.
 *
 * @param name without {@code @}
 */
public record GroupId(String name, long seed, long id) {
    /** What its directory is called. */
    String directoryName() {
        return name + "@" + seed + "@" + id;
    }

    /** @param name of a directory, as {@link #directoryName} makes them */
    static GroupId ofDirectory(String name) {
        var parts = name.split("@", -1);
        return new GroupId(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
