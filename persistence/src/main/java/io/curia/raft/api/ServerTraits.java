package io.curia.raft.api;

import java.util.Map;
import java.util.Objects;

/**
 * What a server tells the others of itself, for whoever decides which of them vote.
 *
 * @param readReplica whether it is never to vote
 * @param version of the program it runs; empty if it is not known
 * @param meta what its operator calls it by: a zone, a rack, a release
 */
public record ServerTraits(boolean readReplica, String version, Map<String, String> meta) {
    /** Of a server that told nothing. */
    public static final ServerTraits NONE = new ServerTraits(false, "", Map.of());

    public ServerTraits {
        Objects.requireNonNull(version);
        meta = Map.copyOf(meta);
    }
}
