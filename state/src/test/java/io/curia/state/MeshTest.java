package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.ConfigEntry;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.GatewayService;
import io.curia.model.MeshLink;
import io.curia.model.NodeService;
import io.curia.model.Upstream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeshTest {
    private final CatalogFixture state = new CatalogFixture();

    @BeforeEach
    void aNode() {
        state.node(1, "n");
    }

    @Test
    void aGatewayServesWhatItsEntryLists() {
        set(5, Entries.terminating("gw", "b", "a"));
        assertThat(rows()).containsExactly("gw/a/0@5-5", "gw/b/0@5-5");
        set(6, Entries.terminating("gw", "b", "a"));
        assertThat(rows()).containsExactly("gw/a/0@5-5", "gw/b/0@5-5");
        assertThat(state.index("gateway-services")).isEqualTo(5);
        set(7, Entries.terminating("gw", "c"));
        assertThat(rows()).containsExactly("gw/c/0@7-7");
        delete(8, "terminating-gateway", "gw");
        assertThat(rows()).isEmpty();
        assertThat(state.index("gateway-services")).isEqualTo(8);
        assertThat(state.index("mesh-topology")).isZero();
    }

    @Test
    void aGatewayForAllServesThoseThereAreAndThoseToCome() {
        state.service(2, "n", "web1", "web");
        state.service(3, "n", "consul", "consul");
        state.service(4, "n", proxy("p1", "web"));
        set(5, Entries.terminating("gw", "*", "listed"));
        assertThat(rows()).containsExactly("gw/*/0@5-5", "gw/listed/0@5-5", "gw/web/0*@5-5");
        state.service(6, "n", "api1", "api");
        state.service(7, "n", "l", "listed");
        state.service(8, "n", "web2", "web");
        assertThat(rows()).containsExactly("gw/*/0@5-5", "gw/api/0*@6-6", "gw/listed/0@5-5", "gw/web/0*@5-5");
        assertThat(state.index("gateway-services")).isEqualTo(6);
        remove(9, "web1");
        assertThat(state.index("gateway-services")).isEqualTo(6);
        remove(10, "web2");
        remove(11, "l");
        assertThat(rows()).containsExactly("gw/*/0@5-5", "gw/api/0*@6-6", "gw/listed/0@5-5");
        assertThat(state.index("gateway-services")).isEqualTo(10);
    }

    @Test
    void aServiceWithoutTypicalInstancesIsServedNoLonger() {
        state.service(2, "n", "a1", "a");
        state.service(3, "n", "b1", "B");
        set(4, Entries.terminating("gw", "*"));
        state.service(5, "n", "a1", "renamed");
        state.service(6, "n", "c1", "b");
        assertThat(rows()).containsExactly("gw/*/0@4-4", "gw/B/0*@4-4", "gw/renamed/0*@5-5");
        state.service(7, "n", proxied("b1", ConnectProxyConfig.of("x", List.of())));
        state.service(8, "n", proxied("c1", ConnectProxyConfig.of("x", List.of())));
        assertThat(rows()).containsExactly("gw/*/0@4-4", "gw/renamed/0*@5-5");
        assertThat(state.index("gateway-services")).isEqualTo(8);
    }

    @Test
    void anotherListenerKeepsTheLinkToAService() {
        set(2, Entries.proxies("http"));
        state.service(3, "n", "web1", "web");
        var services = List.of(Map.of("Name", "web"));
        var any = List.of(Map.of("Name", "*"));
        set(
                4,
                ConfigEntry.of(
                        "ingress-gateway",
                        "igw",
                        Map.of(
                                "Listeners",
                                List.of(
                                        Map.of("Port", 80L, "Protocol", "http", "Services", services),
                                        Map.of("Port", 81L, "Protocol", "http", "Services", any)))));
        assertThat(rows()).containsExactly("igw/*/81@4-4", "igw/web/80@4-4", "igw/web/81*@4-4");
        remove(5, "web1");
        assertThat(rows()).containsExactly("igw/*/81@4-4", "igw/web/80@4-4");
        assertThat(links()).containsExactly("igw>web:0+@4-4");
    }

    @Test
    void anIngressGatewayCallsWhatItServes() {
        set(2, Entries.proxies("http"));
        state.service(3, "n", "web1", "web");
        set(5, Entries.ingress("igw", 80, "http", "*", "api"));
        assertThat(links()).containsExactly("igw>api:0+@5-5", "igw>web:0+@5-5");
        assertThat(state.index("mesh-topology")).isEqualTo(5);
        state.service(6, "n", "new1", "new");
        assertThat(links()).containsExactly("igw>api:0+@5-5", "igw>new:0+@6-6", "igw>web:0+@5-5");
        remove(7, "new1");
        assertThat(links()).containsExactly("igw>api:0+@5-5", "igw>web:0+@5-5");
        assertThat(state.index("mesh-topology")).isEqualTo(7);
        set(8, Entries.ingress("igw", 80, "http", "api"));
        assertThat(links()).containsExactly("igw>api:0+@8-8");
        delete(9, "ingress-gateway", "igw");
        assertThat(links()).isEmpty();
        assertThat(state.index("mesh-topology")).isEqualTo(9);
    }

    @Test
    void ofAllServicesAnIngressGatewayShowsThoseOfItsProtocol() {
        set(2, Entries.defaults("web", "http"));
        state.service(3, "n", "web1", "web");
        state.service(4, "n", "tcp1", "tcp");
        set(5, Entries.ingress("igw", 80, "http", "*"));
        assertThat(GatewayServices.ofGateway(state.read(), "igw", null).value())
                .extracting(GatewayService::service)
                .containsExactly("*", "web");
        set(6, Entries.defaults("tcp", "http"));
        assertThat(GatewayServices.ofGateway(state.read(), "igw", null).value())
                .extracting(GatewayService::service)
                .containsExactly("*", "tcp", "web");
    }

    @Test
    void aProxyCallsItsUpstreams() {
        state.service(5, "n", proxy("p1", "web", "db", "cache"));
        state.service(6, "n", proxy("p2", "web", "db"));
        assertThat(links()).containsExactly("web>cache:1@5-5", "web>db:2@5-6");
        assertThat(state.index("mesh-topology")).isEqualTo(6);
        state.service(7, "n", proxy("p1", "web", "db"));
        assertThat(links()).containsExactly("web>db:2@5-7");
        state.service(8, "n", proxy("p1", "api", "db"));
        assertThat(links()).containsExactly("api>db:1@8-8", "web>db:1@5-8");
        remove(9, "p2");
        assertThat(links()).containsExactly("api>db:1@8-8");
        remove(10, "p1");
        assertThat(links()).isEmpty();
        assertThat(state.index("mesh-topology")).isEqualTo(10);
    }

    @Test
    void preparedQueriesAreNoUpstreams() {
        var query = new Upstream(
                Upstream.PREPARED_QUERY,
                "",
                "q",
                "",
                "",
                1,
                "",
                "",
                null,
                Upstream.of("x", 1).meshGateway(),
                null,
                false);
        state.service(5, "n", proxied("p", ConnectProxyConfig.of("web", List.of(query))));
        assertThat(links()).isEmpty();
        assertThat(state.index("mesh-topology")).isZero();
    }

    @Test
    void allIsDerivedAnewFromEntriesAndServices() {
        set(2, Entries.proxies("http"));
        state.service(3, "n", "web1", "web");
        state.service(4, "n", proxy("p1", "web", "db"));
        set(5, Entries.ingress("igw", 80, "http", "*", "api"));
        set(6, Entries.terminating("tgw", "*", "ext"));
        var rows = rows();
        var links = links();
        state.write(7, change -> {
            var txn = change.txn();
            Rows.toList(txn.scan(MeshTables.GATEWAY_SERVICES, null))
                    .forEach(row -> txn.delete(MeshTables.GATEWAY_SERVICES, row));
            Rows.toList(txn.scan(MeshTables.TOPOLOGY, null)).forEach(link -> txn.delete(MeshTables.TOPOLOGY, link));
            GatewayServices.rebuild(change);
        });
        assertThat(rows()).isEqualTo(rows);
        assertThat(links()).isEqualTo(links);
        assertThat(state.index("gateway-services")).isEqualTo(6);
        assertThat(state.index("mesh-topology")).isEqualTo(5);
    }

    private void set(long index, ConfigEntry entry) {
        state.write(index, change -> ConfigEntries.set(change, entry));
    }

    private void delete(long index, String kind, String name) {
        state.write(index, change -> ConfigEntries.delete(change, kind, name));
    }

    private void remove(long index, String id) {
        state.write(index, change -> Services.delete(change, "n", id));
    }

    private List<String> rows() {
        return Rows.toList(state.read().scan(MeshTables.GATEWAY_SERVICES, null)).stream()
                .map(row -> row.gateway() + "/" + row.service() + "/" + (row.isIngress() ? row.port() : 0)
                        + (row.fromWildcard() ? "*" : "") + "@" + row.createIndex() + "-" + row.modifyIndex())
                .toList();
    }

    private List<String> links() {
        return Rows.toList(state.read().scan(MeshTables.TOPOLOGY, null)).stream()
                .map(MeshTest::text)
                .sorted()
                .toList();
    }

    private static String text(MeshLink link) {
        return link.downstream() + ">" + link.upstream() + ":" + link.proxies() + (link.gateway() ? "+" : "") + "@"
                + link.createIndex() + "-" + link.modifyIndex();
    }

    private static NodeService proxy(String id, String destination, String... upstreams) {
        return proxied(
                id,
                ConnectProxyConfig.of(
                        destination,
                        Arrays.stream(upstreams)
                                .map(name -> Upstream.of(name, 1))
                                .toList()));
    }

    private static NodeService proxied(String id, ConnectProxyConfig proxy) {
        var plain = NodeService.of(id, id, 80);
        return new NodeService(
                NodeService.CONNECT_PROXY,
                id,
                id,
                null,
                "",
                null,
                null,
                80,
                "",
                null,
                false,
                proxy,
                plain.connect(),
                false,
                0,
                0);
    }
}
