package io.curia.raft;

import com.hazelcast.topic.ITopic;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** A {@link GossipChannel} on a Hazelcast topic. */
record TopicChannel(ITopic<byte[]> topic) implements GossipChannel {
    private static final Logger LOG = System.getLogger(TopicChannel.class.getName());

    @Override
    public void publish(byte[] message) {
        topic.publishAsync(message).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.log(Level.WARNING, "a message for all servers was lost: {0}", failure.toString());
            }
        });
    }

    @Override
    public void subscribe(Consumer<byte[]> listener) {
        topic.addMessageListener(message -> listener.accept(message.getMessageObject()));
    }
}
