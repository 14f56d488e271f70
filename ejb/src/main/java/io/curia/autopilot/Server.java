package io.curia.autopilot;

import java.util.Map;
import java.util.Objects;

/**
 * One server as the leader sees it.
 *
 * @param id the node id
 * @param name the node name; the id if nobody knows it
 * @param address {@code ip:port}
 * @param standing among the members
 * @param progress of its log; {@link Progress#UNHEARD} if it did not tell
 * @param version of the program it runs; empty if it did not tell
 * @param meta what its settings say about it
 * @param voter whether it votes
 * @param readReplica whether it is never to vote
 * @param replaced whether a new server without state has come with its id, name or address
 * @param diverged whether its state was found to be another than that of the others
 */
public record Server(
        String id,
        String name,
        String address,
        Standing standing,
        Progress progress,
        String version,
        Map<String, String> meta,
        boolean voter,
        boolean readReplica,
        boolean replaced,
        boolean diverged) {
    public Server {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(address);
        Objects.requireNonNull(standing);
        Objects.requireNonNull(progress);
        Objects.requireNonNull(version);
        meta = Map.copyOf(meta);
    }

    /** Whether it is connected. */
    public boolean isAlive() {
        return standing == Standing.ALIVE;
    }
}
