package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.autopilot.Moment;
import io.curia.fsm.Fsm;
import io.curia.fsm.autopilot.AutopilotCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.AutopilotConfig;
import io.curia.model.Node;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ServerStats;
import io.curia.service.DirectRaftEngine;
import io.curia.state.AutopilotConfigs;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the leader looks at the servers, and what it does of what the rules say; that it is done is shown on real servers. */
class AutopilotDutyTest {
    private static final AutopilotConfig SEED = new AutopilotConfig(
            true,
            Duration.ofMillis(200).toNanos(),
            250,
            0,
            Duration.ofSeconds(10).toNanos(),
            "",
            false,
            "",
            0,
            0);
    private static final String N1 = DirectRaftEngine.NODE_ID;
    private static final String N2 = "7d5a0bb4-7c5f-4f0e-9f0c-000000000002";
    private static final ClusterMember LEADER = member(N1, "n1", 1, true, true, false);
    private static final ClusterMember SECOND = member(N2, "n2", 2, true, true, false);
    private static final ClusterMember THIRD = member("3", "n3", 3, true, true, false);
    private static final ClusterMember LOST = member("4", "n4", 4, false, true, false);
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    private Duration now = Duration.ofDays(300);
    private final Set<String> diverged = new HashSet<>();
    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    private final AutopilotDuty duty = new AutopilotDuty(
            raft,
            fsm,
            diverged::contains,
            new AutopilotDuty.Terms(N1, SEED, Duration.ofMillis(250)),
            Runnable::run,
            () -> new Moment(now.toNanos(), Instant.EPOCH.plus(now)));

    @BeforeEach
    void configure() {
        apply(SEED);
        members();
    }

    @AfterEach
    void close() {
        raft.close();
        fsm.stop();
    }

    private static ClusterMember member(String id, String name, int port, boolean alive, boolean voter, boolean fresh) {
        return new ClusterMember(id, name, "127.0.0.1", port, alive, voter, fresh);
    }

    private void apply(AutopilotConfig config) {
        raft.apply(new AutopilotCommand("", config, false, "").encode())
                .toCompletableFuture()
                .join();
    }

    /** From now on there are these and the leader; those that are there are as far as it. */
    private void members(ClusterMember... others) {
        raft.setMembers(Stream.concat(Stream.of(LEADER), Stream.of(others)).toList());
        var told = new HashMap<String, ServerStats>();
        for (var other : others) {
            told.put(other.id(), new ServerStats(100, raft.term(), raft.lastApplied()));
        }
        raft.setStats(told);
    }

    private void turnAfter(Duration time) {
        now = now.plus(time);
        duty.turn();
    }

    @Test
    void theFirstLeaderWritesTheConfigurationOfItsSettings() {
        var empty = StandardFsm.create(Runnable::run);
        try (var fresh = new DirectRaftEngine(empty)) {
            var first = new AutopilotDuty(
                    fresh,
                    empty,
                    id -> false,
                    new AutopilotDuty.Terms(N1, SEED, Duration.ZERO),
                    Runnable::run,
                    () -> new Moment(0, Instant.EPOCH));
            first.begin();
            await().untilAsserted(() -> assertThat(
                            AutopilotConfigs.get(empty.store().read(), null).value())
                    .isEqualTo(SEED.withIndexes(1, 1)));
            await().until(() -> first.state().isPresent());
        }
        empty.stop();
    }

    @Test
    void otherLeadersKeepWhatThereIs() {
        duty.begin();
        assertThat(raft.lastApplied()).isEqualTo(1);
    }

    @Test
    void tellsWhatItSeesWhileItLeads() {
        assertThat(duty.state()).isEmpty();
        members(SECOND, LOST);
        duty.begin();
        assertThat(duty.state()).hasValueSatisfying(state -> {
            assertThat(state.leader()).isEqualTo(N1);
            assertThat(state.healthy()).isFalse();
            assertThat(state.find(N2).orElseThrow().health().healthy()).isTrue();
            assertThat(state.find("4").orElseThrow().server().standing().nodeStatus())
                    .isEqualTo("failed");
        });
        duty.end();
        assertThat(duty.state()).isEmpty();
    }

    @Test
    void decidesEveryTenSecondsOnly() {
        members(member(N2, "n2", 2, true, false, true));
        duty.begin();
        turnAfter(ROUND.minusNanos(1));
        assertThat(raft.changes()).isEmpty();
        turnAfter(Duration.ofNanos(1));
        assertThat(raft.changes()).containsExactly("promote " + N2);
    }

