package io.curia.raft.api;

import java.util.function.Consumer;

/**
 * Messages from any server to all of them, this one included. Best effort: what is published while a server is away never
 * reaches it, nothing is kept, and messages of different servers may arrive in different orders. Thread-safe.
 */
public interface GossipChannel {
    /** Sends a message to every server that can be reached now; returns at once. The array may not be changed later. */
    void publish(byte[] message);

    /** From now on hears every message, one after the other, on a thread that must not be blocked. */
    void subscribe(Consumer<byte[]> listener);
}
