package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;

/** Reads, writes and check-and-sets a few keys that it shares with others, at whichever server comes. */
public final class RegisterClient extends Client {
    /** So few that clients meet, and each of them for so short a time that its history can be searched. */
    private static final int KEYS = 3;

    private static final int TURNS_PER_KEY = 60;

    private final String prefix;
    private int turns;

    /** @param prefix of the keys, which other clients of this kind have too */
    public RegisterClient(Setting setting, String prefix) {
        super(setting);
        this.prefix = prefix;
    }

    @Override
    public void turn() throws InterruptedException {
        var key = prefix + turns / TURNS_PER_KEY + "-" + random().nextInt(KEYS);
        var value = number() + "." + turns;
        turns++;
        switch (random().nextInt(6)) {
            case 0, 1 -> write(key, value);
            case 2 -> compareAndSet(key, value);
            case 3, 4 -> read(key, Kind.READ);
            default -> read(key, Kind.CONSISTENT_READ);
        }
    }

    private void write(String key, String value) throws InterruptedException {
        var write = new Started(Kind.WRITE, key, value, anyTarget());
        var reply = write.send("PUT", "/v1/kv/" + key, value, TIMEOUT);
        if (reply != null) {
            write.ended(reply.body().strip().equals("true") ? Outcome.DONE : Outcome.UNKNOWN, null, 0);
        }
    }

    /** Reads one key at the end, so that the last write of each is seen. */
    public void readLast(String key) throws InterruptedException {
        read(key, Kind.CONSISTENT_READ);
    }

    private Entry read(String key, Kind kind) throws InterruptedException {
        var read = new Started(kind, key, "", anyTarget());
        var reply = read.send("GET", "/v1/kv/" + key + (kind == Kind.READ ? "" : "?consistent"), null, TIMEOUT);
        if (reply == null) {
            return null;
        }
        var entry = Entry.of(reply);
        read.ended(Outcome.DONE, entry == null ? null : entry.value(), reply.index());
        return entry;
    }

    private void compareAndSet(String key, String value) throws InterruptedException {
        var seen = read(key, Kind.READ);
        if (seen == null) {
            return;
        }
        var cas = new Started(Kind.CAS, key, seen.value() + '>' + value, anyTarget());
        var reply = cas.send("PUT", "/v1/kv/" + key + "?cas=" + seen.modifyIndex(), value, TIMEOUT);
        if (reply != null) {
            cas.ended(Outcome.DONE, reply.body().strip(), 0);
        }
    }
}
