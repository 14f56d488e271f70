package io.curia.autopilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences of raft-and-autopilot §5.3, and what they leave open, each with a cluster and what is done there. */
class AutopilotTest {
    private static Fleet fleet() {
        return new Fleet();
    }

    private static Arguments row(String sentence, Fleet fleet, String... moves) {
        return Arguments.of(sentence, fleet, List.of(moves));
    }

    static Stream<Arguments> promotion() {
        return Stream.of(
                row("nothing is done about servers that are in their places", fleet().voters("a", "b", "c")),
                row(
                        "a new server is promoted when healthy and stable",
                        fleet().voters("a").standbys("b"),
                        "Promote b"),
                row(
                        "all new servers are, one after the other",
                        fleet().voters("a").standbys("c", "b"),
                        "Promote b",
                        "Promote c"),
                row(
                        "not when it is not healthy",
                        fleet().voters("a").standbys("b").unhealthy("b")),
                row(
                        "nor before it was for ServerStabilizationTime",
                        fleet().voters("a")
                                .standbys("b")
                                .healthyFor(Duration.ofSeconds(10).minusNanos(1), "b")),
                row("but then", fleet().voters("a").standbys("b").healthyFor(Duration.ofSeconds(10), "b"), "Promote b"),
                row(
                        "the rule is suspended until autopilot itself has run that long",
                        fleet().voters("a")
                                .standbys("b")
                                .healthyFor(Duration.ZERO, "b")
                                .runningFor(Duration.ofSeconds(10).minusNanos(1)),
                        "Promote b"),
                row(
                        "and no longer",
                        fleet().voters("a")
                                .standbys("b")
                                .healthyFor(Duration.ZERO, "b")
                                .runningFor(Duration.ofSeconds(10))),
                row(
                        "read replicas stay non-voters",
                        fleet().voters("a").standbys("b").replicas("b")),
                row(
                        "one that becomes a read replica loses its vote",
                        fleet().voters("a", "b", "c").replicas("b"),
                        "Demote b"),
                row(
                        "gives the leadership away before, if it leads",
                        fleet().voters("a", "b", "c").replicas("a"),
                        "TransferLeadership b",
                        "Demote a"),
                row(
                        "nobody is promoted without a quorum",
                        fleet().voters("a", "b", "c").standbys("d").failed("b", "c")));
    }

    static Stream<Arguments> cleanup() {
        return Stream.of(
                row("a failed voter is removed", fleet().voters("a", "b", "c").failed("c"), "RemoveFailed c"),
                row(
                        "not before it was away for a while",
                        fleet().voters("a", "b", "c").failedFor(ClusterState.GRACE.minusNanos(1), "c")),
                row("but then", fleet().voters("a", "b", "c").failedFor(ClusterState.GRACE, "c"), "RemoveFailed c"),
                row(
                        "without cleanup it stays",
                        fleet().configure(set -> set.cleanup(false))
                                .voters("a", "b", "c")
                                .failed("c")),
                row(
                        "unless another has come in its stead",
                        fleet().configure(set -> set.cleanup(false))
                                .voters("a", "b", "c")
                                .failed("c")
                                .replaced("c"),
                        "RemoveFailed c"),
                row(
                        "one that is there is never removed",
                        fleet().voters("a", "b", "c").replaced("c")),
                row(
                        "a fourth takes the place of one that is gone: first it votes, then the other is removed",
                        fleet().voters("a", "b", "c").standbys("d").failed("c"),
                        "Promote d",
                        "RemoveFailed c"),
                row(
                        "stale non-voters, stale voters, failed non-voters, failed voters",
                        fleet().voters("a", "b", "c", "d", "e", "f", "g")
                                .standbys("v", "w", "x", "y")
                                .failed("b", "v", "w")
                                .unmet("c", "x", "y"),
                        "RemoveStale x",
                        "RemoveStale y",
                        "RemoveStale c",
                        "RemoveFailed v",
                        "RemoveFailed w",
                        "RemoveFailed b"),
                row(
                        "at most (voters-1)/2 voters per round: two of six",
                        fleet().voters("a", "b", "c", "d", "e", "f").failed("e", "f"),
                        "RemoveFailed e",
                        "RemoveFailed f"),
                row(
                        "never if remaining voters would be fewer than MinQuorum",
                        fleet().configure(set -> set.minQuorum(4))
                                .voters("a", "b", "c", "d", "e")
                                .failed("d", "e"),
                        "RemoveFailed d"),
                row(
                        "with MinQuorum a dead one goes when another has come",
                        fleet().configure(set -> set.minQuorum(3))
                                .voters("a", "b", "c")
                                .standbys("d")
                                .failed("c"),
                        "Promote d",
                        "RemoveFailed c"),
                row(
                        "non-voters are removed freely",
                        fleet().configure(set -> set.minQuorum(3))
                                .voters("a", "b", "c")
                                .standbys("x", "y")
                                .failed("x", "y"),
                        "RemoveFailed x",
                        "RemoveFailed y"),
                row(
                        "nobody is removed without a quorum",
                        fleet().voters("a", "b", "c", "d").failed("c", "d")),
                row("nor of two voters one", fleet().voters("a", "b").failed("b")));
    }

