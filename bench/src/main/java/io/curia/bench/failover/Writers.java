package io.curia.bench.failover;

import io.curia.torture.client.Api;
import io.curia.torture.cluster.Server;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client for each server, which writes all the time: to its server until that does not answer soon, and then to the
 * next one. So what is seen is the servers' time and not the clients' patience.
 */
final class Writers implements AutoCloseable {
    /** Longer than any server takes that is well. */
    private static final Duration ATTEMPT = Duration.ofMillis(300);

    /** The clients must leave the servers room on the same cores. */
    private static final long PAUSE_MS = 4;

    private final List<Server> servers;
    private final Acknowledgements seen = new Acknowledgements();
    private volatile boolean stopped;
    /** Counts up each time that all writers shall go back to their own servers. */
    private final AtomicInteger round = new AtomicInteger();

    Writers(List<Server> servers) {
        this.servers = servers;
        for (int i = 0; i < servers.size(); i++) {
            int home = i;
            var thread = new Thread(() -> write(home), "writer-" + home);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Each goes back to its own server, and a new stretch of time begins. */
    void begin() throws InterruptedException {
        round.incrementAndGet();
        Thread.sleep(2 * ATTEMPT.toMillis());
        seen.begin();
    }

    /** What they saw since. */
    Acknowledgements.Stretch end() {
        return seen.end();
    }

    private void write(int home) {
        int at = home;
        int mine = round.get();
        try {
            for (long n = 0; !stopped; n++) {
                if (mine != round.get()) {
                    mine = round.get();
                    at = home;
                }
                if (!isAcknowledged(servers.get(at), "/v1/kv/failover/" + home, Long.toString(n))) {
                    at = (at + 1) % servers.size();
                }
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAcknowledged(Server server, String path, String value) throws InterruptedException {
        try {
            var reply = server.api().send("PUT", path, value, ATTEMPT);
            if (reply.isOk() && reply.body().strip().equals("true")) {
                seen.acknowledged();
                return true;
            }
            seen.refused(reply.status() + " " + reply.body().strip());
        } catch (Api.NotSentException e) {
            seen.unreached();
        } catch (IOException e) {
            seen.unanswered(e.toString());
        }
        return false;
    }

    /** They end on their own, soon. */
    @Override
    public void close() {
        stopped = true;
    }
}
