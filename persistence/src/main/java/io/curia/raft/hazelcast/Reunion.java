package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import com.hazelcast.internal.cluster.impl.SplitBrainJoinMessage;
import com.hazelcast.internal.cluster.impl.SplitBrainJoinMessage.SplitBrainMergeCheckResult;
import com.hazelcast.internal.cluster.impl.TcpIpJoiner;
import com.hazelcast.internal.cluster.impl.operations.MergeClustersOp;
import com.hazelcast.internal.cluster.impl.operations.SplitBrainMergeValidationOp;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.executionservice.ExecutionService;
import com.hazelcast.spi.impl.operationservice.Operation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Brings the parts of a member list together that has come apart, for Raft's messages pass between those in one list only.
 * The oldest server of each part looks for the others, and the smaller part goes over to the larger.
 *
 * <p>The library's own way to do it is off. It has all servers of a part freeze what is called the cluster state, with
 * messages that nothing else needs ({@link MemberTypes}) and that would leave one frozen which was lost in between; and it waits
 * five seconds at each address where nobody is. Any thread.
 */
final class Reunion {
    private static final Logger LOG = System.getLogger(Reunion.class.getName());
    private static final long PERIOD_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_MS = 3_000;

    private final NodeEngineImpl engine;
    private final ClusterServiceImpl cluster;
    private final Supplier<Collection<Address>> missing;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean goingOver = new AtomicBoolean();
    private volatile long lookedNs = System.nanoTime();

    /** @param missing where those were last that belong to the cluster and are not in the member list */
    Reunion(NodeEngineImpl engine, Supplier<Collection<Address>> missing) {
        this.engine = engine;
        this.cluster = engine.getNode().getClusterService();
        this.missing = missing;
    }

    /** To be called now and then; soon done. */
    void tick() {
        long now = System.nanoTime();
        if (now - lookedNs >= PERIOD_NS && isOldest() && !goingOver.get()) {
            lookedNs = now;
            executeOnce(looking, this::look);
        }
    }

    private boolean isOldest() {
        return cluster.isJoined() && cluster.isMaster();
    }

    private void executeOnce(AtomicBoolean underWay, Runnable task) {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        engine.getExecutionService().execute(ExecutionService.ASYNC_EXECUTOR, () -> {
            try {
                task.run();
            } finally {
                underWay.set(false);
            }
        });
    }

    private void look() {
        var connections = engine.getNode().getServer().getConnectionManager(EndpointQualifier.MEMBER);
        for (var address : elsewhere()) {
            // what is not connected yet is so at the next look, or nobody is there
            if (connections.getOrConnect(address, true) != null) {
                ask(address);
            }
        }
    }

    private Set<Address> elsewhere() {
        var addresses = new HashSet<>(((TcpIpJoiner) engine.getNode().getJoiner()).getFilteredPossibleAddresses());
        addresses.addAll(missing.get());
        return addresses;
    }

    private void ask(Address address) {
        var part = engine.getNode().createSplitBrainJoinMessage();
        this.<SplitBrainJoinMessage>invoke(new SplitBrainMergeValidationOp(part), address)
                .thenAccept(this::consider)
                .exceptionally(failure -> {
                    LOG.log(Level.DEBUG, "{0} does not say of which part it is: {1}", address, failure.toString());
                    return null;
                });
    }

    private <T> CompletableFuture<T> invoke(Operation operation, Address address) {
        return engine.getOperationService()
                .createInvocationBuilder(ClusterServiceImpl.SERVICE_NAME, operation, address)
                .setTryCount(1)
                .setCallTimeout(PATIENCE_MS)
                .<T>invoke()
                .toCompletableFuture();
    }

    /** @param other the part of the one that was asked; null if it is not the oldest of one */
    private void consider(SplitBrainJoinMessage other) {
        if (other != null
                && isOldest()
                && cluster.getClusterJoinManager().shouldMerge(other) != SplitBrainMergeCheckResult.CANNOT_MERGE
                && givesWayTo(other)
                // who is in this part is certain, as it is not while its oldest server has just gone
                && cluster.getMembershipManager().verifySplitBrainMergeMemberListVersion(other)) {
            executeOnce(goingOver, () -> goOver(other));
        }
    }

    /** Both sides find the same. */
    private boolean givesWayTo(SplitBrainJoinMessage other) {
        int ours = cluster.getSize();
        int theirs = other.getMemberAddresses().size();
        return theirs > ours || theirs == ours && text(engine.getThisAddress()).compareTo(text(other.getAddress())) > 0;
    }

    private static String text(Address address) {
        return address.getHost() + ":" + address.getPort();
    }

    private void goOver(SplitBrainJoinMessage other) {
        LOG.log(
                Level.INFO,
                "the servers had lost sight of each other: {0} of them join {1} at {2} again",
                cluster.getSize(),
                other.getMemberAddresses().size(),
                text(other.getAddress()));
        var told = cluster.getMembers().stream()
                .filter(member -> !member.localMember())
                .map(Member::getAddress)
                .map(address -> this.<Object>invoke(new MergeClustersOp(other.getAddress()), address))
                .toArray(CompletableFuture<?>[]::new);
        // one that is not told finds itself alone, and goes over then
        CompletableFuture.allOf(told)
                .completeOnTimeout(null, PATIENCE_MS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
        cluster.merge(other.getAddress());
    }
}
