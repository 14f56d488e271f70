package io.curia.state;

import static io.curia.state.CatalogFixture.ID_1;
import static io.curia.state.CatalogFixture.ID_2;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.CheckServiceNode;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.ServiceConnect;
import io.curia.model.ServiceNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogReadsTest {
    private static final ReadFilter RACK_1 = ReadFilter.ofNodeMeta(Map.of("rack", "1"));

    private final CatalogFixture catalog = new CatalogFixture();

    @BeforeEach
    void twoRacks() {
        catalog.register(1, Node.of("b", "10.0.0.2").withId(ID_1).withMeta(Map.of("rack", "1", "os", "x")));
        catalog.register(2, Node.of("A", "10.0.0.1").withId(ID_2).withMeta(Map.of("rack", "2")));
        catalog.service(3, "b", NodeService.of("w1", "web", 80).withTags(List.of("v1", "Blue")));
        catalog.service(4, "A", NodeService.of("w1", "web", 80).withTags(List.of("v2")));
        catalog.service(5, "A", "d1", "db");
    }

    @Test
    void nodesComeInOrderWithTheIndexOfTheirTable() {
        assertThat(names(ReadFilter.ALL)).isEqualTo(new Indexed<>(2, List.of("A", "b")));
        assertThat(names(RACK_1)).isEqualTo(new Indexed<>(2, List.of("b")));
        assertThat(names(ReadFilter.ofNodeMeta(Map.of("rack", "1", "os", "y"))).value())
                .isEmpty();
    }

    @Test
    void servicesHaveTheTagsOfAllTheirInstances() {
        var all = CatalogReads.services(catalog.read(), ReadFilter.ALL, null);
        assertThat(all.index()).isEqualTo(5);
        assertThat(all.value().keySet()).containsExactly("db", "web");
        assertThat(all.value().get("web")).containsExactlyInAnyOrder("v1", "Blue", "v2");
        assertThat(all.value().get("db")).isEmpty();
        catalog.node(6, "c");
        var some = CatalogReads.services(catalog.read(), RACK_1, null);
        assertThat(some.index()).isEqualTo(6);
        assertThat(some.value()).isEqualTo(Map.of("web", Set.of("v1", "Blue")));
    }

    @Test
    void instancesHaveTheirNodesAsTheyAreNow() {
        catalog.register(6, Node.of("b", "10.0.0.9").withId(ID_1));
        var found = instances("WEB", ReadFilter.ALL);
        assertThat(found.index()).isEqualTo(6);
        assertThat(found.value()).extracting(each -> each.node().address()).containsExactly("10.0.0.1", "10.0.0.9");
    }

    @Test
    void tagsAreAllWantedWithoutRegardToCase() {
        assertThat(nodesWithTags("V1", "blue")).containsExactly("b");
        assertThat(nodesWithTags("v1", "v2")).isEmpty();
        assertThat(instances("db", new ReadFilter(List.of("v1"), Map.of())).value())
                .isEmpty();
    }

    @Test
    void theIndexOfAMissingServiceStaysPut() {
        assertThat(instances("nope", ReadFilter.ALL).index()).isEqualTo(5);
        catalog.write(6, change -> Services.delete(change, "A", "d1"));
        assertThat(instances("nope", ReadFilter.ALL).index()).isEqualTo(6);
        assertThat(instances("db", ReadFilter.ALL).index()).isEqualTo(6);
        catalog.service(7, "A", "w1", "web");
        assertThat(instances("db", ReadFilter.ALL).index()).isEqualTo(6);
    }

    @Test
    void checksCountForTheHealthOfAMissingServiceOnly() {
        catalog.check(9, "A", "c", "d1", "passing");
        assertThat(HealthReads.service(catalog.read(), "nope", ReadFilter.ALL, null)
                        .index())
                .isEqualTo(9);
        assertThat(instances("nope", ReadFilter.ALL).index()).isEqualTo(5);
    }

    @Test
    void healthShowsNodeChecksThenServiceChecks() {
        catalog.check(6, "b", "z-node", "", "passing");
        catalog.check(7, "b", "a-web", "w1", "warning");
        catalog.check(8, "A", "serfHealth", "", "critical");
        var found = HealthReads.service(catalog.read(), "web", ReadFilter.ALL, null);
        assertThat(found.index()).isEqualTo(8);
        assertThat(found.value()).extracting(each -> each.node().node()).containsExactly("A", "b");
        assertThat(checks(found.value().get(1))).containsExactly("z-node", "a-web");
        assertThat(checks(found.value().get(0))).containsExactly("serfHealth");
    }

    @Test
    void aNodeIsFoundByNameOrBeginningOfItsId() {
        assertThat(CatalogReads.nodeServices(catalog.read(), "a", null)
                        .value()
                        .node()
                        .node())
                .isEqualTo("A");
        assertThat(CatalogReads.nodeServices(catalog.read(), "1000", null)
                        .value()
                        .node()
                        .node())
                .isEqualTo("b");
        assertThat(CatalogReads.nodeServices(catalog.read(), "a", null).index()).isEqualTo(5);
        assertThat(CatalogReads.nodeServices(catalog.read(), "a", null).value().services())
                .extracting(NodeService::id)
                .containsExactly("d1", "w1");
        for (var name : List.of("nope", "", "1", "--", "zz", "1000000089abcdef0123456789abcdef00000000000000")) {
            assertThat(CatalogReads.nodeServices(catalog.read(), name, null))
                    .as(name)
                    .isEqualTo(new Indexed<>(0, null));
        }
    }

    @Test
    void anIdThatBeginsManyIsNobodys() {
        catalog.register(6, Node.of("c", "").withId(ID_1.replace("cdef", "cdee")));
        assertThat(CatalogReads.nodeServices(catalog.read(), "10", null).value())
                .isNull();
    }

    @Test
    void connectFindsProxiesAndNatives() {
        assertThat(connect("web")).isEqualTo(new Indexed<>(5, List.of()));
        var proxy = NodeService.of("p1", "web-proxy", 1)
                .withMesh(NodeService.CONNECT_PROXY, ConnectProxyConfig.of("Web", null), ServiceConnect.EMPTY);
        catalog.service(6, "b", proxy);
        assertThat(connect("web")).isEqualTo(new Indexed<>(6, List.of("p1")));
        var self = NodeService.of("w1", "web", 80).withMesh("", ConnectProxyConfig.EMPTY, ServiceConnect.NATIVE);
        catalog.service(7, "A", self);
        assertThat(connect("web")).isEqualTo(new Indexed<>(7, List.of("w1", "p1")));
        assertThat(HealthReads.connect(catalog.read(), "web", ReadFilter.ALL, null)
                        .value())
                .extracting(each -> each.service().id())
                .containsExactly("w1", "p1");
        assertThat(CatalogReads.ofKind(catalog.read(), "connect-proxy", null).value())
                .hasSize(1);
    }

    @Test
    void checksAreFoundByNodeServiceAndState() {
        catalog.check(6, "b", "n1", "", "passing");
        catalog.check(7, "b", "c1", "w1", "critical");
        catalog.check(8, "A", "c2", "w1", "passing");
        assertThat(ids(HealthReads.nodeChecks(catalog.read(), "B", null))).containsExactly("c1", "n1");
        assertThat(ids(HealthReads.serviceChecks(catalog.read(), "web", ReadFilter.ALL, null)))
                .containsExactly("c2", "c1");
        assertThat(ids(HealthReads.serviceChecks(catalog.read(), "web", RACK_1, null)))
                .containsExactly("c1");
        assertThat(HealthReads.serviceChecks(catalog.read(), "web", RACK_1, null)
                        .index())
                .isEqualTo(8);
        assertThat(inState("passing", ReadFilter.ALL)).containsExactly("c2", "n1");
        assertThat(inState("any", ReadFilter.ALL)).containsExactly("c2", "c1", "n1");
        assertThat(inState("any", RACK_1)).containsExactly("c1", "n1");
        assertThat(inState("odd", ReadFilter.ALL)).isEmpty();
        assertThat(HealthReads.checksInState(catalog.read(), "odd", ReadFilter.ALL, null)
                        .index())
                .isEqualTo(8);
    }

    @Test
    void dumpsHaveEverything() {
        catalog.check(6, "b", "n1", "", "passing");
        var dump = HealthReads.nodeDump(catalog.read(), null);
        assertThat(dump.index()).isEqualTo(6);
        assertThat(dump.value()).extracting(each -> each.services().size()).containsExactly(2, 1);
        var info = HealthReads.nodeInfo(catalog.read(), "B", null).value();
        assertThat(info).isEqualTo(dump.value().get(1));
        assertThat(info.checks()).hasSize(1);
        assertThat(HealthReads.nodeInfo(catalog.read(), "zz", null).value()).isNull();
    }

    private Indexed<List<String>> names(ReadFilter filter) {
        var nodes = CatalogReads.nodes(catalog.read(), filter, null);
        return new Indexed<>(
                nodes.index(), nodes.value().stream().map(Node::node).toList());
    }

    private Indexed<List<ServiceNode>> instances(String service, ReadFilter filter) {
        return CatalogReads.serviceNodes(catalog.read(), service, filter, null);
    }

    private List<String> nodesWithTags(String... tags) {
        return instances("web", new ReadFilter(List.of(tags), Map.of())).value().stream()
                .map(each -> each.node().node())
                .toList();
    }

    private Indexed<List<String>> connect(String service) {
        var found = CatalogReads.connectNodes(catalog.read(), service, ReadFilter.ALL, null);
        return new Indexed<>(
                found.index(),
                found.value().stream().map(each -> each.service().id()).toList());
    }

    private List<String> inState(String state, ReadFilter filter) {
        return ids(HealthReads.checksInState(catalog.read(), state, filter, null));
    }

    private static List<String> ids(Indexed<List<HealthCheck>> checks) {
        return checks.value().stream().map(HealthCheck::checkId).toList();
    }

    private static List<String> checks(CheckServiceNode instance) {
        return instance.checks().stream().map(HealthCheck::checkId).toList();
    }
}
