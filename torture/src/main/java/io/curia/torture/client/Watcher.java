package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.time.Duration;

/** Waits for changes of one key at one server, from each index to the next, as clients do who follow a configuration. */
public final class Watcher extends Client {
    /** How long the server is asked to wait. */
    public static final Duration WAIT = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int place;
    private final String key;
    private long index;
    private String asked = "";

    /** @param place of the server in the list */
    public Watcher(Setting setting, int place, String key) {
        super(setting);
        this.place = place;
        this.key = key;
    }

    @Override
    public long pauseMs() {
        return 0;
    }

    @Override
    public void turn() throws InterruptedException {
        if (isAbsent(place)) {
            return;
        }
        var target = targetOf(place);
        if (!target.incarnation().equals(asked)) {
            // a server that was started anew is asked from the beginning, as after any failure
            asked = target.incarnation();
            index = 0;
        }
        var watch = new Started(Kind.WATCH, key, Long.toString(index), target);
        var reply =
                watch.send("GET", "/v1/kv/" + key + "?wait=" + WAIT.toSeconds() + "s&index=" + index, null, PATIENCE);
        if (reply == null) {
            index = 0;
            return;
        }
        var entry = Entry.of(reply);
        watch.ended(Outcome.DONE, entry == null ? null : entry.value(), reply.index());
        index = reply.index();
    }
}
