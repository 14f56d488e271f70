package io.curia.server;

import io.curia.cluster.ServerControl;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.RaftServer;
import io.curia.refusal.Refusal;
import io.curia.server.config.Settings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * What operators may tell a running server: to read its settings again; to leave its cluster for good, which ends the process
 * when others have had time to notice; and to found the group anew, which takes a restart.
 */
final class OperatorControl implements ServerControl {
    private static final Logger LOG = System.getLogger("io.curia.server");

    /** So long the answer may take to reach whoever asked. */
    private static final long ANSWER_MS = 500;

    private final Cluster cluster;
    private final String nodeId;
    private final Duration drainTime;
    private final ClassLoader loader;
    private final Foundation foundation;
    private final IntConsumer exit;

    /** Leaves word on the disk that the next start is to found the group anew. */
    interface Foundation {
        void ask() throws IOException;
    }

    /**
     * @param loader of the application, whose settings are read again
     * @param exit ends the process in order, with a status
     */
    OperatorControl(
            Cluster cluster,
            String nodeId,
            Duration drainTime,
            ClassLoader loader,
            Foundation foundation,
            IntConsumer exit) {
        this.cluster = cluster;
        this.nodeId = nodeId;
        this.drainTime = drainTime;
        this.loader = loader;
        this.foundation = foundation;
        this.exit = exit;
    }

    @Override
    public void reload() {
        Settings.load(ConfigProvider.getConfig(loader));
    }

    @Override
    public CompletionStage<Void> leave() {
        var voters = cluster.servers().stream()
                .filter(RaftServer::voter)
                .map(RaftServer::id)
                .toList();
        boolean needed = voters.equals(List.of(nodeId));
        CompletionStage<Void> left = needed ? CompletableFuture.completedFuture(null) : cluster.remove(nodeId);
        return left.thenRun(() -> {
            LOG.log(
                    Level.INFO,
                    needed
                            ? "the only server that votes was told to leave; it stops, and stays a member"
                            : "this server has left its cluster");
            CompletableFuture.delayedExecutor(needed ? 0 : drainTime.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> exit.accept(0));
        });
    }

    @Override
    public CompletionStage<Void> foundAnew() {
        return CompletableFuture.runAsync(() -> {
            try {
                foundation.ask();
            } catch (IOException e) {
                throw Refusal.rejected("the server cannot be told to found the group anew: " + e);
            }
            CompletableFuture.delayedExecutor(ANSWER_MS, TimeUnit.MILLISECONDS)
                    .execute(() -> exit.accept(ProcessEnd.RESTART));
        });
    }
}
