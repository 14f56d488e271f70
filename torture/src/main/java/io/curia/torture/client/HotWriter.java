package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;

/** The only one who writes a key, now and then: whoever waits for it is to be woken each time. */
public final class HotWriter extends Client {
    private final String key;
    private int turns;

    /** @param key nobody else writes it */
    public HotWriter(Setting setting, String key) {
        super(setting);
        this.key = key;
    }

    @Override
    public long pauseMs() {
        return 200L + random().nextInt(800);
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
