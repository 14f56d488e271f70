package io.curia.torture.client;

import io.curia.torture.history.History;
import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** One client: does its turn again and again until it is told to end. Used by one thread. */
public abstract class Client {
    /** Longer than a leader is missing after most faults, so that few operations stay uncertain. */
    protected static final Duration TIMEOUT = Duration.ofSeconds(12);

    private final int number;
    private final List<? extends Target> targets;
    private final History history;
    private final Random random;

    /** What a client of one kind is made from. */
    public record Setting(int number, List<? extends Target> targets, History history, long seed) {}

    protected Client(Setting setting) {
        number = setting.number();
        targets = setting.targets();
        history = setting.history();
        random = new Random(setting.seed());
    }

    /** Does one thing, and records it. */
    public abstract void turn() throws InterruptedException;

    /** Milliseconds between two turns. */
    public long pauseMs() {
        return 5;
    }

    protected final int number() {
        return number;
    }

    protected final Random random() {
        return random;
    }

    protected final Target anyTarget() {
        var present = targets.stream().filter(Target::isInService).toList();
        return present.get(random.nextInt(present.size()));
    }

    protected final Target targetOf(int place) {
        return targets.get(Math.floorMod(place, targets.size()));
    }

    /** Waits a moment if nobody is to be asked there. */
    protected final boolean isAbsent(int place) throws InterruptedException {
        var absent = !targetOf(place).isInService();
        if (absent) {
            Thread.sleep(200);
        }
        return absent;
    }

    /** An operation that has begun. */
    protected final class Started {
        private final Kind kind;
        private final String key;
        private final String input;
        private final Target target;
        private final String server;
        private final long startNs = history.now();

        /** @param input empty if nothing is written */
        Started(Kind kind, String key, String input, Target target) {
            this.kind = kind;
            this.key = key;
            this.input = input;
            this.target = target;
            this.server = target.incarnation();
        }

        /** Records how it ended. */
        void ended(Outcome outcome, String output, long index) {
            history.add(
                    new Operation(number, server, kind, key, input, startNs, history.now(), outcome, output, index));
        }

        /**
         * Sends a request; records the operation as refused or unknown, and returns null, if there is no answer that is
         * worth anything.
         */
        Reply send(String method, String path, String body, Duration timeout) throws InterruptedException {
            try {
                var reply = target.api().send(method, path, body, timeout);
                if (reply.isOk() || reply.status() == 404) {
                    return reply;
                }
                ended(reply.isRefused() ? Outcome.REFUSED : Outcome.UNKNOWN, null, 0);
            } catch (Api.NotSentException e) {
                ended(Outcome.REFUSED, null, 0);
            } catch (IOException e) {
                ended(Outcome.UNKNOWN, null, 0);
            }
            Thread.sleep(50L + random.nextInt(100));
            return null;
        }
    }
}
