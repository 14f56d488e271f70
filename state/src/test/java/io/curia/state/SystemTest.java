package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.memdb.WatchSet;
import io.curia.model.AutopilotConfig;
import io.curia.model.FederationState;
import io.curia.model.GoTime;
import io.curia.model.SystemMetadataEntry;
import org.junit.jupiter.api.Test;

class SystemTest {
    private final StoreFixture state = new StoreFixture();

    @Test
    void everyNoteThatIsWrittenBumpsItsTable() {
        note(5, "intention-format", "legacy");
        note(6, "intention-format", "legacy");
        assertThat(SystemMetadata.get(state.store.read(), "Intention-Format", null))
                .isEqualTo(new Indexed<>(6, new SystemMetadataEntry("intention-format", "legacy", 5, 6)));
        assertThat(state.index("system-metadata")).isEqualTo(6);
    }

    @Test
    void aNoteIsDeletedOnce() {
        note(5, "a", "1");
        state.write(6, change -> SystemMetadata.delete(change, "A"));
        assertThat(SystemMetadata.list(state.store.read(), null).value()).isEmpty();
        state.write(7, change -> SystemMetadata.delete(change, "a"));
        assertThat(state.index("system-metadata")).isEqualTo(6);
    }

    @Test
    void aNoteNeedsAKey() {
        refused("missing key on system metadata", () -> note(5, "", "x"));
        refused("missing key on system metadata", () -> state.write(5, change -> SystemMetadata.set(change, null)));
        assertThat(state.index("system-metadata")).isZero();
    }

    @Test
    void aNoteIsWokenForAlone() {
        var watch = new WatchSet();
        SystemMetadata.get(state.store.read(), "a", watch);
        note(5, "b", "1");
        assertThat(StoreFixture.fired(watch)).isFalse();
        note(6, "a", "1");
        assertThat(StoreFixture.fired(watch)).isTrue();
    }

    @Test
    void aFederationStateTakesItsOwnIndexForThePrimarysIfThatIsMissing() {
        federate(5, "dc1", 0);
        assertThat(FederationStates.get(state.store.read(), "DC1", null).value())
                .isEqualTo(new FederationState("dc1", null, GoTime.ZERO, 5, 5, 5));
        federate(8, "dc1", 3);
        assertThat(FederationStates.list(state.store.read(), null).value())
                .containsExactly(new FederationState("dc1", null, GoTime.ZERO, 3, 5, 8));
        assertThat(state.index("federation-states")).isEqualTo(8);
        state.write(9, change -> FederationStates.delete(change, "dc1"));
        state.write(10, change -> FederationStates.delete(change, "dc1"));
        assertThat(state.index("federation-states")).isEqualTo(9);
        refused("missing datacenter on federation state", () -> federate(11, "", 0));
        refused(
                "missing datacenter on federation state",
                () -> state.write(11, change -> FederationStates.set(change, null)));
    }

    @Test
    void theAutopilotsConfigurationHasNoRowInTheIndexTable() {
        assertThat(cas(4, config(3, 0))).isFalse();
        assertThat(AutopilotConfigs.get(state.store.read(), null)).isEqualTo(new Indexed<>(0, null));
        state.write(5, change -> AutopilotConfigs.set(change, config(3, 77)));
        assertThat(AutopilotConfigs.get(state.store.read(), null))
                .isEqualTo(new Indexed<>(5, config(3, 0).withIndexes(5, 5)));
        assertThat(cas(6, config(4, 0))).isFalse();
        assertThat(cas(6, config(4, 5))).isTrue();
        assertThat(AutopilotConfigs.get(state.store.read(), null).value())
                .isEqualTo(config(4, 0).withIndexes(5, 6));
        assertThat(Indexes.all(state.store.read())).isEmpty();
    }

    private void note(long index, String key, String value) {
        state.write(index, change -> SystemMetadata.set(change, new SystemMetadataEntry(key, value, 98, 99)));
    }

    private void federate(long index, String datacenter, long primary) {
        state.write(
                index,
                change -> FederationStates.set(
                        change, new FederationState(datacenter, null, GoTime.ZERO, primary, 98, 99)));
    }

    private boolean cas(long index, AutopilotConfig config) {
        return state.answered(index, change -> AutopilotConfigs.cas(change, config));
    }

    private static AutopilotConfig config(long quorum, long modifyIndex) {
        return new AutopilotConfig(true, 200, 250, quorum, 10, "", false, "", 0, modifyIndex);
    }

    private static void refused(String message, Runnable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write::run).withMessage(message);
    }
}
