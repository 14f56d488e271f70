package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.spi.impl.NodeEngineImpl;
import io.curia.raft.api.GossipChannel;
import io.curia.raft.storage.Credentials;
import io.curia.raft.storage.ServerMemory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Servers present themselves to each other: one that comes, before it takes part, to all that are there, and those that are there
 * to whoever comes later. Each holds the other against what it has seen of it ({@link ServerMemory}). One against which something
 * speaks stops and is to begin anew. Any thread.
 */
final class Reception {
    private static final Logger LOG = System.getLogger(Reception.class.getName());
    private static final long PATIENCE_MS = 5_000;
    private static final long OBSERVE_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long KEEP_EVERY_NS = TimeUnit.SECONDS.toNanos(10);

    private final NodeEngineImpl engine;
    private final ServerMemory memory;
    private final GossipChannel news;
    private final Consumer<String> givenUp;
    private final ExecutorService keeper = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "curia-raft-seen");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean stopped = new AtomicBoolean();
    /** To whom this server has presented itself, by the ids that members have while they are connected. */
    private final Set<UUID> met = ConcurrentHashMap.newKeySet();

    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();
    private long keptNs = System.nanoTime();
    /** On the group's thread. */
    private long observedNs = System.nanoTime();

    /**
     * @param news by which servers tell each other what they have seen
     * @param givenUp is told once why this server must stop and begin anew
     */
    Reception(NodeEngineImpl engine, ServerMemory memory, GossipChannel news, Consumer<String> givenUp) {
        this.engine = engine;
        this.memory = memory;
        this.news = news;
        this.givenUp = givenUp;
        news.subscribe(memory::hear);
    }

    /**
     * Presents this server to all that are there, before it takes part. Who does not answer in time is asked again later.
     *
     * @throws GivenUpException if it must begin anew
     */
    void requireWelcome() {
        var answers = others().stream().map(this::present).toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE_MS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> null)
                .join();
        for (var answer : answers) {
            if (answer.isDone() && !answer.isCompletedExceptionally()) {
                against(answer.join()).ifPresent(reason -> {
                    throw new GivenUpException(reason);
                });
            }
        }
    }

    private static Optional<String> against(String answer) {
        return Optional.of(answer).filter(reason -> !reason.isEmpty() && !reason.equals(PresentOp.LATER));
    }

    private Collection<Member> others() {
        return engine.getClusterService().getMembers().stream()
                .filter(member -> !member.localMember() && HazelcastConfigs.isUpToDate(member))
                .toList();
    }

    private CompletableFuture<String> present(Member member) {
        if (!met.add(member.getUuid())) {
            return CompletableFuture.completedFuture("");
        }
        try {
            return engine.getOperationService()
                    .createInvocationBuilder(FsmService.NAME, new PresentOp(memory.own()), member.getAddress())
                    .setTryCount(1)
                    .<String>invoke()
                    .toCompletableFuture()
                    .whenComplete((answer, failure) -> {
                        if (failure != null || answer.equals(PresentOp.LATER)) {
                            met.remove(member.getUuid());
                        }
                    });
        } catch (HazelcastInstanceNotActiveException e) {
            return CompletableFuture.completedFuture("");
        }
    }

    /** To be called now and then while this server takes part. */
    void tick() {
        for (var member : others()) {
            if (!met.contains(member.getUuid())) {
                present(member).thenAccept(answer -> against(answer).ifPresent(reason -> {
                    if (stopped.compareAndSet(false, true)) {
                        givenUp.accept(reason);
                    }
                }));
            }
        }
        long now = System.nanoTime();
        if (now - keptNs > KEEP_EVERY_NS) {
            keptNs = now;
            // off the thread on which the lease is looked after
            keeper.execute(memory::keep);
            memory.news().ifPresent(news::publish);
        }
    }

    /** Another presents itself. Answers what speaks against it, or an empty text. */
    String receive(Credentials who, Address from) {
        var reason = memory.judge(who);
        if (reason.isPresent() && refused.add(who.run().id())) {
            LOG.log(
                    Level.WARNING,
                    "the server at {0}:{1} may not take part with its data directory ({2}): it is to begin anew",
                    from.getHost(),
                    Integer.toString(from.getPort()),
                    reason.get());
        }
        return reason.orElse("");
    }

    /** Notes how far the followers have come, if this server leads; on the group's thread. */
    void observe(RaftNodeImpl node) {
        var leader = node.state().leaderState();
        long now = System.nanoTime();
        if (leader == null || now - observedNs < OBSERVE_EVERY_NS) {
            return;
        }
        observedNs = now;
        long commitIndex = node.state().commitIndex();
        var self = memory.own();
        memory.acknowledged(self.raftId(), self.run(), Math.min(commitIndex, leader.flushedLogIndex()));
        for (var member : others()) {
            var identity = HazelcastConfigs.identity(member);
            var run = HazelcastConfigs.run(member);
            if (identity.isPresent() && run.isPresent()) {
                var raftId = identity.get().raftId();
                leader.getFollowerStates().forEach((follower, state) -> {
                    if (follower.getUuid().equals(raftId)) {
                        memory.acknowledged(raftId, run.get(), Math.min(commitIndex, state.matchIndex()));
                    }
                });
            }
        }
    }

    /** Makes durable what was seen, when this server stops. */
    void close() {
        keeper.shutdown();
        memory.keep();
    }
}
