package io.curia.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large answers on a listening Undertow. */
@Timeout(180)
class PieceSenderTest {
    private final IoThreadReplies replies = new IoThreadReplies();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile Slices pieces;
    private Undertow server;

    @BeforeEach
    void listen() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> PieceSender.send(exchange, pieces, replies))
                .build();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private HttpResponse<byte[]> get() throws IOException, InterruptedException {
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void aBodyComesWholeAndTheConnectionGoesOn() throws Exception {
        byte[] body = new byte[5_000_001];
        new Random(7).nextBytes(body);
        for (int i = 0; i < 3; i++) {
            pieces = new Slices(body);
            var response = get();
            assertThat(response.body()).isEqualTo(body);
            assertThat(response.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
            await().until(pieces::closed);
        }
    }

    @Test
    void aBodyThatIsLostDoesNotLookComplete() {
        pieces = new Slices(new byte[5_000_000], 1_000_000);
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        await().until(pieces::closed);
    }
}
