package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.raft.api.GossipChannel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The {@link GossipChannel}s of one server: a message goes to each member of the moment. Thread-safe. */
final class Gossip {
    private static final Logger LOG = System.getLogger(Gossip.class.getName());

    private final Map<String, List<Consumer<byte[]>>> listeners = new ConcurrentHashMap<>();
    private final Executor executor;

    /** @param executor one thread, on which the listeners run */
    Gossip(Executor executor) {
        this.executor = executor;
    }

    GossipChannel channel(String name, NodeEngineImpl engine) {
        return new GossipChannel() {
            @Override
            public void publish(byte[] message) {
                heard(name, message);
                for (Member member : engine.getClusterService().getMembers()) {
                    if (!member.localMember()) {
                        engine.getOperationService().send(new GossipOp(name, message), member.getAddress());
                    }
                }
            }

            @Override
            public void subscribe(Consumer<byte[]> listener) {
                listeners
                        .computeIfAbsent(name, n -> new CopyOnWriteArrayList<>())
                        .add(listener);
            }
        };
    }

    /** A message has come; whoever listens hears it a moment later. */
    void heard(String channel, byte[] message) {
        var hearing = listeners.getOrDefault(channel, List.of());
        try {
            hearing.forEach(listener -> executor.execute(() -> tell(listener, message)));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "this server stops, and does not hear a message of {0}", channel);
        }
    }

    private static void tell(Consumer<byte[]> listener, byte[] message) {
        try {
            listener.accept(message);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a message from another server could not be worked off", e);
        }
    }
}
