package io.curia.state;

import static io.curia.state.CatalogFixture.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.memdb.WatchSet;
import io.curia.model.CheckServiceNode;
import io.curia.model.ConfigEntry;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.NodeService;
import io.curia.model.ServiceConnect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gateways belong to the answers about the services they serve. */
class GatewayReadsTest {
    private final CatalogFixture catalog = new CatalogFixture();

    @BeforeEach
    void aService() {
        catalog.node(1, "n");
        catalog.service(2, "n", "w1", "web");
    }

    @Test
    void aTerminatingGatewayIsAWayThroughTheMesh() {
        gateway(5, "tgw", NodeService.TERMINATING_GATEWAY);
        assertThat(ids(connect(null))).isEmpty();
        var watch = new WatchSet();
        connect(watch);
        serve(6, "terminating-gateway", "tgw", Map.of("Services", List.of(Map.of("Name", "web"))));
        assertThat(fired(watch)).isTrue();
        assertThat(connect(null).index()).isEqualTo(6);
        assertThat(ids(connect(null))).containsExactly("tgw");
        assertThat(CatalogReads.connectNodes(catalog.read(), "web", ReadFilter.ALL, null)
                        .value())
                .hasSize(1);
        assertThat(ids(ingress(null))).isEmpty();
    }

    @Test
    void theHealthOfAGatewayIsWatched() {
        serve(5, "terminating-gateway", "tgw", Map.of("Services", List.of(Map.of("Name", "web"))));
        var absent = new WatchSet();
        connect(absent);
        catalog.service(6, "n", "x", "other");
        assertThat(fired(absent)).isFalse();
        gateway(7, "tgw", NodeService.TERMINATING_GATEWAY);
        assertThat(fired(absent)).isTrue();
        var present = new WatchSet();
        connect(present);
        catalog.check(8, "n", "c", "x", "warning");
        assertThat(fired(present)).isFalse();
        catalog.check(9, "n", "g", "tgw", "critical");
        assertThat(fired(present)).isTrue();
        assertThat(connect(null).index()).isEqualTo(9);
    }

    @Test
    void anIngressGatewayIsFoundOnceForAllItsListeners() {
        assertThat(ingress(null)).isEqualTo(new Indexed<>(0, List.of()));
        gateway(5, "igw", NodeService.INGRESS_GATEWAY);
        var watch = new WatchSet();
        ingress(watch);
        serve(6, "ingress-gateway", "igw", Map.of("Listeners", List.of(listener(8080), listener(8081))));
        assertThat(fired(watch)).isTrue();
        assertThat(ids(ingress(null))).containsExactly("igw");
        assertThat(ingress(null).index()).isEqualTo(6);
        assertThat(ids(connect(null))).isEmpty();
        catalog.check(7, "n", "g", "igw", "passing");
        assertThat(ingress(null).index()).isEqualTo(7);
    }

    private Indexed<List<CheckServiceNode>> connect(WatchSet watch) {
        return HealthReads.connect(catalog.read(), "web", ReadFilter.ALL, watch);
    }

    private Indexed<List<CheckServiceNode>> ingress(WatchSet watch) {
        return HealthReads.ingress(catalog.read(), "web", ReadFilter.ALL, watch);
    }

    private void gateway(long index, String name, String kind) {
        catalog.service(
                index,
                "n",
                NodeService.of(name, name, 1).withMesh(kind, ConnectProxyConfig.EMPTY, ServiceConnect.EMPTY));
    }

    private void serve(long index, String kind, String name, Map<String, Object> content) {
        catalog.write(index, change -> ConfigEntries.set(change, ConfigEntry.of(kind, name, content)));
    }

    private static Map<String, Object> listener(long port) {
        return Map.of("Port", port, "Protocol", "tcp", "Services", List.of(Map.of("Name", "web")));
    }

    private static List<String> ids(Indexed<List<CheckServiceNode>> found) {
        return found.value().stream().map(each -> each.service().id()).toList();
    }
}
