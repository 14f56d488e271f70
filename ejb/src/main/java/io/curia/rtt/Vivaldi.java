package io.curia.rtt;

import io.curia.model.Coordinate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * One node's place by the Vivaldi algorithm (Dabek, Cox, Kaashoek, Morris, 2004) with heights and an adaptive timestep:
 * each measured round trip pulls the place nearer to, or pushes it away from, that of the other node, by as much as the
 * distance between them is wrong and the other is the surer of the two. Of each peer the median of the last three round trips
 * counts, so that a single slow one does no harm. For one thread at a time.
 */
final class Vivaldi {
    private static final double MOST_ERROR = Coordinate.ORIGIN.error();
    private static final double LEAST_HEIGHT = Coordinate.ORIGIN.height();
    private static final double ERROR_GAIN = 0.25;
    private static final double FORCE_GAIN = 0.25;
    private static final double SAME_PLACE = 1e-6;
    /** Nothing that is measured between servers takes longer, or less. */
    private static final double LONGEST_SECONDS = 10;

    private static final double SHORTEST_SECONDS = 1e-6;
    private static final int MEDIAN_OF = 3;

    private final RandomGenerator random;
    private final Map<String, double[]> last = new HashMap<>();
    private Coordinate place = Coordinate.ORIGIN;

    /** @param random gives the direction in which two nodes at the same place part */
    Vivaldi(RandomGenerator random) {
        this.random = random;
    }

    /** The place now. */
    Coordinate place() {
        return place;
    }

    /** Forgets the round trips of peers that are not among these. */
    void retainPeers(List<String> peers) {
        last.keySet().retainAll(peers);
    }

    /** Takes a measured round trip to a peer that stood at a place. What cannot be true is passed over. */
    void observe(String peer, Coordinate other, double seconds) {
        if (!other.isValid() || !(seconds > 0 && seconds <= LONGEST_SECONDS)) {
            return;
        }
        double rtt = Math.max(median(peer, seconds), SHORTEST_SECONDS);
        double[] difference = difference(other);
        double apart = Math.sqrt(Arrays.stream(difference).map(d -> d * d).sum());
        double heights = place.height() + other.height();
        double distance = apart + heights;

        double otherError = Math.max(other.error(), SHORTEST_SECONDS);
        double weight = place.error() / (place.error() + otherError);
        double wrong = Math.abs(distance - rtt) / rtt;
        double error = wrong * ERROR_GAIN * weight + place.error() * (1 - ERROR_GAIN * weight);

        double force = FORCE_GAIN * weight * (rtt - distance);
        double[] direction = apart > SAME_PLACE ? scaled(difference, 1 / distance) : anyDirection();
        double[] moved = new double[Coordinate.DIMENSIONS];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = place.vec().get(i) + force * direction[i];
        }
        double height = Math.max(LEAST_HEIGHT, place.height() + force * heights / distance);
        var next = new Coordinate(DoubleStream.of(moved).boxed().toList(), Math.min(error, MOST_ERROR), 0, height);
        if (next.isValid()) {
            place = next;
        }
    }

    private double median(String peer, double seconds) {
        double[] before = last.getOrDefault(peer, new double[0]);
        int kept = Math.min(before.length, MEDIAN_OF - 1);
        double[] now = Arrays.copyOfRange(before, before.length - kept, before.length + 1);
        now[kept] = seconds;
        last.put(peer, now);
        double[] sorted = now.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double[] difference(Coordinate other) {
        double[] difference = new double[Coordinate.DIMENSIONS];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = place.vec().get(i) - other.vec().get(i);
        }
        return difference;
    }

    private double[] anyDirection() {
        double[] direction = random.doubles(Coordinate.DIMENSIONS, -1, 1).toArray();
        double length = Math.sqrt(Arrays.stream(direction).map(d -> d * d).sum());
        return scaled(direction, 1 / Math.max(length, SAME_PLACE));
    }

    private static double[] scaled(double[] vector, double factor) {
        return Arrays.stream(vector).map(d -> d * factor).toArray();
    }
}
