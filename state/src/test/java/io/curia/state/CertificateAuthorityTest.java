package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;
import io.curia.model.GoTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
    private final StoreFixture state = new StoreFixture();

    @Test
    void aConfigurationKeepsTheClusterItIsNotGiven() {
        setConfig(5, config("cluster", 0));
        setConfig(7, config("", 0));
        assertThat(CertificateAuthority.config(state.store.read(), null))
                .isEqualTo(new Indexed<>(7, config("cluster", 0).withIndexes(5, 7)));
        setConfig(8, config("other", 0));
        assertThat(CertificateAuthority.config(state.store.read(), null).value().clusterId())
                .isEqualTo("other");
        assertThat(Indexes.all(state.store.read())).isEmpty();
    }

    @Test
    void aCheckedConfigurationNeedsTheRightIndex() {
        refused("ModifyIndex did not match existing", () -> checkAndSet(4, config("c", 3)));
        setConfig(5, config("c", 0));
        refused("ModifyIndex did not match existing", () -> checkAndSet(6, config("d", 4)));
        checkAndSet(6, config("d", 5));
        assertThat(CertificateAuthority.config(state.store.read(), null).value())
                .isEqualTo(config("d", 0).withIndexes(5, 6));
    }

    @Test
    void rootsAreReplacedIfTheIndexIsTheirs() {
        assertThat(setRoots(5, 0, root("b", true), root("a", false))).isTrue();
        assertThat(setRoots(6, 4, root("a", true))).isFalse();
        assertThat(CertificateAuthority.roots(state.store.read(), null))
                .isEqualTo(new Indexed<>(
                        5,
                        List.of(
                                root("a", false).withIndexes(5, 5),
                                root("b", true).withIndexes(5, 5))));
        assertThat(setRoots(7, 5, root("b", false), root("c", true))).isTrue();
        assertThat(CertificateAuthority.roots(state.store.read(), null))
                .isEqualTo(new Indexed<>(
                        7,
                        List.of(
                                root("b", false).withIndexes(5, 7),
                                root("c", true).withIndexes(7, 7))));
        assertThat(state.index("connect-ca-roots")).isEqualTo(7);
    }

    @Test
    void exactlyOneRootIsActiveAndAllHaveIds() {
        refused("there must be exactly one active CA", () -> setRoots(5, 0));
        refused("there must be exactly one active CA", () -> setRoots(5, 0, root("a", true), root("b", true)));
        refused("Missing CA Root ID", () -> setRoots(5, 0, root("", true)));
        assertThat(state.store.read().scan(CaTables.ROOTS, null)).isEmpty();
    }

    @Test
    void providerStatesAreWrittenAndDeletedById() {
        state.write(5, change -> CertificateAuthority.setProviderState(change, provider("a", "k1")));
        state.write(6, change -> CertificateAuthority.setProviderState(change, provider("a", "k2")));
        assertThat(CertificateAuthority.providerState(state.store.read(), "a", null))
                .isEqualTo(new Indexed<>(6, provider("a", "k2").withIndexes(5, 6)));
        state.write(7, change -> CertificateAuthority.deleteProviderState(change, "b"));
        assertThat(state.index("connect-ca-builtin")).isEqualTo(6);
        state.write(8, change -> CertificateAuthority.deleteProviderState(change, "a"));
        assertThat(state.index("connect-ca-builtin")).isEqualTo(8);
        assertThat(state.store.read().scan(CaTables.BUILTIN, null)).isEmpty();
    }

    @Test
    void serialNumbersFollowTheProvidersIndexAndThenThemselves() {
        state.write(5, change -> CertificateAuthority.setProviderState(change, provider("a", "k")));
        assertThat(state.<Long>answered(6, CertificateAuthority::incrementSerial))
                .isEqualTo(6);
        state.write(50, change -> CertificateAuthority.setProviderState(change, provider("a", "k")));
        assertThat(state.<Long>answered(6, CertificateAuthority::incrementSerial))
                .isEqualTo(7);
        assertThat(state.index("connect-ca-builtin-serial")).isEqualTo(7);
    }

    @Test
    void aRestoredConfigurationWithoutAProviderIsNone() {
        state.write(
                0,
                change -> CertificateAuthority.restore(change, new CaConfiguration("c", "", null, null, false, 1, 1)));
        assertThat(state.store.read().scan(CaTables.CONFIG, null)).isEmpty();
    }

    @Test
    void keysDoNotAppearInTexts() {
        assertThat(provider("a", "secret").toString()).doesNotContain("secret");
        assertThat(config("c", 0).toString()).doesNotContain("72h");
    }

    private void setConfig(long index, CaConfiguration config) {
        state.write(index, change -> CertificateAuthority.setConfig(change, config));
    }

    private void checkAndSet(long index, CaConfiguration config) {
        state.write(index, change -> CertificateAuthority.checkAndSetConfig(change, config));
    }

    private boolean setRoots(long index, long expected, CaRoot... roots) {
        return state.answered(index, change -> CertificateAuthority.setRoots(change, expected, List.of(roots)));
    }

    private static CaConfiguration config(String cluster, long modifyIndex) {
        return new CaConfiguration(cluster, "consul", Map.of("LeafCertTTL", "72h"), null, false, 0, modifyIndex);
    }

    private static CaProviderState provider(String id, String key) {
        return new CaProviderState(id, key, "cert", "", 0, 0);
    }

    private static CaRoot root(String id, boolean active) {
        return new CaRoot(
                id,
                "n",
                1,
                "k",
                "t",
                GoTime.ZERO,
                GoTime.ZERO,
                "pem",
                null,
                "",
                "",
                active,
                GoTime.ZERO,
                "ec",
                256,
                0,
                0);
    }

    private static void refused(String message, Runnable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write::run).withMessage(message);
    }
}
