package io.curia.state;

import static io.curia.state.CatalogFixture.ID_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.NodeService;
import io.curia.model.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private final CatalogFixture catalog = new CatalogFixture();

    @BeforeEach
    void twoServicesOnOneNode() {
        catalog.node(1, "n");
        catalog.service(2, "n", NodeService.of("w1", "web", 80).withTags(List.of("v1")));
        catalog.service(3, "n", "d1", "db");
        catalog.node(4, "m");
        catalog.service(5, "m", "q1", "queue");
    }

    @Test
    void aServiceCheckRaisesItsServiceAndCopiesNameAndTags() {
        catalog.check(10, "n", "c", "w1", "passing");
        assertThat(find("c"))
                .extracting(HealthCheck::serviceName, HealthCheck::serviceTags, HealthCheck::createIndex)
                .containsExactly("web", List.of("v1"), 10L);
        assertThat(catalog.bumpedAt(10)).containsOnlyKeys("checks", "service.web", "service_kind.typical");
    }

    @Test
    void aNodeCheckRaisesAllServicesOfItsNode() {
        catalog.check(10, "n", "c", "", "passing");
        assertThat(catalog.bumpedAt(10))
                .containsOnlyKeys("checks", "service.web", "service.db", "service_kind.typical");
    }

    @Test
    void withoutAStatusItIsCritical() {
        catalog.check(10, "n", "c", "", "");
        assertThat(find("c").status()).isEqualTo("critical");
    }

    @Test
    void anEqualCheckIsLeftAlone() {
        catalog.check(10, "n", "c", "w1", "passing");
        var more = new HealthCheck(
                "n",
                "c",
                "c",
                "passing",
                "",
                "",
                "w1",
                "ignored",
                List.of(),
                "http",
                "10s",
                "1s",
                99,
                HealthCheckDefinition.EMPTY,
                7,
                7);
        catalog.write(11, change -> Checks.upsert(change, more));
        assertThat(find("c").modifyIndex()).isEqualTo(10);
        assertThat(catalog.bumpedAt(11)).isEmpty();
        catalog.write(12, change -> Checks.upsert(change, more.withStatus("passing", "fine")));
        assertThat(find("c").modifyIndex()).isEqualTo(12);
    }

    @Test
    void copiedTagsStayUntilTheCheckIsWritten() {
        catalog.check(10, "n", "c", "w1", "passing");
        catalog.service(11, "n", NodeService.of("w1", "web", 80).withTags(List.of("v2")));
        assertThat(find("c").serviceTags()).containsExactly("v1");
        catalog.check(12, "n", "c", "w1", "passing");
        assertThat(find("c").serviceTags()).containsExactly("v2");
    }

    @Test
    void whatIsMissingIsRefused() {
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.check(10, "nowhere", "c", "", "passing"))
                .withMessage("Missing node registration");
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.check(10, "n", "c", "q1", "passing"))
                .withMessage("Missing service registration");
    }

    @Test
    void criticalDestroysSessionsEvenIfItWasCriticalBefore() {
        catalog.check(10, "n", "c", "", "passing");
        catalog.session(11, Session.of(ID_1, "n", List.of("c")));
        catalog.check(12, "n", "c", "", "warning");
        assertThat(Sessions.exists(catalog.read(), ID_1)).isTrue();
        catalog.check(13, "n", "c", "", "critical");
        assertThat(Sessions.exists(catalog.read(), ID_1)).isFalse();
        assertThat(catalog.bumpedAt(13)).containsKeys("sessions", "checks");
    }

    @Test
    void deletingAServiceCheckRaisesItsService() {
        catalog.check(10, "n", "c", "w1", "passing");
        delete(11, "n", "c");
        assertThat(catalog.bumpedAt(11)).containsOnlyKeys("checks", "service.web", "service_kind.typical");
        delete(12, "n", "c");
        assertThat(catalog.bumpedAt(12)).isEmpty();
    }

    @Test
    void deletingANodeCheckRaisesServicesAndDestroysSessionsThatDependOnIt() {
        catalog.check(10, "n", "c", "", "passing");
        catalog.session(11, Session.of(ID_1, "n", List.of("c")));
        delete(12, "N", "C");
        assertThat(catalog.bumpedAt(12))
                .containsOnlyKeys(
                        "checks", "services", "sessions", "service.web", "service.db", "service_kind.typical");
        assertThat(Sessions.exists(catalog.read(), ID_1)).isFalse();
    }

    @Test
    void compareAndSetWantsTheIndex() {
        var check = HealthCheck.of("n", "c", "", "passing");
        assertThat(cas(10, check.withIndexes(0, 1))).isFalse();
        assertThat(cas(11, check)).isTrue();
        assertThat(cas(12, check)).isFalse();
        assertThat(cas(13, check.withStatus("warning", "").withIndexes(0, 11))).isTrue();
        assertThat(deleteCas(14, 11)).isFalse();
        assertThat(deleteCas(15, 13)).isTrue();
        assertThat(deleteCas(16, 13)).isFalse();
    }

    private HealthCheck find(String id) {
        return Checks.find(catalog.read(), "n", id);
    }

    private void delete(long index, String node, String id) {
        catalog.write(index, change -> Checks.delete(change, node, id));
    }

    private boolean cas(long index, HealthCheck check) {
        return catalog.answered(index, change -> Checks.cas(change, check));
    }

    private boolean deleteCas(long index, long expected) {
        return catalog.answered(index, change -> Checks.deleteCas(change, "n", "c", expected));
    }
}
