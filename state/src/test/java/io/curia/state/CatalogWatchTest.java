package io.curia.state;

import static io.curia.state.CatalogFixture.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.ServiceConnect;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each read is woken by every change that could alter it, and by no change of what it does not show. */
class CatalogWatchTest {
    private final CatalogFixture catalog = new CatalogFixture();
    private long index = 100;

    @BeforeEach
    void twoServicesOnNodesOfTheirOwn() {
        catalog.node(1, "n");
        catalog.service(2, "n", "w1", "web");
        catalog.check(3, "n", "node", "", "passing");
        catalog.check(4, "n", "wc", "w1", "passing");
        catalog.node(5, "m");
        catalog.service(6, "m", "d1", "db");
        catalog.check(7, "m", "dc", "d1", "passing");
    }

    @Test
    void theHealthOfAServiceIsWokenByAllThatItShows() {
        BiConsumer<ReadTxn, WatchSet> health = (txn, watch) -> HealthReads.service(txn, "web", ReadFilter.ALL, watch);
        wakes(health, at -> catalog.check(at, "n", "wc", "w1", "warning"));
        wakes(health, at -> catalog.check(at, "n", "node", "", "critical"));
        wakes(health, at -> catalog.check(at, "n", "new", "", "passing"));
        wakes(health, at -> catalog.write(at, change -> Checks.delete(change, "n", "new")));
        wakes(health, at -> catalog.register(at, Node.of("n", "10.9.9.9")));
        wakes(health, at -> catalog.service(at, "n", NodeService.of("w1", "web", 81)));
        wakes(health, at -> catalog.service(at, "m", "w2", "Web"));
        wakes(health, at -> catalog.write(at, change -> Services.delete(change, "m", "w2")));
        wakes(health, at -> catalog.write(at, change -> Nodes.delete(change, "n")));
    }

    @Test
    void theHealthOfAServiceIsNotWokenByOthers() {
        BiConsumer<ReadTxn, WatchSet> health = (txn, watch) -> HealthReads.service(txn, "web", ReadFilter.ALL, watch);
        sleeps(health, at -> catalog.check(at, "m", "dc", "d1", "critical"));
        sleeps(health, at -> catalog.check(at, "m", "node", "", "passing"));
        sleeps(health, at -> catalog.service(at, "n", "w-9", "webx"));
        sleeps(health, at -> catalog.write(at, change -> Services.delete(change, "n", "w-9")));
        sleeps(health, at -> catalog.register(at, Node.of("m", "10.9.9.9")));
        sleeps(health, at -> catalog.check(at, "n", "wc", "w1", "passing"));
        sleeps(health, at -> catalog.write(at, change -> Nodes.delete(change, "m")));
        sleeps(health, at -> catalog.node(at, "new"));
    }

    @Test
    void theHealthOfAMissingServiceIsWokenByItsFirstInstanceAlone() {
        BiConsumer<ReadTxn, WatchSet> health = (txn, watch) -> HealthReads.service(txn, "shop", ReadFilter.ALL, watch);
        sleeps(health, at -> catalog.service(at, "n", "w9", "other"));
        sleeps(health, at -> catalog.write(at, change -> Services.delete(change, "m", "d1")));
        wakes(health, at -> catalog.service(at, "n", "s1", "shop"));
        catalog.write(++index, change -> Services.delete(change, "n", "s1"));
        sleeps(health, at -> catalog.check(at, "n", "node", "", "warning"));
        wakes(health, at -> catalog.service(at, "m", "s1", "SHOP"));
    }

    @Test
    void instancesOfAServiceAreWatchedTheSameWay() {
        BiConsumer<ReadTxn, WatchSet> instances =
                (txn, watch) -> CatalogReads.serviceNodes(txn, "web", ReadFilter.ALL, watch);
        sleeps(instances, at -> catalog.service(at, "n", "w-9", "webx"));
        wakes(instances, at -> catalog.service(at, "n", NodeService.of("w1", "web", 81)));
        wakes(instances, at -> catalog.write(at, change -> Services.delete(change, "n", "w1")));
    }

    @Test
    void theMeshIsWatchedForProxiesOfTheServiceUnderAnyName() {
        BiConsumer<ReadTxn, WatchSet> connect = (txn, watch) -> HealthReads.connect(txn, "web", ReadFilter.ALL, watch);
        var proxy = NodeService.of("p1", "some-proxy", 1);
        sleeps(connect, at -> catalog.service(at, "m", "d2", "db"));
        sleeps(connect, at -> catalog.service(at, "m", mesh(proxy, "db")));
        wakes(connect, at -> catalog.service(at, "n", mesh(proxy, "web")));
        wakes(connect, at -> catalog.check(at, "n", "pc", "p1", "passing"));
        sleeps(connect, at -> catalog.check(at, "m", "dc", "d1", "critical"));
        wakes(connect, at -> catalog.service(at, "m", mesh(proxy.withName("p2", "second"), "web")));
        wakes(connect, at -> catalog.service(at, "m", mesh(proxy.withName("p2", "second"), "db")));
    }

