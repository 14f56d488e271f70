package io.curia.bench.http;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Clients that watch the health of services while one service after the other changes: how long a change takes to reach
 * those that watch it, and how many others it wakes in vain.
 */
public final class FlappingServices {
    private static final int WARM_UP = 100;

    private final URI base;
    private final Selector selector;
    private final int clients;
    private final int services;

    private final BitSet critical = new BitSet();

    private long wasted;
    private int answered;

    private FlappingServices(URI base, int clients, int services) throws IOException {
        this.base = base;
        this.clients = clients;
        this.services = services;
        this.selector = Selector.open();
    }

    /** One watching client. */
    private static final class Watcher {
        private final int service;
        private ByteBuffer received = ByteBuffer.allocate(4096);
        private long index;

        Watcher(int service) {
            this.service = service;
        }

        byte[] request() {
            String blocking = index == 0 ? "" : "?index=" + index + "&wait=600s";
            return KeepAlive.request("GET", "/v1/health/service/" + Registrations.service(service) + blocking, "");
        }

        /** The answer, once all of it is there; else null. */
        Response read(SocketChannel channel) throws IOException {
            if (!received.hasRemaining()) {
                received.flip();
                received = ByteBuffer.allocate(2 * received.capacity()).put(received);
            }
            if (channel.read(received) < 0) {
                throw new EOFException("the server closed a watch");
            }
            try {
                var response = Response.read(
                        new DataInputStream(new ByteArrayInputStream(received.array(), 0, received.position())));
                received.clear();
                return response;
            } catch (EOFException e) {
                return null;
            }
        }
    }

    /** Arguments: the server's URL, clients (5000), services (500), changes (1000). */
    public static void main(String[] args) throws Exception {
        int clients = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
        int services = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        int changes = args.length > 3 ? Integer.parseInt(args[3]) : 1_000;
        var run = new FlappingServices(URI.create(args[0]), clients, services);
        try (var writer = new KeepAlive(run.base)) {
            run.register(writer);
            run.park();
            run.flap(writer, WARM_UP, new long[WARM_UP * clients / services]);
            run.wasted = 0;
            var latencies = new long[changes * (clients / services)];
            run.flap(writer, changes, latencies);
            Arrays.sort(latencies);
            System.out.printf(
                    "%d clients, %d services, %d changes: answer after p50 %.1f ms, p99 %.1f ms, last %.1f ms; %d woken in vain%n",
                    clients,
                    services,
                    changes,
                    latencies[latencies.length / 2] / 1e6,
                    latencies[(int) (latencies.length * 0.99)] / 1e6,
                    latencies[latencies.length - 1] / 1e6,
                    run.wasted);
        }
        System.exit(0);
    }

    private void register(KeepAlive writer) throws IOException {
        for (int service = 0; service < services; service++) {
            for (int node = 0; node < 2; node++) {
                writer.send("PUT", "/v1/catalog/register", Registrations.instance(node, service, "passing"));
            }
        }
    }

    /** Every client asks once for the index, then waits for the next change. */
    private void park() throws IOException {
        var address = new InetSocketAddress(base.getHost(), base.getPort());
        for (int i = 0; i < clients; i++) {
            var watcher = new Watcher(i % services);
            try (var asking = new KeepAlive(base)) {
                watcher.index = asking.send("GET", "/v1/health/service/" + Registrations.service(watcher.service), "")
                        .index();
            }
            var channel = SocketChannel.open(address);
            channel.write(ByteBuffer.wrap(watcher.request()));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, watcher);
        }
    }

    private void flap(KeepAlive writer, int changes, long[] latencies) throws IOException {
        answered = 0;
        int perService = clients / services;
        for (int change = 0; change < changes; change++) {
            int service = change % services;
            critical.flip(service);
            String status = critical.get(service) ? "critical" : "passing";
            long started = System.nanoTime();
            writer.send("PUT", "/v1/catalog/register", Registrations.instance(0, service, status));
            int goal = Math.min(latencies.length, (change + 1) * perService);
            while (answered < goal) {
                selector.select();
                takeAnswers(service, started, latencies);
            }
        }
    }

    private void takeAnswers(int service, long started, long[] latencies) throws IOException {
        var keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            var key = keys.next();
            keys.remove();
            var watcher = (Watcher) key.attachment();
            var channel = (SocketChannel) key.channel();
            var response = watcher.read(channel);
            if (response == null) {
                continue;
            }
            if (watcher.service == service && response.index() > watcher.index) {
                latencies[answered++] = System.nanoTime() - started;
            } else {
                wasted++;
            }
            watcher.index = response.index();
            var request = ByteBuffer.wrap(watcher.request());
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }
    }
}
