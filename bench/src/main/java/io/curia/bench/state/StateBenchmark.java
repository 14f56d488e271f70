package io.curia.bench.state;

import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.txn.TxnCommand;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Session;
import io.curia.model.TxnOp;
import io.curia.state.CatalogReads;
import io.curia.state.HealthReads;
import io.curia.state.ReadFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** What applying a command and reading cost, in states of three sizes; every service has ten instances. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class StateBenchmark {
    private static final int SETS = 64;
    private static final int KEYS = 10_000;
    private static final ReadFilter ALL = ReadFilter.ofNodeMeta(Map.of());

    /** How many nodes there are, each with ten instances and twenty checks. */
    @Param({"100", "1000", "10000"})
    public int nodes;

    private Cluster cluster;
    private int count;

    /** Fills the state. */
    @Setup(Level.Trial)
    public void fill() {
        cluster = new Cluster(nodes, nodes);
    }

    private int node() {
        return count++ % nodes;
    }

    /** A registration that changes nothing, as agents send them. */
    @Benchmark
    public Object registerUnchanged() {
        return cluster.apply(cluster.register(node(), 0, HealthCheck.PASSING));
    }

    /** A registration that changes the status of one check. */
    @Benchmark
    public Object registerChangedCheck() {
        String status = count / nodes % 2 == 0 ? HealthCheck.CRITICAL : HealthCheck.PASSING;
        return cluster.apply(cluster.register(node(), 1, status));
    }

    /** The ten instances of a service with nodes and checks. */
    @Benchmark
    public Object healthOfService() {
        return HealthReads.service(cluster.fsm().store().read(), cluster.serviceName(node(), 0), ALL, null);
    }

    /** A node with its ten instances. */
    @Benchmark
    public Object servicesOfNode() {
        return CatalogReads.nodeServices(cluster.fsm().store().read(), Cluster.nodeName(node()), null);
    }

    /** An instance that goes, with its checks, and comes back. */
    @Benchmark
    public Object deregisterAndRegister() {
        int node = node();
        String service = cluster.serviceName(node, 2);
        cluster.apply(DeregisterCommand.ofService(Cluster.nodeName(node), service + "-2"));
        return cluster.apply(cluster.register(node, 2, HealthCheck.PASSING));
    }

    /** A session on a node, created and destroyed. */
    @Benchmark
    public Object sessionCreateDestroy() {
        String id = new UUID(count, count).toString();
        cluster.apply(SessionCommand.create(Session.of(id, Cluster.nodeName(node()), List.of())));
        return cluster.apply(SessionCommand.destroy(id));
    }

    /** One key set. */
    @Benchmark
    public Object kvSet() {
        return cluster.apply(KvsCommand.of(KvsOp.SET, entry(count++)));
    }

    /** A transaction of 64 sets. */
    @Benchmark
    public Object txnOf64Sets() {
        var ops = new ArrayList<TxnOp>(SETS);
        for (int i = 0; i < SETS; i++) {
            ops.add(new TxnOp.OfKey("set", entry(count++)));
        }
        return cluster.apply(TxnCommand.of(ops));
    }

    private static KvEntry entry(int number) {
        return KvEntry.of(ByteString.of("key/" + number % KEYS), ByteString.of("value " + number), 0);
    }
}
