package io.curia.state;

import static io.curia.state.CatalogFixture.ID_1;
import static io.curia.state.CatalogFixture.ID_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.Coordinate;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeCoordinate;
import io.curia.model.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesTest {
    private final CatalogFixture catalog = new CatalogFixture();

    @Test
    void aNewNodeBumpsNodesAlone() {
        catalog.node(5, "n");
        assertThat(find("n")).isEqualTo(Node.of("n", "10.0.0.1").withIndexes(5, 5));
        assertThat(catalog.bumpedAt(5)).containsOnlyKeys("nodes");
    }

    @Test
    void anEqualNodeIsLeftAlone() {
        catalog.node(5, "n");
        catalog.node(6, "n");
        assertThat(find("n").modifyIndex()).isEqualTo(5);
        assertThat(catalog.bumpedAt(6)).isEmpty();
    }

    @Test
    void nullAndEmptyMetadataDiffer() {
        catalog.node(5, "n");
        catalog.register(6, Node.of("n", "10.0.0.1").withMeta(Map.of()));
        assertThat(find("n").modifyIndex()).isEqualTo(6);
    }

    @Test
    void aChangedNodeRaisesItsServicesAndNotTheirTable() {
        catalog.node(5, "n");
        catalog.service(6, "n", "w1", "Web");
        catalog.node(7, "other");
        catalog.service(8, "other", "d1", "db");
        catalog.register(9, Node.of("N", "10.0.0.2"));
        assertThat(find("n")).isEqualTo(Node.of("N", "10.0.0.2").withIndexes(5, 9));
        assertThat(catalog.bumpedAt(9)).containsOnlyKeys("nodes", "service.Web", "service_kind.typical");
    }

    @Test
    void skippingTheNodeUpdateStillCreatesAnAbsentNode() {
        var skipping = new Registration(Node.of("n", "10.0.0.9"), null, null, null, true);
        catalog.write(5, change -> Catalog.register(change, skipping));
        assertThat(find("n").address()).isEqualTo("10.0.0.9");
        catalog.register(6, Node.of("n", "10.0.0.1"));
        catalog.write(7, change -> Catalog.register(change, skipping));
        assertThat(find("n").address()).isEqualTo("10.0.0.1");
    }

    @Test
    void aKnownIdUnderAnotherNameIsARename() {
        catalog.register(5, Node.of("old", "10.0.0.1").withId(ID_1));
        catalog.service(6, "old", "w1", "web");
        catalog.register(7, Node.of("new", "10.0.0.1").withId(ID_1));
        assertThat(find("old")).isNull();
        assertThat(find("new"))
                .isEqualTo(Node.of("new", "10.0.0.1").withId(ID_1).withIndexes(5, 7));
        assertThat(Services.row(catalog.read(), "old", "w1")).isNull();
        assertThat(catalog.bumpedAt(7)).containsKeys("nodes", "services", "service_last_extinction");
    }

    @Test
    void aNameIsReservedForAReachableNode() {
        catalog.register(5, Node.of("n", "10.0.0.1").withId(ID_1));
        catalog.check(6, "n", "serfHealth", "", "passing");
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.register(7, Node.of("N", "10.0.0.2").withId(ID_2)))
                .withMessage("failed inserting node: Error while renaming Node ID: \"" + ID_2
                        + "\": Node name N is reserved by node " + ID_1 + " with name n (10.0.0.1)");
        catalog.register(8, Node.of("m", "10.0.0.2").withId(ID_2));
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.register(9, Node.of("n", "10.0.0.3").withId(ID_2)))
                .withMessage("failed inserting node: Error while renaming Node ID: \"" + ID_2
                        + "\" (10.0.0.3): Node name n is reserved by node " + ID_1 + " with name n (10.0.0.1)");
        catalog.check(10, "n", "serfHealth", "", "critical");
        catalog.register(11, Node.of("n", "10.0.0.3").withId(ID_2));
        assertThat(find("n").id()).isEqualTo(ID_2);
        assertThat(find("m")).isNull();
    }

    @Test
    void aReachableNodeWithoutIdMayBeTakenOver() {
        catalog.node(5, "n");
        catalog.check(6, "n", "serfHealth", "", "passing");
        catalog.register(7, Node.of("n", "10.0.0.1").withId(ID_1));
        assertThat(find("n").id()).isEqualTo(ID_1);
        catalog.node(8, "n");
        assertThat(find("n").id()).isEmpty();
    }

    @Test
    void anIdThatIsNoUuidIsRefused() {
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.register(5, Node.of("n", "").withId("not-a-uuid")))
                .withMessageContaining("UUID must be 36 characters");
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.node(5, ""))
                .withMessageContaining("missing value");
    }

    @Test
    void deletingTakesEverythingOnTheNodeAlong() {
        catalog.node(5, "n");
        catalog.service(6, "n", "w1", "web");
        catalog.check(7, "n", "c", "", "passing");
        catalog.check(8, "n", "wc", "w1", "passing");
        catalog.session(9, Session.of(ID_1, "n", null));
        var place = new Coordinate(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1, 0, 0);
        catalog.write(10, change -> Coordinates.update(change, List.of(new NodeCoordinate("n", "", place))));
        catalog.write(11, change -> Nodes.delete(change, "N"));
        assertThat(catalog.bumpedAt(11))
                .containsOnlyKeys(
                        "nodes",
                        "services",
                        "checks",
                        "coordinates",
                        "sessions",
                        "service_kind.typical",
                        "service_last_extinction");
        for (var table : List.of(
                CatalogTables.NODES,
                CatalogTables.SERVICES,
                CatalogTables.CHECKS,
                CoordinateTables.COORDINATES,
                SessionTables.SESSIONS)) {
            assertThat(catalog.read().count(table)).as(table.name()).isZero();
        }
        assertThat(catalog.index("service.web")).isZero();
    }

    @Test
    void deletingABareNodeBumpsOnlyWhatItHad() {
        catalog.node(5, "n");
        catalog.write(6, change -> Nodes.delete(change, "n"));
        assertThat(catalog.bumpedAt(6)).containsOnlyKeys("nodes");
        catalog.write(7, change -> Nodes.delete(change, "n"));
        assertThat(catalog.bumpedAt(7)).isEmpty();
    }

    @Test
    void compareAndSetWantsTheIndex() {
        var node = Node.of("n", "10.0.0.1");
        assertThat(cas(5, node.withIndexes(0, 3))).isFalse();
        assertThat(cas(6, node)).isTrue();
        assertThat(cas(7, node)).isFalse();
        assertThat(cas(8, Node.of("n", "10.0.0.2").withIndexes(0, 6))).isTrue();
        assertThat(deleteCas(9, 6)).isFalse();
        assertThat(deleteCas(10, 8)).isTrue();
        assertThat(deleteCas(11, 8)).isFalse();
    }

    @Test
    void deregisteringPrefersServiceOverCheckOverNode() {
        catalog.node(5, "n");
        catalog.service(6, "n", "w1", "web");
        catalog.check(7, "n", "c", "", "passing");
        catalog.write(8, change -> Catalog.deregister(change, "n", "w1", "c"));
        assertThat(Services.row(catalog.read(), "n", "w1")).isNull();
        assertThat(Checks.find(catalog.read(), "n", "c")).isNotNull();
        catalog.write(9, change -> Catalog.deregister(change, "n", "", "c"));
        assertThat(Checks.find(catalog.read(), "n", "c")).isNull();
        catalog.write(10, change -> Catalog.deregister(change, "n", "", ""));
        assertThat(find("n")).isNull();
    }

    @Test
    void registeringIsRefusedAsAWhole() {
        var check = HealthCheck.of("m", "c", "", "passing");
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.write(
                        5,
                        change ->
                                Catalog.register(change, new Registration(Node.of("n", ""), null, check, null, false))))
                .withMessage("check node \"m\" does not match node \"n\"");
        var orphan = HealthCheck.of("n", "c", "w9", "passing");
        assertThatExceptionOfType(StateException.class)
                .isThrownBy(() -> catalog.write(
                        5,
                        change -> Catalog.register(
                                change, new Registration(Node.of("n", ""), null, null, List.of(orphan), false))))
                .withMessage("failed inserting check: Missing service registration on node \"n\"");
        assertThat(find("n")).isNull();
        assertThat(catalog.index("nodes")).isZero();
    }

    private Node find(String name) {
        return Nodes.byName(catalog.read(), name);
    }

    private boolean cas(long index, Node node) {
        return catalog.answered(index, change -> Nodes.cas(change, node));
    }

    private boolean deleteCas(long index, long expected) {
        return catalog.answered(index, change -> Nodes.deleteCas(change, "n", expected));
    }
}
