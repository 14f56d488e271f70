package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Catalog and health through the deployed server: registering, filtering, waiting. */
@ArquillianTest
@RunAsClient
class CatalogIT {
    private final ApiClient client = new ApiClient(Integer.getInteger("single.http"));

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @BeforeEach
    void awaitLeader() {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(
                        client.get("/v1/status/leader").body())
                .isEqualTo("\"127.0.0.1:%d\"", Integer.getInteger("single.raft")));
    }

    @Test
    void showsWhatIsRegisteredAndHealthy() throws IOException, InterruptedException {
        register("shown-1", "shown", 8001, "passing");
        register("shown-2", "shown", 8002, "critical");
        assertThat(get("/v1/health/service/shown?passing")).contains("shown-1").doesNotContain("shown-2");
        assertThat(get("/v1/health/service/shown?filter=Service.Port==8002+and+Checks.Status==critical"))
                .contains("shown-2")
                .doesNotContain("shown-1");
        assertThat(get("/v1/catalog/service/shown?tag=BLUE&node-meta=rack:shown-2"))
                .contains("\"ServicePort\":8002")
                .doesNotContain("shown-1");
        assertThat(get("/v1/catalog/nodes?filter=Node+matches+%22%5Eshown-%5B12%5D$%22"))
                .containsSubsequence("shown-1", "shown-2");
        assertThat(get("/v1/catalog/services")).contains("\"shown\":[\"blue\"]");
        assertThat(client.put("/v1/catalog/deregister", "{\"Node\":\"shown-2\"}")
                        .body())
                .isEqualTo("true");
        assertThat(get("/v1/health/service/shown")).contains("shown-1").doesNotContain("shown-2");
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException, InterruptedException {
        HttpResponse<String> filter = client.get("/v1/health/service/x?filter=Service.Port==%22a%22");
        assertThat(filter.statusCode()).isEqualTo(500);
        assertThat(filter.body())
                .isEqualTo("Failed to create boolean expression evaluator: Failed to coerce value \"a\" for selector"
                        + " \"Service.Port\": strconv.ParseInt: parsing \"a\": invalid syntax");
        HttpResponse<String> nameless = client.get("/v1/health/service/");
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(nameless.body()).isEqualTo("Missing service name");
        HttpResponse<String> nested = client.put("/v1/catalog/register", "[".repeat(100_000));
        assertThat(nested.statusCode()).isEqualTo(400);
        assertThat(nested.body()).startsWith("Request decode failed: ");
    }

    @Test
    void aWaitingReadWakesForItsServiceAndNotForAnother() throws Exception {
        register("waited-1", "waited", 1, "passing");
        String index = client.get("/v1/health/service/waited")
                .headers()
                .firstValue("X-Consul-Index")
                .orElseThrow();
        CompletableFuture<HttpResponse<String>> waiting =
                client.startGet("/v1/health/service/waited?wait=5m&index=" + index);
        register("waited-2", "unrelated", 2, "passing");
        register("waited-1", "waited", 1, "critical");
        // had the other service woken it, it would show the check as it was then
        assertThat(waiting.get().body()).contains("\"Status\":\"critical\"").doesNotContain("waited-2");
    }

    private void register(String node, String service, int port, String status)
            throws IOException, InterruptedException {
        String body = """
                {"Node": "%1$s", "Address": "10.0.0.1", "NodeMeta": {"rack": "%1$s"},
                 "Service": {"Service": "%2$s", "Port": %3$d, "Tags": ["blue"]},
                 "Check": {"CheckID": "c", "ServiceID": "%2$s", "Status": "%4$s"}}""".formatted(node, service, port, status);
        assertThat(client.put("/v1/catalog/register", body).body()).isEqualTo("true");
    }

    private String get(String pathAndQuery) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.get(pathAndQuery);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