    @Test
    void aNodeIsWatchedAlone() {
        BiConsumer<ReadTxn, WatchSet> services = (txn, watch) -> CatalogReads.nodeServices(txn, "n", watch);
        sleeps(services, at -> catalog.register(at, Node.of("m", "10.9.9.9")));
        sleeps(services, at -> catalog.service(at, "m", "x", "x"));
        sleeps(services, at -> catalog.check(at, "n", "wc", "w1", "warning"));
        wakes(services, at -> catalog.register(at, Node.of("n", "10.9.9.9")));
        wakes(services, at -> catalog.service(at, "n", "x", "x"));
        BiConsumer<ReadTxn, WatchSet> absent = (txn, watch) -> CatalogReads.nodeServices(txn, "absent", watch);
        sleeps(absent, at -> catalog.node(at, "absentee"));
        wakes(absent, at -> catalog.node(at, "Absent"));
    }

    @Test
    void checksAreWatchedByNodeServiceAndState() {
        BiConsumer<ReadTxn, WatchSet> ofNode = (txn, watch) -> HealthReads.nodeChecks(txn, "n", watch);
        BiConsumer<ReadTxn, WatchSet> ofService =
                (txn, watch) -> HealthReads.serviceChecks(txn, "web", ReadFilter.ALL, watch);
        BiConsumer<ReadTxn, WatchSet> critical =
                (txn, watch) -> HealthReads.checksInState(txn, "critical", ReadFilter.ALL, watch);
        for (var read : List.of(ofNode, ofService, critical)) {
            sleeps(read, at -> catalog.check(at, "m", "dc", "d1", at % 2 == 0 ? "passing" : "warning"));
            wakes(read, at -> catalog.check(at, "n", "wc", "w1", "critical"));
            wakes(read, at -> catalog.check(at, "n", "wc", "w1", "passing"));
        }
        BiConsumer<ReadTxn, WatchSet> any =
                (txn, watch) -> HealthReads.checksInState(txn, "any", ReadFilter.ALL, watch);
        wakes(any, at -> catalog.check(at, "m", "dc", "d1", "critical"));
        sleeps(any, at -> catalog.node(at, "new"));
    }

    @Test
    void checksByNodeMetaAreWokenByTheirNodes() {
        var filter = ReadFilter.ofNodeMeta(Map.of("rack", "1"));
        BiConsumer<ReadTxn, WatchSet> passing =
                (txn, watch) -> HealthReads.checksInState(txn, "passing", filter, watch);
        BiConsumer<ReadTxn, WatchSet> ofService = (txn, watch) -> HealthReads.serviceChecks(txn, "web", filter, watch);
        wakes(passing, at -> catalog.register(at, Node.of("n", "").withMeta(Map.of("rack", "1"))));
        wakes(ofService, at -> catalog.register(at, Node.of("n", "").withMeta(Map.of("rack", "2"))));
        sleeps(ofService, at -> catalog.register(at, Node.of("m", "").withMeta(Map.of("rack", "1"))));
    }

    @Test
    void listsAreWokenByTheirTables() {
        BiConsumer<ReadTxn, WatchSet> nodes = (txn, watch) -> CatalogReads.nodes(txn, ReadFilter.ALL, watch);
        BiConsumer<ReadTxn, WatchSet> services = (txn, watch) -> CatalogReads.services(txn, ReadFilter.ALL, watch);
        sleeps(nodes, at -> catalog.service(at, "n", "x", "x"));
        wakes(nodes, at -> catalog.node(at, "new"));
        sleeps(services, at -> catalog.node(at, "newer"));
        sleeps(services, at -> catalog.check(at, "n", "wc", "w1", "critical"));
        wakes(services, at -> catalog.service(at, "n", "y", "y"));
    }

    private void wakes(BiConsumer<ReadTxn, WatchSet> read, Consumer<Long> write) {
        assertThat(firedAfter(read, write)).as("woken at %d", index).isTrue();
    }

    private void sleeps(BiConsumer<ReadTxn, WatchSet> read, Consumer<Long> write) {
        assertThat(firedAfter(read, write)).as("woken at %d", index).isFalse();
    }

    private boolean firedAfter(BiConsumer<ReadTxn, WatchSet> read, Consumer<Long> write) {
        try (var watch = new WatchSet()) {
            read.accept(catalog.read(), watch);
            write.accept(++index);
            return fired(watch);
        }
    }

    private static NodeService mesh(NodeService service, String destination) {
        return service.withMesh(
                NodeService.CONNECT_PROXY, ConnectProxyConfig.of(destination, null), ServiceConnect.EMPTY);
    }
}
