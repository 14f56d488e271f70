package io.curia.rtt;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.model.Coordinate;
import java.util.ArrayList;

/**
 * One message of a round trip. It reaches all servers, and concerns one.
 *
 * @param answer whether it is the way back
 * @param from id of the server that sends it
 * @param to id of the server it is for
 * @param number the same both ways
 * @param place where the sender stands
 */
record Ping(boolean answer, String from, String to, long number, Coordinate place) {
    private static final int FIELDS = 6;

    byte[] encode() {
        var out = new MsgpackWriter()
                .arrayHeader(FIELDS + Coordinate.DIMENSIONS)
                .bool(answer)
                .string(from)
                .string(to)
                .uint64(number)
                .float64(place.error())
                .float64(place.height());
        place.vec().forEach(out::float64);
        return out.toByteArray();
    }

    /** @throws RuntimeException if the bytes are none */
    static Ping decode(byte[] bytes) {
        var in = new MsgpackReader(bytes);
        if (in.arrayHeader() != FIELDS + Coordinate.DIMENSIONS) {
            throw new IllegalArgumentException("no message of a round trip");
        }
        boolean answer = in.bool();
        String from = in.string();
        String to = in.string();
        long number = in.uint64();
        double error = in.float64();
        double height = in.float64();
        var vec = new ArrayList<Double>();
        for (int i = 0; i < Coordinate.DIMENSIONS; i++) {
            vec.add(in.float64());
        }
        return new Ping(answer, from, to, number, new Coordinate(vec, error, 0, height));
    }
}
