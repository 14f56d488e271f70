package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ArquillianTest
@RunAsClient
class SingleServerIT {
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
    void leadsItself() throws IOException, InterruptedException {
        assertThat(client.get("/v1/status/peers").body())
                .isEqualTo("[\"127.0.0.1:%d\"]", Integer.getInteger("single.raft"));
    }

    @Test
    void keepsAKeyWhoseNameHasEncodedSlashes() throws IOException, InterruptedException {
        var written = client.put("/v1/kv/single/a%2Fb%20c", "value");
        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(written.body().strip()).isEqualTo("true");
        assertThat(client.get("/v1/kv/single/a/b%20c?raw").body()).isEqualTo("value");
    }
}
