package io.curia.state;

import static io.curia.state.CatalogFixture.fired;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.memdb.WatchSet;
import io.curia.model.Coordinate;
import io.curia.model.NodeCoordinate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CoordinatesTest {
    private final CatalogFixture catalog = new CatalogFixture();

    @BeforeEach
    void twoNodes() {
        catalog.node(1, "b");
        catalog.node(2, "A");
    }

    @Test
    void theLastUpdateOfANodeAndSegmentCounts() {
        update(5, new NodeCoordinate("b", "", at(1)), new NodeCoordinate("A", "", at(2)));
        update(6, new NodeCoordinate("B", "", at(3)), new NodeCoordinate("b", "s", at(4)));
        assertThat(Coordinates.list(catalog.read(), null))
                .isEqualTo(new Indexed<>(
                        6,
                        List.of(
                                new NodeCoordinate("A", "", at(2)),
                                new NodeCoordinate("B", "", at(3)),
                                new NodeCoordinate("b", "s", at(4)))));
        assertThat(Coordinates.ofNode(catalog.read(), "b", null).value()).hasSize(2);
    }

    @Test
    void whatIsNotValidIsPassedOverAndTheIndexRisesAllTheSame() {
        update(
                5,
                new NodeCoordinate("nowhere", "", at(1)),
                new NodeCoordinate("b", "", at(Double.NaN)),
                new NodeCoordinate("b", "", new Coordinate(List.of(1.0), 0, 0, 0)),
                new NodeCoordinate("b", "", null));
        assertThat(Coordinates.list(catalog.read(), null)).isEqualTo(new Indexed<>(5, List.of()));
        update(6);
        assertThat(catalog.bumpedAt(6)).containsOnlyKeys("coordinates");
    }

    @Test
    void aNodesReaderIsWokenByItsOwnAlone() {
        var watch = new WatchSet();
        Coordinates.ofNode(catalog.read(), "b", watch);
        update(5, new NodeCoordinate("A", "", at(1)));
        assertThat(fired(watch)).isFalse();
        update(6, new NodeCoordinate("b", "", at(1)));
        assertThat(fired(watch)).isTrue();
    }

    @Test
    void distanceIsThatOfThePlacesAndTheirHeights() {
        assertThat(at(0).distanceSeconds(at(3))).isEqualTo(3);
        var high = new Coordinate(at(0).vec(), 0, 0.5, 1);
        assertThat(high.distanceSeconds(at(3))).isEqualTo(4.5);
        assertThat(new Coordinate(at(0).vec(), 0, -9, 1).distanceSeconds(at(3))).isEqualTo(4);
    }

    private void update(long index, NodeCoordinate... batch) {
        catalog.write(index, change -> Coordinates.update(change, List.of(batch)));
    }

    private static Coordinate at(double x) {
        var vec = new ArrayList<>(Collections.nCopies(Coordinate.DIMENSIONS, 0.0));
        vec.set(0, x);
        return new Coordinate(vec, 1.5, 0, 0);
    }
}
