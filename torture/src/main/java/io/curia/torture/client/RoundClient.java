package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.time.Duration;

/**
 * Reads at one server only, or writes at any, a key that changes every half minute. A reader is never kept by a write that a
 * server cannot do, so it sees what one answers that does not know that it is the leader no more.
 */
public final class RoundClient extends Client {
    private static final long ROUND_NS = Duration.ofSeconds(30).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int WRITER = -1;

    private final int place;
    private final String prefix;
    private final Setting setting;
    private int turns;

    private RoundClient(Setting setting, int place, String prefix) {
        super(setting);
        this.setting = setting;
        this.place = place;
        this.prefix = prefix;
    }

    /**
     * Reads at one server.
     *
     * @param place of the server in the list
     */
    public static RoundClient reader(Setting setting, int place, String prefix) {
        return new RoundClient(setting, place, prefix);
    }

    /** Writes, and waits for no server that does not answer soon. */
    public static RoundClient writer(Setting setting, String prefix) {
        return new RoundClient(setting, WRITER, prefix);
    }

    @Override
    public long pauseMs() {
        return place == WRITER ? 150 : 40;
    }

    @Override
    public void turn() throws InterruptedException {
        var key = prefix + setting.history().now() / ROUND_NS;
        if (place == WRITER) {
            write(key);
        } else if (!isAbsent(place)) {
            read(key);
        }
    }

    private void write(String key) throws InterruptedException {
        var value = number() + "." + turns++;
        var write = new Started(Kind.WRITE, key, value, anyTarget());
        var reply = write.send("PUT", "/v1/kv/" + key, value, PATIENCE);
        if (reply != null) {
            write.ended(reply.body().strip().equals("true") ? Outcome.DONE : Outcome.UNKNOWN, null, 0);
        }
    }

    private void read(String key) throws InterruptedException {
        var read = new Started(Kind.READ, key, "", targetOf(place));
        var reply = read.send("GET", "/v1/kv/" + key, null, PATIENCE);
        if (reply != null) {
            var entry = Entry.of(reply);
            read.ended(Outcome.DONE, entry == null ? null : entry.value(), reply.index());
        }
    }
}
