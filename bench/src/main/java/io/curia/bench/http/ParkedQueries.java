package io.curia.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Many blocking queries on one key, and the write that wakes them all: {@code ParkedQueries URL [COUNT]}. Tells how long
 * after the write each was answered. Needs as many open files as queries ({@code ulimit -n}).
 */
public final class ParkedQueries {
    private static final String KEY = "/v1/kv/bench/parked";
    private static final int SETTLE_MS = 3_000;

    private ParkedQueries() {}

    public static void main(String[] args) throws Exception {
        var base = URI.create(args[0]);
        var count = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        var client = HttpClient.newHttpClient();
        put(client, base, "before");
        var index = client.send(HttpRequest.newBuilder(base.resolve(KEY)).build(), HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("X-Consul-Index")
                .orElseThrow();
        try (var selector = Selector.open()) {
            park(selector, base, count, index);
            // no answer is what is waited for, which no condition tells
            Thread.sleep(SETTLE_MS);
            var early = selector.selectNow();
            if (early > 0) {
                throw new IllegalStateException(early + " queries were answered before the write");
            }
            System.out.printf("%d queries are parked (measure the server's memory now; the write follows)%n", count);
            // for whoever looks at the server's memory
            Thread.sleep(SETTLE_MS);
            var written = System.nanoTime();
            put(client, base, "after");
            var acknowledged = System.nanoTime();
            var latencies = answers(selector, count, written);
            System.out.printf(
                    "the write took %.1f ms; answers after it: p50 %.0f ms, p99 %.0f ms, last %.0f ms%n",
                    (acknowledged - written) / 1e6,
                    latencies[count / 2] / 1e6,
                    latencies[(int) (count * 0.99)] / 1e6,
                    latencies[count - 1] / 1e6);
        }
        System.exit(0);
    }

    private static void put(HttpClient client, URI base, String value) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(KEY))
                .PUT(HttpRequest.BodyPublishers.ofString(value))
                .build();
        if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() != 200) {
            throw new IllegalStateException("the write was refused");
        }
    }

    private static void park(Selector selector, URI base, int count, String index) throws IOException {
        var request = ("GET " + KEY + "?index=" + index + "&wait=300s HTTP/1.1\r\nHost: bench\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var address = new InetSocketAddress(base.getHost(), base.getPort());
        for (var i = 0; i < count; i++) {
            var channel = SocketChannel.open(address);
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
    }

    private static long[] answers(Selector selector, int count, long since) throws IOException {
        var latencies = new long[count];
        var answered = 0;
        var buffer = ByteBuffer.allocate(4096);
        while (answered < count) {
            selector.select();
            var keys = selector.selectedKeys().iterator();
            while (keys.hasNext()) {
                var key = keys.next();
                keys.remove();
                buffer.clear();
                if (((SocketChannel) key.channel()).read(buffer) > 0) {
                    latencies[answered++] = System.nanoTime() - since;
                    key.channel().close();
                } else {
                    throw new IllegalStateException("the server closed a parked query");
                }
            }
        }
        Arrays.sort(latencies);
        return latencies;
    }
}
