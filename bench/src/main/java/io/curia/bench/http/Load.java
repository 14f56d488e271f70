package io.curia.bench.http;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Sends numbered requests over several connections and tells rate and latencies. */
final class Load {
    /** Sends request {@code number} and returns how many bytes the answer's body had. */
    interface Step {
        int run(KeepAlive connection, int number) throws IOException;
    }

    private final URI base;
    private final int connections;

    Load(URI base, int connections) {
        this.base = base;
        this.connections = connections;
    }

    /** Sends {@code count} requests, numbered from 0, and prints a line. */
    void run(String name, int count, Step step) throws InterruptedException, ExecutionException {
        var next = new AtomicInteger();
        var bytes = new AtomicLong();
        var latencies = new long[count];
        Callable<Void> client = () -> {
            try (var connection = new KeepAlive(base)) {
                for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                    long started = System.nanoTime();
                    bytes.addAndGet(step.run(connection, number));
                    latencies[number] = System.nanoTime() - started;
                }
            }
            return null;
        };
        var threads = Executors.newFixedThreadPool(connections);
        long started = System.nanoTime();
        try {
            var clients = new ArrayList<Callable<Void>>();
            for (int i = 0; i < connections; i++) {
                clients.add(client);
            }
            for (var done : threads.invokeAll(clients)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        Arrays.sort(latencies);
        System.out.printf(
                "%-44s %9.0f /s   p50 %7.2f ms   p99 %7.2f ms   %d bytes each%n",
                name,
                count / seconds,
                latencies[count / 2] / 1e6,
                latencies[(int) (count * 0.99)] / 1e6,
                bytes.get() / count);
    }
}
