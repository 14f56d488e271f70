package io.curia.agent;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.curia.raft.api.GossipChannel;
import io.curia.refusal.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The last events that concern this agent (http-api §15). They reach all servers that are up when they are fired, are kept
 * in memory only, and are gone after a restart. Thread-safe.
 */
public final class UserEvents {
    private static final Logger LOG = System.getLogger(UserEvents.class.getName());
    private static final int KEPT = 256;
    private static final int MAX_SIZE = 512;

    private final GossipChannel channel;
    private final String node;
    private final LocalState state;
    private final AtomicLong clock = new AtomicLong();
    private final Deque<UserEvent> newest = new ArrayDeque<>();
    private final Listeners listeners = new Listeners();

    private UserEvents(GossipChannel channel, String node, LocalState state) {
        this.channel = channel;
        this.node = node;
        this.state = state;
    }

    /** Listens from now on. */
    public static UserEvents start(GossipChannel channel, String node, LocalState state) {
        var events = new UserEvents(channel, node, state);
        channel.subscribe(events::received);
        return events;
    }

    /**
     * Sends an event to all servers.
     *
     * @throws Refusal if a filter is wrong or the event is too large
     */
    public void fire(UserEvent event) {
        if (!event.tagFilter().isEmpty() && event.serviceFilter().isEmpty()) {
            throw Refusal.rejected("Cannot provide tag filter without service filter");
        }
        compile("node", event.nodeFilter());
        compile("service", event.serviceFilter());
        compile("tag", event.tagFilter());
        if (event.name().length() + event.payload().length() > MAX_SIZE) {
            throw Refusal.rejected("user event exceeds configured limit of " + MAX_SIZE + " bytes before encoding");
        }
        channel.publish(event.at(clock.incrementAndGet()).encode());
    }

    /** The last events that concern this agent, the newest at the end. */
    public synchronized List<UserEvent> list() {
        return List.copyOf(newest);
    }

    /** Has a listener run after every event, on a thread that must not be blocked. Running what comes back ends that. */
    public Runnable onEvent(Runnable listener) {
        return listeners.add(listener);
    }

    private void received(byte[] message) {
        try {
            var event = UserEvent.decode(message);
            clock.accumulateAndGet(event.time(), Math::max);
            if (!concernsThisAgent(event)) {
                return;
            }
            synchronized (this) {
                newest.addLast(event);
                if (newest.size() > KEPT) {
                    newest.removeFirst();
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "an event of another server was not understood: {0}", e.toString());
            return;
        }
        listeners.tell();
    }

    private boolean concernsThisAgent(UserEvent event) {
        if (!event.nodeFilter().isEmpty()
                && !compile("node", event.nodeFilter()).matcher(node).find()) {
            return false;
        }
        if (event.serviceFilter().isEmpty()) {
            return true;
        }
        var service = compile("service", event.serviceFilter());
        var tag = compile("tag", event.tagFilter());
        return state.services().values().stream()
                .filter(each -> service.matcher(each.service()).find())
                .anyMatch(each -> event.tagFilter().isEmpty()
                        || (each.tags() != null
                                && each.tags().stream()
                                        .anyMatch(text -> tag.matcher(text).find())));
    }

    private static Pattern compile(String what, String filter) {
        try {
            return Pattern.compile(filter);
        } catch (PatternSyntaxException e) {
            throw Refusal.rejected("Invalid " + what + " filter: " + e.getDescription());
        }
    }
}
