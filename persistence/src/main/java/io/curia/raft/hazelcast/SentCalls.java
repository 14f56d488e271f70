package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.exception.LeaderDemotedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Calls that were sent to the leader and are not answered yet. One that stands still, or cannot be reached, answers none of
 * them for as long as it is believed to be there; so they end when another leads.
 */
final class SentCalls {
    private final Set<Sent> sent = ConcurrentHashMap.newKeySet();
    private final long graceNs;

    /** @param graceMs how long one that has given way may take to say so */
    SentCalls(long graceMs) {
        this.graceNs = TimeUnit.MILLISECONDS.toNanos(graceMs);
    }

    private static final class Sent {
        private final Address to;
        private final long at = System.nanoTime();
        private final CompletableFuture<Object> answer = new CompletableFuture<>();

        Sent(Address to) {
            this.to = to;
        }
    }

    /** The answer that a call gets which was sent there, or a failure that says that it is not known. */
    CompletableFuture<Object> track(Address to, CompletableFuture<Object> call) {
        var one = new Sent(to);
        sent.add(one);
        // not whenComplete: Hazelcast's futures would run that on a thread made for it
        call.whenCompleteAsync(
                (value, error) -> {
                    sent.remove(one);
                    if (error == null) {
                        one.answer.complete(value);
                    } else {
                        one.answer.completeExceptionally(error);
                    }
                },
                Runnable::run);
        return one.answer;
    }

    /** Another leads: ends the calls that wait for somebody else, but for those that were sent just now. */
    void leadsNow(Address leader) {
        var now = System.nanoTime();
        sent.removeIf(one -> {
            var isLost = !one.to.equals(leader) && now - one.at > graceNs;
            if (isLost) {
                one.answer.completeExceptionally(new LeaderDemotedException(null, null));
            }
            return isLost;
        });
    }
}
