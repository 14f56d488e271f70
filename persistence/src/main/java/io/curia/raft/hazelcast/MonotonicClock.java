package io.curia.raft.hazelcast;

import com.hazelcast.internal.util.Clock;
import com.hazelcast.internal.util.Clock.ClockImpl;
import com.hazelcast.internal.util.ClockProperties;
import java.util.concurrent.TimeUnit;

/**
 * The clock by which the library measures heartbeats, acknowledgements and timeouts: it starts with the time of the wall
 * clock and goes on evenly, however that is set. The library makes one for the whole process, by this class's name.
 */
public final class MonotonicClock extends ClockImpl {
    private final long startedAtMs = System.currentTimeMillis();
    private final long startedAtNs = System.nanoTime();

    /** For the library. */
    public MonotonicClock() {}

    @Override
    protected long currentTimeMillis() {
        return startedAtMs + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAtNs);
    }

    /**
     * Has the library use such a clock. To be called before anything else of it.
     *
     * @throws IllegalStateException if it uses another already
     */
    static void install() {
        System.setProperty(ClockProperties.HAZELCAST_CLOCK_IMPL, MonotonicClock.class.getName());
        try {
            var used = Clock.class.getDeclaredField("CLOCK");
            used.setAccessible(true);
            if (!(used.get(null) instanceof MonotonicClock)) {
                throw new IllegalStateException("the Raft library measures by a clock that may be set: "
                        + used.get(null).getClass().getName());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is not the Hazelcast that Curia was made for", e);
        }
    }
}