    static Stream<Arguments> zones() {
        return Stream.of(
                row(
                        "one voter per zone, others stand by",
                        zoned().voters("a1").standbys("a2", "b1", "b2", "c1"),
                        "Promote b1",
                        "Promote c1"),
                row("a second voter of a zone loses its vote", zoned().voters("a1", "a2", "b1", "c1"), "Demote a2"),
                row(
                        "it gives the leadership away before",
                        zoned().voters("a1", "a2", "b1", "c1").leader("a2"),
                        "TransferLeadership a1",
                        "Demote a2"),
                row(
                        "the healthy one of them stays",
                        zoned().voters("a1", "a2", "b1", "c1").leader("b1").unhealthy("a1"),
                        "Demote a1"),
                row(
                        "a standby is promoted when the zone's voter dies",
                        zoned().voters("a1", "b1", "c1").standbys("b2", "c2").failed("b1"),
                        "Promote b2",
                        "RemoveFailed b1"),
                row(
                        "not while it may come back",
                        zoned().voters("a1", "b1", "c1").standbys("b2").failedFor(Duration.ofSeconds(19), "b1")),
                row(
                        "for a zone that is lost another has a voter more, which stays when its servers are removed",
                        zoned().voters("a1", "b1", "c1")
                                .standbys("a2", "b2", "c2")
                                .failed("c1", "c2"),
                        "Promote a2",
                        "RemoveFailed c2",
                        "RemoveFailed c1"),
                row(
                        "until the zone is there again",
                        zoned().voters("a1", "a2", "b1").standbys("c3"),
                        "Promote c3",
                        "Demote a2"),
                row(
                        "a server that names no zone votes as if there were none",
                        zoned().voters("a1", "b1", "c1").standbys("x1").zone("", "x1"),
                        "Promote x1"),
                row(
                        "read replicas stand for no zone",
                        zoned().voters("a1", "b1").standbys("c1").replicas("c1")));
    }

    /** Servers whose zone is the first letter of their id. */
    private static Fleet zoned() {
        return new Fleet().configure(Fleet.Setting::byZones).zonesByName();
    }

