package io.curia.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalStateTest {
    private static final NodeService WEB = NodeService.of("web", "web", 80).withWeights(io.curia.model.Weights.DEFAULT);
    private final LocalState state = new LocalState();

    @BeforeEach
    void aServiceWithACheck() {
        state.put(WEB);
        state.put(check("passing", ""));
    }

    private static LocalCheck check(String status, String output) {
        var check = HealthCheck.of("n1", "c", "web", status).withStatus(status, output);
        return new LocalCheck(check, Optional.empty());
    }

    private void bringAll() {
        var pending = state.pending();
        pending.services().forEach(state::broughtService);
        pending.checks().forEach(state::broughtCheck);
    }

    @Test
    void newThingsArePendingUntilTheyWereBrought() {
        assertThat(state.pending().services()).containsOnlyKeys("web");
        assertThat(state.pending().checks()).containsOnlyKeys("c");
        bringAll();
        assertThat(state.pending().isEmpty()).isTrue();
    }

    @Test
    void theSameAgainIsNoChange() {
        bringAll();
        state.put(WEB);
        state.put(check("passing", ""));
        assertThat(state.pending().isEmpty()).isTrue();
    }

    @Test
    void whatChangedWhileItWasBroughtStaysPending() {
        var pending = state.pending();
        state.put(WEB.withTags(List.of("new")));
        pending.services().forEach(state::broughtService);
        assertThat(state.pending().services()).containsEntry("web", Optional.of(WEB.withTags(List.of("new"))));
    }

    @Test
    void whatWasRemovedIsPendingToo() {
        bringAll();
        assertThat(state.removeCheck("c")).isTrue();
        assertThat(state.removeService("web")).isTrue();
        assertThat(state.removeService("web")).isFalse();
        assertThat(state.services()).isEmpty();
        assertThat(state.pending().services()).containsEntry("web", Optional.empty());
        assertThat(state.pending().checks()).containsEntry("c", Optional.empty());
        bringAll();
        assertThat(state.pending().isEmpty()).isTrue();
    }

    @Test
    void aNewOutputAloneIsHeldBack() {
        bringAll();
        assertThat(state.update("c", "passing", "new", false)).isEqualTo(LocalState.Change.OUTPUT);
        assertThat(state.pending().isEmpty()).isTrue();
        assertThat(state.update("c", "passing", "new", false)).isEqualTo(LocalState.Change.NONE);
        state.markChanged("c");
        assertThat(state.pending().checks()).containsOnlyKeys("c");
    }

    @Test
    void aNewStatusIsPendingAtOnce() {
        bringAll();
        assertThat(state.update("c", "critical", "bad", false)).isEqualTo(LocalState.Change.STATUS);
        assertThat(state.pending().checks()).containsOnlyKeys("c");
        assertThat(state.update("never", "critical", "bad", false)).isEqualTo(LocalState.Change.NONE);
    }

    @Test
    void aComparisonFindsWhatTheCatalogLacksAndWhatItHasTooMuch() {
        bringAll();
        var stranger = NodeService.of("old", "old", 1);
        var strangeCheck = HealthCheck.of("n1", "old-check", "", "passing");
        state.compare(List.of(stranger), List.of(strangeCheck), Set.of());
        assertThat(state.pending().services())
                .containsEntry("old", Optional.empty())
                .containsEntry("web", Optional.of(WEB));
        assertThat(state.pending().checks()).containsEntry("old-check", Optional.empty());
        assertThat(state.services()).containsOnlyKeys("web");
    }

    @Test
    void aComparisonLeavesAloneWhatIsKeptAndWhatIsEqual() {
        var kept = NodeService.of("consul", "consul", 1);
        state.compare(List.of(WEB, kept), List.of(check("passing", "").check()), Set.of("consul"));
        assertThat(state.pending().isEmpty()).isTrue();
    }

    @Test
    void aComparisonFindsWhatIsDifferent() {
        bringAll();
        var other = check("critical", "").check();
        state.compare(List.of(WEB.withTags(List.of("x"))), List.of(other), Set.of());
        assertThat(state.pending().services()).containsOnlyKeys("web");
        assertThat(state.pending().checks()).containsOnlyKeys("c");
    }

    @Test
    void tagsThatOthersMayOverrideAreTaken() {
        var open = new NodeService(
                "",
                "web",
                "web",
                List.of("mine"),
                "",
                null,
                null,
                80,
                "",
                WEB.weights(),
                true,
                WEB.proxy(),
                WEB.connect(),
                false,
                0,
                0);
        state.put(open);
        state.compare(List.of(open.withTags(List.of("theirs"))), List.of(), Set.of());
        assertThat(state.services().get("web").tags()).containsExactly("theirs");
        assertThat(state.pending().services()).isEmpty();
    }

    @Test
    void listenersHearOfChangesUntilTheyAreRemoved() {
        var heard = new AtomicInteger();
        var remove = state.onChange(heard::incrementAndGet);
        state.put(WEB.withTags(List.of("x")));
        remove.run();
        state.put(WEB);
        assertThat(heard).hasValue(1);
    }

    @Test
    void onlyWhatIsCriticalForLongerThanItsLimitIsFound() {
        var run = new io.curia.model.HealthCheckDefinition(
                "",
                "",
                false,
                null,
                "",
                "",
                false,
                "",
                "",
                0,
                0,
                0,
                TimeUnit.MINUTES.toNanos(1),
                null,
                "",
                "",
                "",
                false,
                "",
                "",
                0);
        var definition = new CheckDefinition("c", "c", "", "web", "", run, 0, 0);
        state.put(new LocalCheck(check("critical", "").check(), Optional.of(definition)));
        long now = System.nanoTime();
        assertThat(state.criticalForTooLong(now)).isEmpty();
        assertThat(state.criticalForTooLong(now + TimeUnit.MINUTES.toNanos(2))).hasSize(1);
        state.update("c", "passing", "", true);
        assertThat(state.criticalForTooLong(now + TimeUnit.MINUTES.toNanos(2))).isEmpty();
    }
}
