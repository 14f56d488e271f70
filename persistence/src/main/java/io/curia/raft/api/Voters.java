package io.curia.raft.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who votes, and how that changes while the log goes on. Changes are made one at a time, wherever they were asked for; one
 * that another is in the way of fails with {@link RaftException.Kind#NO_LEADER} and may be tried again. Any thread; no
 * method blocks. Futures fail with {@link RaftException} only. Servers are named by their node ids, UUIDs in their 36-character
 * form.
 */
public interface Voters {
    /**
     * Lets a server vote that does not yet; done once all groups have it, at once if it votes already. Fails with {@link
     * VotersException} if there is no such server, or if it cannot be reached.
     */
    CompletionStage<Void> promote(String nodeId);

    /**
     * Takes a server its vote; it goes on as one that follows the log. Done at once if it has none. Fails with {@link
     * VotersException} if it is the only voter.
     */
    CompletionStage<Void> demote(String nodeId);

    /**
     * Has another voter lead. Done once this server, which must lead, has given way. Fails with {@link VotersException} if
     * nobody else can lead, and if the other does not take over in time.
     *
     * @param nodeId the voter that shall lead; empty for the one whose log has come furthest
     */
    CompletionStage<Void> transferLeadership(Optional<String> nodeId);

    /** What the servers that can be reached tell of themselves, by node id; one that does not answer in time is not in it. */
    CompletionStage<Map<String, ServerStats>> stats();

    /** The Raft index of the entry that last changed who votes; 0 if none did since the founding. */
    long configurationIndex();
}
