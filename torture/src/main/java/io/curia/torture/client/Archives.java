package io.curia.torture.client;

import io.curia.torture.history.History;
import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.io.IOException;
import java.time.Duration;

/** Saves archives of the whole state and restores them, and records that: it changes every key at once. Used by one thread. */
public final class Archives {
    /** Of operations that are no client's. */
    public static final int NOBODY = -1;

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String PATH = "/v1/snapshot";

    private final History history;
    private int saved;

    public Archives(History history) {
        this.history = history;
    }

    /** An archive. */
    public static final class Archive {
        private final String name;
        private final byte[] bytes;

        private Archive(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        /** Its name in the history. */
        public String name() {
            return name;
        }
    }

    /** Saves the state. */
    public Archive save(Target target) throws IOException, InterruptedException {
        var name = "archive-" + ++saved;
        long startNs = history.now();
        var bytes = target.api().download(PATH, TIMEOUT);
        record(target, Kind.SAVE, name, startNs, Outcome.DONE);
        return new Archive(name, bytes);
    }

    /** Restores it; whether it was is for the history to tell, if that is known at all. */
    public Outcome restore(Target target, Archive archive) throws InterruptedException {
        long startNs = history.now();
        Outcome outcome;
        try {
            var reply = target.api().upload(PATH, archive.bytes, TIMEOUT);
            outcome = reply.isOk()
                    ? Outcome.DONE
                    : reply.isRefused() || reply.body().contains("the state was not changed")
                            ? Outcome.REFUSED
                            : Outcome.UNKNOWN;
        } catch (Api.NotSentException e) {
            outcome = Outcome.REFUSED;
        } catch (IOException e) {
            outcome = Outcome.UNKNOWN;
        }
        record(target, Kind.RESTORE, archive.name, startNs, outcome);
        return outcome;
    }

    private void record(Target target, Kind kind, String name, long startNs, Outcome outcome) {
        history.add(
                new Operation(NOBODY, target.incarnation(), kind, "", name, startNs, history.now(), outcome, null, 0));
    }
}
