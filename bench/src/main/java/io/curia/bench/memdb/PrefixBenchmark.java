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

/** Walking a hundred keys that share a prefix, of the maps that can begin a walk at a key. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PrefixBenchmark {
    /** Which map. */
    @Param({"radix", "java-treemap", "pcollections-treepmap"})
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
        int walked = peer.walkNeighbours(0);
        if (walked != 100) {
            throw new IllegalStateException("a prefix has " + walked + " keys");
        }
    }

    /** The hundred values under one prefix. */
    @Benchmark
    public int prefixOf100() {
        next = next + 1 == size ? 0 : next + 1;
        return peer.walkNeighbours(next);
    }
}
