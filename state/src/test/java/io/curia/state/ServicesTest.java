package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.ConnectProxyConfig;
import io.curia.model.NodeService;
import io.curia.model.ServiceConnect;
import io.curia.model.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private final CatalogFixture catalog = new CatalogFixture();

    @BeforeEach
    void twoNodes() {
        catalog.node(1, "n");
        catalog.node(2, "m");
    }

    @Test
    void aNewInstanceRaisesItsTableNameAndKind() {
        catalog.service(5, "n", "w1", "Web");
        assertThat(find("n", "W1"))
                .isEqualTo(NodeService.of("w1", "Web", 80)
                        .withWeights(Weights.DEFAULT)
                        .withIndexes(5, 5));
        assertThat(catalog.bumpedAt(5)).containsOnlyKeys("services", "service.Web", "service_kind.typical");
    }

    @Test
    void anEqualInstanceIsLeftAlone() {
        catalog.service(5, "n", "w1", "web");
        catalog.service(6, "n", "w1", "web");
        catalog.service(7, "N", NodeService.of("w1", "web", 80).withWeights(Weights.DEFAULT));
        assertThat(find("n", "w1").modifyIndex()).isEqualTo(5);
        assertThat(catalog.bumpedAt(7)).isEmpty();
        catalog.service(8, "n", NodeService.of("w1", "web", 80).withTags(List.of()));
        assertThat(find("n", "w1"))
                .extracting(NodeService::createIndex, NodeService::modifyIndex)
                .containsExactly(5L, 8L);
    }

    @Test
    void anotherNameRaisesOnlyTheNewOne() {
        catalog.service(5, "n", "w1", "web");
        catalog.service(6, "n", "w1", "shop");
        assertThat(catalog.bumpedAt(6)).containsOnlyKeys("services", "service.shop", "service_kind.typical");
        assertThat(catalog.index("service.web")).isEqualTo(5);
        assertThat(Usage.count(catalog.read(), "service-names")).isEqualTo(1);
    }

    @Test
    void whatIsMissingOrNotAllowedIsRefused() {
        refused("Missing node registration", () -> catalog.service(5, "nowhere", "w1", "web"));
        refused(
                "Invalid Service Meta for node n and serviceID w1: Couldn't load metadata pair ('a b', 'c'): "
                        + "Key contains invalid characters",
                () -> catalog.service(5, "n", NodeService.of("w1", "web", 80).withMeta(Map.of("a b", "c"))));
        refused(
                "Invalid Service Meta for node n and serviceID w1: Couldn't load metadata pair ('consul-x', 'c'): "
                        + "Key prefix 'consul-' is reserved for internal use",
                () -> catalog.service(5, "n", NodeService.of("w1", "web", 80).withMeta(Map.of("consul-x", "c"))));
    }

    @Test
    void deletingOneOfManyRaisesTheName() {
        catalog.service(5, "n", "w1", "web");
        catalog.service(6, "m", "w1", "web");
        delete(7, "n", "w1");
        assertThat(catalog.bumpedAt(7)).containsOnlyKeys("services", "checks", "service.web", "service_kind.typical");
    }

    @Test
    void deletingTheLastOneExtinguishesTheName() {
        catalog.service(5, "n", "w1", "Web");
        catalog.check(6, "n", "c", "w1", "passing");
        delete(7, "n", "w1");
        assertThat(catalog.bumpedAt(7))
                .containsOnlyKeys("services", "checks", "service_last_extinction", "service_kind.typical");
        assertThat(catalog.index("service.web")).isZero();
        assertThat(Checks.find(catalog.read(), "n", "c")).isNull();
        delete(8, "n", "w1");
        assertThat(catalog.bumpedAt(8)).isEmpty();
    }

    @Test
    void aServiceCanBeDeletedOnOneNodeWithoutTouchingAnothersChecks() {
        catalog.service(5, "n", "w", "web");
        catalog.service(6, "n", "w2", "web");
        catalog.check(7, "n", "c", "w", "passing");
        catalog.check(8, "n", "c2", "w2", "passing");
        delete(9, "n", "w");
        assertThat(Checks.find(catalog.read(), "n", "c")).isNull();
        assertThat(Checks.find(catalog.read(), "n", "c2")).isNotNull();
    }

    @Test
    void usageFollowsNamesKindsAndNatives() {
        catalog.service(5, "n", "w1", "web");
        catalog.service(6, "m", "w1", "WEB");
        var proxy = ConnectProxyConfig.of("web", null);
        catalog.service(
                7,
                "n",
                NodeService.of("p", "web-proxy", 1).withMesh(NodeService.CONNECT_PROXY, proxy, ServiceConnect.EMPTY));
        catalog.service(
                8, "n", NodeService.of("w1", "web", 80).withMesh("", ConnectProxyConfig.EMPTY, ServiceConnect.NATIVE));
        assertThat(usage()).containsExactly(2L, 3L, 2L, 1L, 1L);
        delete(9, "n", "p");
        catalog.write(10, change -> Nodes.delete(change, "n"));
        assertThat(usage()).containsExactly(1L, 1L, 1L, 0L, 0L);
    }

    @Test
    void compareAndSetWantsTheIndex() {
        var service = NodeService.of("w1", "web", 80);
        assertThat(cas(5, service.withIndexes(0, 1))).isFalse();
        assertThat(cas(6, service)).isTrue();
        assertThat(cas(7, service)).isFalse();
        assertThat(cas(8, service.withIndexes(0, 6).withTags(List.of("t")))).isTrue();
        assertThat(deleteCas(9, 6)).isFalse();
        assertThat(deleteCas(10, 8)).isTrue();
        assertThat(deleteCas(11, 8)).isFalse();
    }

    private List<Long> usage() {
        return List.of(
                        "nodes",
                        "services",
                        "service-names",
                        "connect-mesh-connect-proxy",
                        "connect-mesh-connect-native")
                .stream()
                .map(id -> Usage.count(catalog.read(), id))
                .toList();
    }

    private NodeService find(String node, String id) {
        return Services.row(catalog.read(), node, id).service();
    }

    private void delete(long index, String node, String id) {
        catalog.write(index, change -> Services.delete(change, node, id));
    }

    private boolean cas(long index, NodeService service) {
        return catalog.answered(index, change -> Services.cas(change, "n", service));
    }

    private boolean deleteCas(long index, long expected) {
        return catalog.answered(index, change -> Services.deleteCas(change, "n", "w1", expected));
    }

    private static void refused(String message, Runnable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write::run).withMessage(message);
    }
}