    static Stream<Arguments> upgrades() {
        return Stream.of(
                row(
                        "new-version servers stay non-voting until they equal the old ones in number",
                        fleet().voters("a", "b", "c").standbys("x", "y").version("1.1.0", "x", "y")),
                row(
                        "then voters are swapped and leadership transferred",
                        fleet().voters("a", "b", "c").standbys("x", "y", "z").version("1.1.0", "x", "y", "z"),
                        "Promote x",
                        "Promote y",
                        "Promote z",
                        "TransferLeadership x",
                        "Demote a",
                        "Demote b",
                        "Demote c"),
                row(
                        "all of them healthy",
                        fleet().voters("a", "b", "c")
                                .standbys("x", "y", "z")
                                .version("1.1.0", "x", "y", "z")
                                .unhealthy("y")),
                row(
                        "old servers that do not vote stay so when the new ones do",
                        fleet().voters("x", "y", "z").standbys("a", "b").version("1.1.0", "x", "y", "z")),
                row(
                        "while new ones are waited for, old ones get a vote",
                        fleet().voters("a", "b").standbys("c", "x").version("1.1.0", "x"),
                        "Promote c"),
                row(
                        "not with DisableUpgradeMigration",
                        fleet().configure(Fleet.Setting::withoutMigration)
                                .voters("a", "b", "c")
                                .standbys("x")
                                .version("1.1.0", "x"),
                        "Promote x"),
                row(
                        "by UpgradeVersionTag",
                        fleet().configure(Fleet.Setting::byVersionTag)
                                .voters("a")
                                .standbys("x")
                                .meta("build", "0.0.1", "a")
                                .meta("build", "0.0.2", "x"),
                        "Promote x",
                        "TransferLeadership x",
                        "Demote a"),
                row(
                        "whatever the version is then",
                        fleet().configure(Fleet.Setting::byVersionTag)
                                .voters("a", "b", "c")
                                .standbys("x")
                                .version("1.1.0", "x"),
                        "Promote x"),
                row(
                        "in each zone one new server votes",
                        zoned().voters("a1", "b1", "c1")
                                .standbys("a2", "a3", "b2", "c2")
                                .version("1.1.0", "a2", "a3", "b2", "c2"),
                        "Promote a2",
                        "Promote b2",
                        "Promote c2",
                        "TransferLeadership a2",
                        "Demote a1",
                        "Demote b1",
                        "Demote c1"),
                row(
                        "new ones in too few zones are too few",
                        zoned().voters("a1", "b1", "c1")
                                .standbys("a2", "a3", "b2")
                                .version("1.1.0", "a2", "a3", "b2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"promotion", "cleanup", "zones", "upgrades"})
    void does(String sentence, Fleet fleet, List<String> moves) {
        assertThat(fleet.moves()).as(sentence).isEqualTo(moves);
    }

    @Test
    void ofManyDeadVotersFewerThanHalfAreRemovedInARound() {
        var fleet = fleet().voters("a", "b", "c", "d", "e").failed("d", "e");
        var state = fleet.state();
        var round = new Round(3, 1);
        assertThat(Autopilot.decide(state, round)).isInstanceOf(Decision.Nothing.class);
        assertThat(Autopilot.decide(state, new Round(3, 0))).isInstanceOf(Decision.RemoveFailed.class);
    }

    @Test
    void saysWhyNothingIsDone() {
        assertThat(fleet().voters("a", "b").failed("b").decide().why())
                .isEqualTo("only 1 of 2 voters can be reached, which are too few");
    }

    @ParameterizedTest
    @MethodSource
    void migration(Migration.Step step, Fleet fleet) {
        assertThat(fleet.state().migration().step()).isEqualTo(step);
    }

    static Stream<Arguments> migration() {
        return Stream.of(
                Arguments.of(Migration.Step.IDLE, fleet().voters("a", "b")),
                Arguments.of(
                        Migration.Step.DISABLED,
                        fleet().configure(Fleet.Setting::withoutMigration).voters("a")),
                Arguments.of(
                        Migration.Step.AWAIT_NEW_SERVERS,
                        fleet().voters("a", "b").standbys("x").version("2", "x")),
                Arguments.of(
                        Migration.Step.AWAIT_NEW_VOTERS,
                        fleet().voters("a").standbys("x").version("2", "x").unhealthy("x")),
                Arguments.of(
                        Migration.Step.PROMOTING,
                        fleet().voters("a").standbys("x").version("2", "x")),
                Arguments.of(
                        Migration.Step.LEADER_TRANSFER, fleet().voters("a", "x").version("2", "x")),
                Arguments.of(Migration.Step.DEMOTING, fleet().voters("x", "a").version("2", "x")),
                Arguments.of(
                        Migration.Step.AWAIT_SERVER_REMOVAL,
                        fleet().voters("x").standbys("a").version("2", "x")));
    }

    @Test
    void toleratesTheLossOfHealthyVotersBeyondAMajority() {
        assertThat(fleet().voters("a").state().failureTolerance()).isZero();
        assertThat(fleet().voters("a", "b", "c").state().failureTolerance()).isEqualTo(1);
        assertThat(fleet().voters("a", "b", "c", "d", "e")
                        .unhealthy("e")
                        .state()
                        .failureTolerance())
                .isEqualTo(1);
        assertThat(fleet().voters("a", "b", "c").unhealthy("b", "c").state().failureTolerance())
                .isZero();
        assertThat(fleet().voters("a", "b", "c").standbys("d").state().optimisticFailureTolerance())
                .isZero();
        assertThat(zoned().voters("a1", "b1", "c1").standbys("a2", "b2").state().optimisticFailureTolerance())
                .isEqualTo(3);
    }
}
