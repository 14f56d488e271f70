package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.io.IOException;

/** Adds one to a number that it shares with others, by check-and-set; a number has each addition once. */
public final class AddingClient extends Client {
    private final String key;

    /** @param key of the number */
    public AddingClient(Setting setting, String key) {
        super(setting);
        this.key = key;
    }

    @Override
    public long pauseMs() {
        return 20;
    }

    @Override
    public void turn() throws InterruptedException {
        var target = anyTarget();
        Entry seen;
        try {
            var reply = target.api().send("GET", "/v1/kv/" + key, null, TIMEOUT);
            if (!reply.isOk() && reply.status() != 404) {
                return;
            }
            seen = Entry.of(reply);
        } catch (IOException e) {
            return; // nothing was added
        }
        var before = seen == null ? 0 : Long.parseLong(seen.value());
        var index = seen == null ? 0 : seen.modifyIndex();
        var add = new Started(Kind.ADD, key, before + ">" + (before + 1), target);
        var reply = add.send("PUT", "/v1/kv/" + key + "?cas=" + index, Long.toString(before + 1), TIMEOUT);
        if (reply != null) {
            add.ended(reply.body().strip().equals("true") ? Outcome.DONE : Outcome.REFUSED, null, 0);
        }
    }
}
