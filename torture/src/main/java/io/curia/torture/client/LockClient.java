package io.curia.torture.client;

import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.io.IOException;
import java.util.regex.Pattern;

/** Takes a lock that others want too, by a session of its own, holds it for a moment and gives it back. */
public final class LockClient extends Client {
    private static final Pattern ID = Pattern.compile("\"ID\":\\s*\"([0-9a-f-]+)\"");

    private static final int HOLD_MS = 10;

    private final String key;
    private String session;
    /** Of it nobody knows whether it holds the lock; it must not be left to hold it for ever. */
    private String doubtful;

    /** @param key of the lock */
    public LockClient(Setting setting, String key) {
        super(setting);
        this.key = key;
    }

    @Override
    public long pauseMs() {
        return 30;
    }

    @Override
    public void turn() throws InterruptedException {
        if (doubtful != null && !destroyDoubtful() || session == null && !createSession()) {
            return;
        }
        var acquire = new Started(Kind.ACQUIRE, key, session, anyTarget());
        var reply = acquire.send("PUT", "/v1/kv/" + key + "?acquire=" + session, "held", TIMEOUT);
        if (reply == null || !reply.body().strip().equals("true")) {
            if (reply != null) {
                acquire.ended(Outcome.DONE, null, 0);
            } else {
                doubt();
            }
            return;
        }
        acquire.ended(Outcome.DONE, lockIndex(), 0);
        Thread.sleep(random().nextInt(HOLD_MS));
        var release = new Started(Kind.RELEASE, key, session, anyTarget());
        var released = release.send("PUT", "/v1/kv/" + key + "?release=" + session, "free", TIMEOUT);
        if (released == null) {
            doubt();
        } else {
            release.ended(Outcome.DONE, null, 0);
        }
    }

    /** The LockIndex under which this session holds the lock; null if that could not be seen. */
    private String lockIndex() throws InterruptedException {
        try {
            var reply = anyTarget().api().send("GET", "/v1/kv/" + key, null, TIMEOUT);
            var entry = reply.isOk() ? Entry.of(reply) : null;
            return entry != null && entry.session().equals(session) ? Long.toString(entry.lockIndex()) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void doubt() {
        doubtful = session;
        session = null;
    }

    private boolean destroyDoubtful() throws InterruptedException {
        try {
            if (anyTarget()
                    .api()
                    .send("PUT", "/v1/session/destroy/" + doubtful, null, TIMEOUT)
                    .isOk()) {
                doubtful = null;
                return true;
            }
        } catch (IOException e) {
            // tried again at the next turn
        }
        Thread.sleep(200);
        return false;
    }

    private boolean createSession() throws InterruptedException {
        try {
            var reply = anyTarget()
                    .api()
                    .send("PUT", "/v1/session/create", "{\"LockDelay\":\"1ms\",\"NodeChecks\":[]}", TIMEOUT);
            var id = ID.matcher(reply.body());
            if (reply.isOk() && id.find()) {
                session = id.group(1);
                return true;
            }
        } catch (IOException e) {
            // tried again at the next turn
        }
        Thread.sleep(200);
        return false;
    }
}
