package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;

/** Reads one key again and again as one server has it. */
public final class StaleReader extends Client {
    private final int place;
    private final String key;

    /** @param place of the server in the list */
    public StaleReader(Setting setting, int place, String key) {
        super(setting);
        this.place = place;
        this.key = key;
    }

    @Override
    public long pauseMs() {
        return 20;
    }

    @Override
    public void turn() throws InterruptedException {
        if (isAbsent(place)) {
            return;
        }
        var read = new Started(Kind.STALE_READ, key, "", targetOf(place));
        var reply = read.send("GET", "/v1/kv/" + key + "?stale", null, TIMEOUT);
        if (reply != null) {
            var entry = Entry.of(reply);
            read.ended(Outcome.DONE, entry == null ? null : entry.value(), entry == null ? 0 : entry.modifyIndex());
        }
    }
}
