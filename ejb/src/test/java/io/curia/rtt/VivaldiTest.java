package io.curia.rtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.Coordinate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VivaldiTest {
    /** Two sites, 40 ms from one another. */
    private static final double[][] SECONDS = {
        {0, 0.001, 0.040, 0.041},
        {0.001, 0, 0.040, 0.042},
        {0.040, 0.040, 0, 0.002},
        {0.041, 0.042, 0.002, 0},
    };

    private static List<Vivaldi> nodes(Random random) {
        return IntStream.range(0, SECONDS.length)
                .mapToObj(i -> new Vivaldi(random))
                .toList();
    }

    private static void measure(List<Vivaldi> nodes, int rounds, Random random) {
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < nodes.size(); i++) {
                int j = (i + 1 + random.nextInt(nodes.size() - 1)) % nodes.size();
                nodes.get(i).observe("n" + j, nodes.get(j).place(), SECONDS[i][j] * random.nextDouble(0.9, 1.1));
            }
        }
    }

    @Test
    void distancesBecomeWhatWasMeasured() {
        var random = new Random(7);
        var nodes = nodes(random);
        measure(nodes, 500, random);
        for (int i = 0; i < nodes.size(); i++) {
            assertThat(nodes.get(i).place().isValid()).isTrue();
            assertThat(nodes.get(i).place().error()).isLessThan(0.5);
            for (int j = 0; j < i; j++) {
                double estimated =
                        nodes.get(i).place().distanceSeconds(nodes.get(j).place());
                assertThat(estimated).isBetween(0.7 * SECONDS[i][j] - 0.001, 1.3 * SECONDS[i][j] + 0.001);
            }
        }
    }

    @Test
    void aSingleSlowRoundTripDoesNoHarm() {
        var random = new Random(7);
        var nodes = nodes(random);
        measure(nodes, 500, random);
        var node = nodes.get(0);
        node.observe("n1", nodes.get(1).place(), 0.001);
        node.observe("n1", nodes.get(1).place(), 0.001);
        double before = node.place().distanceSeconds(nodes.get(1).place());
        node.observe("n1", nodes.get(1).place(), 5);
        assertThat(node.place().distanceSeconds(nodes.get(1).place())).isLessThan(2 * before + 0.001);
    }

    @Test
    void whatCannotBeTrueIsPassedOver() {
        var node = new Vivaldi(new Random(7));
        for (double seconds : new double[] {0, -1, 11, Double.NaN, Double.POSITIVE_INFINITY}) {
            node.observe("n1", Coordinate.ORIGIN, seconds);
        }
        node.observe("n1", new Coordinate(List.of(1.0), 1, 0, 0), 1);
        assertThat(node.place()).isEqualTo(Coordinate.ORIGIN);
    }
}
