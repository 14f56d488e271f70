package io.curia.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.it.cluster.Nodes.Node;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole state is taken out of three servers and put back, through servers that do not lead. */
@ArquillianTest
class RestoreIT {
    private static final String KEYS = "/v1/kv/restore/?recurse";

    @ArquillianResource
    private ContainerController controller;

    @TempDir
    private Path directory;

    @Test
    void aRestoreThroughAnyServerShowsOnAll() throws IOException, InterruptedException {
        var nodes = new Nodes(controller);
        nodes.startAll();
        Node leader = nodes.awaitLeader(nodes.all());
        Node one = nodes.others(leader).get(0);
        Node other = nodes.others(leader).get(1);
        put(one, "/v1/kv/restore/kept", "as it was");
        put(one, "/v1/kv/restore/deleted", "comes back");
        String saved = one.client().get(KEYS).body();
        Path archive = directory.resolve("state.snap");
        assertThat(other.client().download("/v1/snapshot", archive).statusCode())
                .isEqualTo(200);

        put(other, "/v1/kv/restore/kept", "changed");
        put(other, "/v1/kv/restore/new", "goes away");
        assertThat(other.client().delete("/v1/kv/restore/deleted").body().strip())
                .isEqualTo("true");
        assertThat(one.client().put("/v1/snapshot?preview", archive).body())
                .contains("\"Table\":\"kvs\",\"Add\":1,\"Change\":1,\"Remove\":1")
                .contains("\"Added\":[\"restore/deleted\"]", "\"Removed\":[\"restore/new\"]");
        long before = index(leader.client().get(KEYS));
        CompletableFuture<HttpResponse<String>> waiting =
                other.client().startGet("/v1/kv/restore/new?wait=5m&index=" + before);

        HttpResponse<String> restored = one.client().put("/v1/snapshot", archive);

        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        for (Node node : nodes.all()) {
            assertThat(node.client().get(KEYS).body()).as("on %s", node.name()).isEqualTo(saved);
        }
        // long before its own time is up, and with what was there before, as from the original
        assertThat(waiting.join().statusCode()).isEqualTo(200);
        assertThat(other.client().get("/v1/kv/restore/new").statusCode()).isEqualTo(404);
        put(other, "/v1/kv/restore/later", "x");
        assertThat(index(leader.client().get(KEYS))).isGreaterThan(before);
    }

    private static void put(Node node, String path, String value) throws IOException, InterruptedException {
        assertThat(node.client().put(path, value).body().strip()).isEqualTo("true");
    }

    private static long index(HttpResponse<String> answer) {
        return Long.parseLong(answer.headers().firstValue("X-Consul-Index").orElseThrow());
    }
}
