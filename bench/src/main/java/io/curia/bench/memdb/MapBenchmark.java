package io.curia.bench.memdb;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and replacing one key, and replacing a hundred as one change. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MapBenchmark {
    private static final int TRANSACTION = 100;

    /** Which map. */
    @Param({"radix", "java-treemap", "vavr-treemap", "vavr-hashmap", "pcollections-treepmap", "pcollections-hashpmap"})
    public String map;

    /** How many keys it holds. */
    @Param({"1000", "100000", "1000000"})
    public int size;

    private Peer peer;
    private int next;

    /** Fills the map. */
    @Setup(Level.Trial)
    public void fill() {
        peer = Peers.of(map, Keys.shuffled(size));
    }

    private int step(int by) {
        next += by;
        if (next + by > size) {
            next = 0;
        }
        return next;
    }

    /** One key that is there. */
    @Benchmark
    public Object get() {
        return peer.get(step(1));
    }

    /** One key that is there gets another value. */
    @Benchmark
    public Object put() {
        return peer.put(step(1), this);
    }

    /** A hundred keys that are there get another value at once. */
    @Benchmark
    public Object txnOf100Puts() {
        return peer.putAll(step(TRANSACTION), TRANSACTION, this);
    }
}
