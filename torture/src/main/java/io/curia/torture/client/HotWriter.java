package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;

/** The only one who writes a key, now and then: whoever waits for it is to be woken each time. */
public final class HotWriter extends Client {
    private final String key;
    private final int pauseMs;
    private int turns;

    /**
     * @param key nobody else writes it
     * @param pauseMs the shortest pause between two writes; the longest is five times as long
     */
    public HotWriter(Setting setting, String key, int pauseMs) {
        super(setting);
        this.key = key;
        this.pauseMs = pauseMs;
    }

    @Override
    public long pauseMs() {
        return (long) pauseMs + random().nextInt(4 * pauseMs);
    }

    @Override
    public void turn() throws InterruptedException {
        var value = number() + "." + turns++;
        var write = new Started(Kind.WRITE, key, value, anyTarget());
        var reply = write.send("PUT", "/v1/kv/" + key, value, TIMEOUT);
        if (reply != null) {
            write.ended(reply.body().strip().equals("true") ? Outcome.DONE : Outcome.UNKNOWN, null, 0);
        }
    }
}
