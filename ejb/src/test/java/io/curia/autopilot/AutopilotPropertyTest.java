package io.curia.autopilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.autopilot.Decision.Change;
import io.curia.autopilot.Decision.Nothing;
import io.curia.autopilot.Decision.Promote;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds for every cluster. */
class AutopilotPropertyTest {
    private enum Condition {
        HEALTHY,
        YOUNG,
        UNHEALTHY,
        AWAY,
        DEAD,
        UNMET
    }

    private record One(
            Condition condition, boolean voter, boolean replica, boolean replaced, String zone, String version) {}

    private record Rules(boolean cleanup, int minQuorum, boolean zones, boolean noMigration, boolean young) {}

    /** A cluster, to be made as often as wanted. */
    private record Case(List<One> servers, Rules rules) {
        Fleet fleet() {
            var fleet = new Fleet().configure(this::set);
            for (int i = 0; i < servers.size(); i++) {
                add(fleet, "s" + i, servers.get(i));
            }
            return rules.young ? fleet.runningFor(Duration.ofSeconds(1)) : fleet;
        }

        private Fleet.Setting set(Fleet.Setting setting) {
            var set = setting.cleanup(rules.cleanup).minQuorum(rules.minQuorum);
            set = rules.zones ? set.byZones() : set;
            return rules.noMigration ? set.withoutMigration() : set;
        }

        private static void add(Fleet fleet, String id, One one) {
            if (one.voter) {
                fleet.voters(id);
            } else {
                fleet.standbys(id);
            }
            fleet.zone(one.zone, id).version(one.version, id);
            if (one.replica) {
                fleet.replicas(id);
            }
            if (one.replaced) {
                fleet.replaced(id);
            }
            switch (one.condition) {
                case HEALTHY -> {}
                case YOUNG -> fleet.healthyFor(Duration.ofSeconds(3), id);
                case UNHEALTHY -> fleet.unhealthy(id);
                case AWAY -> fleet.failedFor(Duration.ofSeconds(3), id);
                case DEAD -> fleet.failed(id);
                case UNMET -> fleet.unmet(id);
            }
        }

        /** Those that can lead. */
        List<String> leaders() {
            return fleet().state().servers().stream()
                    .filter(ServerState::isHealthyVoter)
                    .map(ServerState::id)
                    .toList();
        }
    }

    @Provide
    Arbitrary<Case> clusters() {
        var condition = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Condition.HEALTHY)), Tuple.of(5, Arbitraries.of(Condition.class)));
        var one = Combinators.combine(
                        condition,
                        Arbitraries.frequency(Tuple.of(3, true), Tuple.of(2, false)),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(9, false)),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(9, false)),
                        Arbitraries.of("", "a", "b", "c", "d"),
                        Arbitraries.frequency(Tuple.of(4, "1.0.0"), Tuple.of(2, "1.1.0"), Tuple.of(1, "")))
                .as(One::new);
        var truth = Arbitraries.of(true, false);
        var rules = Combinators.combine(truth, Arbitraries.integers().between(0, 5), truth, truth, truth)
                .as(Rules::new);
        return Combinators.combine(one.list().ofMinSize(1).ofMaxSize(9), rules)
                .as(Case::new)
                .filter(made -> !made.leaders().isEmpty());
    }

    private static boolean hasQuorum(Fleet fleet) {
        return Ballot.of(fleet.state()).hasQuorum();
    }

    /** Looks at a cluster before and after each step that is taken there. */
    private interface Step {
        void check(ClusterState before, Decision decision, ClusterState after);
    }

    private static void each(Fleet fleet, Step step) {
        var round = Round.begin(fleet.state());
        for (int i = 0; i < 100; i++) {
            var before = fleet.state();
            var decision = Autopilot.decide(before, round);
            round = round.after(decision, before);
            fleet.carryOut(decision);
            step.check(before, decision, fleet.state());
        }
    }

    @Property
    void livingVotersNeverLoseTheirQuorum(@ForAll("clusters") Case made) {
        var fleet = made.fleet();
        boolean quorum = hasQuorum(fleet);
        each(fleet, (before, decision, after) -> {
            assertThat(hasQuorum(fleet)).as("%s", decision).isEqualTo(quorum);
            if (!quorum) {
                assertThat(decision).isInstanceOf(Nothing.class);
            }
        });
    }

    @Property
    void thereAreNeverFewerVotersThanMinQuorum(@ForAll("clusters") Case made) {
        each(made.fleet(), (before, decision, after) -> {
            int were = before.voters().size();
            int are = after.voters().size();
            assertThat(are).as("%s", decision).isGreaterThanOrEqualTo(Math.min(were, made.rules.minQuorum));
            assertThat(are).isPositive();
        });
    }

    @Property
    void itComesToAnEnd(@ForAll("clusters") Case made) {
        var fleet = made.fleet();
        assertThat(fleet.run()).hasSizeLessThanOrEqualTo(3 * made.servers.size() + 2);
        // what one round was not allowed the next ones are
        for (int i = 0; i < made.servers.size(); i++) {
            fleet.run();
        }
        assertThat(fleet.run()).isEmpty();
    }

    @Property
    void theOrderInWhichServersAreSeenMakesNoDifference(@ForAll("clusters") Case made, @ForAll long seed) {
        var fleet = made.fleet();
        var shuffled = fleet.shuffled(seed);
        assertThat(Autopilot.decide(shuffled, Round.begin(shuffled))).isEqualTo(fleet.decide());
    }

    @Property
    void whoeverLeadsTheSameServersVoteInTheEnd(@ForAll("clusters") Case made) {
        Set<Set<String>> ends = made.leaders().stream()
                .map(leader -> {
                    var fleet = made.fleet().leader(leader);
                    for (int i = 0; i < 10; i++) {
                        fleet.run();
                    }
                    return fleet.state().voters().stream().map(ServerState::id).collect(Collectors.toSet());
                })
                .collect(Collectors.toSet());
        assertThat(ends).hasSize(1);
    }

    @Property
    void onlyTheDeadAreRemovedAndOnlyTheWellArePromoted(@ForAll("clusters") Case made) {
        each(made.fleet(), (before, decision, after) -> {
            if (decision instanceof Change change) {
                var target = before.find(change.id()).orElseThrow();
                if (change instanceof Promote) {
                    assertThat(target.health().healthy()).isTrue();
                    assertThat(target.server().readReplica()).isFalse();
                } else if (change instanceof Decision.RemoveFailed || change instanceof Decision.RemoveStale) {
                    assertThat(target.server().isAlive()).isFalse();
                } else if (change instanceof Decision.Demote) {
                    assertThat(before.isLeader(target)).isFalse();
                } else {
                    assertThat(target.isHealthyVoter()).isTrue();
                }
            }
        });
    }
}
