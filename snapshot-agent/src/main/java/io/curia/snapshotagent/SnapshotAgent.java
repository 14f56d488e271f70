package io.curia.snapshotagent;

import io.curia.snapshotagent.AgentReport.State;
import io.curia.snapshotagent.Interruption.Cause;
import io.curia.snapshotagent.Interruption.Interrupted;
import io.curia.snapshotagent.cluster.ServerApi;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentName;
import io.curia.snapshotagent.storage.SnapshotTarget;
import io.curia.snapshotagent.storage.UnfinishedFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;

/**
 * Saves archives of a cluster's state at regular times. Of all agents with the same lock only one is active, the others
 * stand by. {@link #run} is called once, by the thread that is to do the work; everything else may be called by any
 * thread at any time.
 */
public final class SnapshotAgent {
    private final AgentLog log;
    private final AgentName name;
    private final History history;
    private final Interruption interruption = new Interruption();
    private volatile AgentConfig config;

    private SnapshotAgent(AgentConfig config, AgentLog log, AgentName name) {
        this.config = Objects.requireNonNull(config);
        this.log = Objects.requireNonNull(log);
        this.name = Objects.requireNonNull(name);
        this.history = new History(config);
    }

    /**
     * An agent that has not begun.
     *
     * @param name which no other agent has that uses the same server
     */
    public static SnapshotAgent of(AgentConfig config, AgentLog log, AgentName name) {
        return new SnapshotAgent(config, log, name);
    }

    /**
     * Works until {@link #stop}, or with interval 0 until one archive is saved. In the end the lock is released and the
     * service deregistered.
     *
     * @throws IOException if the only run failed, or the server is described in a way that cannot be met
     */
    public void run() throws IOException {
        try {
            while (true) {
                // first, so that no later request is lost
                interruption.settle(Cause.RELOAD);
                var present = config;
                history.configured(present);
                if (work(present)) {
                    return;
                }
                log.log(Level.INFO, "Configuration reloaded");
            }
        } finally {
            history.is(State.STOPPED, null);
        }
    }

    /** @return whether the agent ends; false if there is a new configuration */
    private boolean work(AgentConfig present) throws IOException {
        var files = UnfinishedFiles.of(present, name);
        var targets = present.storages().stream()
                .map(each -> SnapshotTarget.of(each, files))
                .toList();
        try {
            var api = new ServerApi(present.server().open());
            var run = new SnapshotRun(api, present, files, log);
            var loop = new AgentLoop(present, targets, run, api, name, history, interruption, log);
            log.log(Level.INFO, "Snapshot agent running");
            if (present.schedule().isOneShot()) {
                requireSuccess(loop.once());
                return true;
            }
            loop.forever();
            return true;
        } catch (Interrupted e) {
            return e.reason() != Cause.RELOAD;
        } finally {
            close(targets);
        }
    }

    private static void requireSuccess(RunRecord done) throws IOException {
        if (!done.succeeded()) {
            throw new IOException(done.faults());
        }
    }

    private static void close(List<SnapshotTarget> targets) {
        targets.forEach(SnapshotTarget::close);
    }

    /** Lets {@link #run} end soon; what is under way is given up. Returns at once. */
    public void stop() {
        interruption.request(Cause.STOP);
    }

    /** Goes on with another configuration once the run that is under way is done; the lock is released meanwhile. */
    public void reload(AgentConfig newConfig) {
        config = Objects.requireNonNull(newConfig);
        interruption.request(Cause.RELOAD);
    }

    /** How it is now. */
    public AgentReport report() {
        return history.report();
    }
}
