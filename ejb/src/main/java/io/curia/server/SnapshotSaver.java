package io.curia.server;

import io.curia.client.Faults;
import io.curia.client.HttpApi;
import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.session.SessionCommand;
import io.curia.model.ByteString;
import io.curia.raft.api.ReplicatedLog;
import io.curia.service.snapshot.SnapshotReports;
import io.curia.snapshotagent.AgentLog;
import io.curia.snapshotagent.AgentReport;
import io.curia.snapshotagent.SnapshotAgent;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentName;
import io.curia.state.KvEntries;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the snapshot agent inside the server, on a thread of its own. It works over this server's HTTP port as an agent
 * beside the server does, so it begins once that port answers. Safe for use by any thread.
 */
final class SnapshotSaver implements SnapshotReports, AutoCloseable {
    private static final String LOGGER = "io.curia.snapshotagent";
    private static final Logger LOG = System.getLogger(LOGGER);
    private static final Duration LOOK_FOR_HTTP = Duration.ofMillis(500);
    /** After this it begins all the same, so that what is missing is seen. */
    private static final Duration HTTP_EXPECTED_IN = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(3);

    private final AgentConfig config;
    private final ReplicatedLog log;
    private final Fsm fsm;
    private final SnapshotAgent agent;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private SnapshotSaver(AgentConfig config, String nodeName, ReplicatedLog log, Fsm fsm, ClassLoader loader) {
        this.config = config;
        this.log = log;
        this.fsm = fsm;
        this.agent = SnapshotAgent.of(config, AgentLog.to(LOGGER), AgentName.ofNode(nodeName));
        this.thread = new Thread(this::run, "curia-snapshot-agent");
        this.thread.setDaemon(true);
        // the client of S3 looks for its parts there
        this.thread.setContextClassLoader(loader);
    }

    /** Starts an agent. */
    static SnapshotSaver start(AgentConfig config, String nodeName, ReplicatedLog log, Fsm fsm, ClassLoader loader) {
        var saver = new SnapshotSaver(config, nodeName, log, fsm, loader);
        saver.thread.start();
        return saver;
    }

    @Override
    public Optional<AgentReport> report() {
        return Optional.of(agent.report());
    }

    private void run() {
        try {
            awaitHttp();
            agent.run();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "the snapshot agent ended: " + Faults.line(e), e);
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "the snapshot agent was interrupted before it began");
        }
    }

    /** The application's requests are answered only after it has started, and writes only once there is a leader. */
    private void awaitHttp() throws InterruptedException {
        var api = HttpApi.at(config.server().base()).build();
        long end = System.nanoTime() + HTTP_EXPECTED_IN.toNanos();
        while (!knowsLeader(api) && System.nanoTime() < end) {
            if (stopping.await(LOOK_FOR_HTTP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static boolean knowsLeader(HttpApi api) {
        try {
            return api.text("GET", "/v1/status/leader", Map.of(), null, PATIENCE)
                            .length()
                    > "\"\"".length();
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends the agent and gives its lock away. Idempotent. */
    @Override
    public void close() {
        var session = agent.report().lockHolder().map(AgentReport.LockHolder::session);
        boolean active = agent.report().state() == AgentReport.State.ACTIVE;
        stopping.countDown();
        agent.stop();
        try {
            thread.join(STOP_TIMEOUT.toMillis());
            if (active && session.isPresent()) {
                giveLockAway(session.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the server stops, its port is gone before the agent could release the lock by it. */
    private void giveLockAway(String session) throws InterruptedException {
        var key = ByteString.of(config.presence().lockKey());
        var lock = KvEntries.get(fsm.store().read(), key, null).value();
        if (lock == null || !lock.session().equals(session)) {
            return;
        }
        try {
            propose(KvsCommand.of(KvsOp.UNLOCK, lock));
            propose(SessionCommand.destroy(session));
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.INFO, "the lock of the snapshot agent ends by itself within a minute: " + Faults.line(e));
        }
    }

    private void propose(Command command) throws InterruptedException, ExecutionException, TimeoutException {
        log.apply(command.encode()).toCompletableFuture().get(RELEASE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