    @Test
    void looksAgainAfterEachChangeAndGoesOn() {
        members(SECOND, THIRD, LOST, member("5", "n5", 5, true, false, true));
        var promotion = new CompletableFuture<Void>();
        raft.setChange(promotion);
        duty.begin();
        turnAfter(LONG);
        turnAfter(LONG);
        assertThat(raft.changes()).containsExactly("promote 5");
        assertThat(raft.removed()).isEmpty();

        members(SECOND, THIRD, LOST, member("5", "n5", 5, true, true, true));
        promotion.complete(null);
        turnAfter(Duration.ofSeconds(2));
        assertThat(raft.removed()).containsExactly("4");
    }

    @Test
    void triesAgainInTheNextRoundWhatFailed() {
        members(member(N2, "n2", 2, true, false, true));
        raft.setChange(CompletableFuture.failedFuture(new RaftException(RaftException.Kind.NO_LEADER, "busy")));
        duty.begin();
        turnAfter(LONG);
        turnAfter(ROUND.minusNanos(1));
        assertThat(raft.changes()).hasSize(1);
        turnAfter(Duration.ofNanos(1));
        assertThat(raft.changes()).containsExactly("promote " + N2, "promote " + N2);
    }

    @Test
    void forgetsEverythingWhenAnotherLeads() {
        members(SECOND, THIRD, LOST);
        duty.begin();
        now = now.plus(LONG);
        duty.end();
        duty.begin();
        turnAfter(ROUND);
        assertThat(raft.removed()).isEmpty();
        turnAfter(ROUND);
        assertThat(raft.removed()).containsExactly("4");
    }

    private void register(String id, String name) {
        var node = new Node(id, name, "127.0.0.1", "dc1", null, null, 0, 0);
        raft.apply(RegisterCommand.of(new Registration(node, null, null, null, false))
                        .encode())
                .toCompletableFuture()
                .join();
    }

    @Test
    void whoIsTakenOutLeavesTheCatalogToo() {
        var lost = member("7d5a0bb4-7c5f-4f0e-9f0c-000000000004", "n4", 4, false, true, false);
        register(lost.id(), "n4");
        members(SECOND, THIRD, lost);
        duty.begin();
        turnAfter(LONG);
        assertThat(raft.removed()).containsExactly(lost.id());
        await().until(() -> Nodes.byName(fsm.store().read(), "n4") == null);
    }

    @Test
    void butNotWhenAnotherHasComeWithItsName() {
        var lost = member("7d5a0bb4-7c5f-4f0e-9f0c-000000000004", "", 4, false, true, false);
        register(lost.id(), "n4");
        // as fresh and not yet as far as the leader, so that it gets no vote meanwhile
        members(SECOND, THIRD, lost, member("9", "n4", 9, true, false, true));
        raft.setStats(Map.of());
        duty.begin();
        turnAfter(LONG);
        await().untilAsserted(() -> assertThat(raft.removed()).containsExactly(lost.id()));
        assertThat(Nodes.byName(fsm.store().read(), "n4")).isNotNull();
    }

    /** A server that has lost its data comes back with the id that it was given. */
    @Test
    void aLostServerIsTakenOutForAFreshOneOfItsNodeId() {
        members(SECOND, THIRD, LOST, member("4", "other", 9, true, false, true));
        duty.begin();
        turnAfter(Duration.ofSeconds(19));
        assertThat(raft.removed()).isEmpty();
        turnAfter(ROUND);
        assertThat(raft.removed()).containsExactly("4");
    }

    @Test
    void oneThatNobodyHasMetIsTakenOutAsWell() {
        var id = "7d5a0bb4-7c5f-4f0e-9f0c-000000000004";
        members(SECOND, THIRD, member(id, "", 4, false, true, false));
        duty.begin();
        turnAfter(LONG);
        assertThat(raft.removed()).containsExactly(id);
        assertThat(duty.state().orElseThrow().find(id).orElseThrow().server().name())
                .isEqualTo(id);
    }

    @Test
    void whatServersTellOfThemselvesCounts() {
        members(SECOND);
        raft.setStats(Map.of(N2, new ServerStats(-1, 0, 0)));
        duty.begin();
        assertThat(duty.state().orElseThrow().find(N2).orElseThrow().health().healthy())
                .isFalse();
        raft.setStats(Map.of(N2, new ServerStats(450, raft.term(), raft.lastApplied())));
        turnAfter(Duration.ofSeconds(2));
        assertThat(duty.state().orElseThrow().find(N2).orElseThrow().health().healthy())
                .isTrue();
        raft.setStats(Map.of());
        turnAfter(Duration.ofSeconds(2));
        assertThat(duty.state().orElseThrow().find(N2).orElseThrow().health().healthy())
                .isFalse();
    }
}
