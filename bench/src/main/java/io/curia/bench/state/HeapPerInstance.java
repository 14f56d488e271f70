package io.curia.bench.state;

import java.lang.management.ManagementFactory;

/** How much heap an instance of a service takes, with its two checks, all indexes, and its share of a node. */
public final class HeapPerInstance {
    private static final int COLLECTIONS = 4;
    private static final int NODES = 10_000;

    private HeapPerInstance() {}

    public static void main(String[] args) {
        long before = usedHeap();
        var cluster = new Cluster(NODES, NODES);
        long bytes = usedHeap() - before;
        int instances = NODES * Cluster.SERVICES_PER_NODE;
        System.out.printf("%d bytes per instance (%d instances)%n", bytes / instances, instances);
        if (cluster.fsm().lastAppliedIndex() == 0) {
            throw new IllegalStateException("the state must live until it has been measured");
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
