package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How WildFly's HTTP listener is set up. */
@ArquillianTest
@RunAsClient
class ListenerIT {
    private final ApiClient client = new ApiClient(Integer.getInteger("single.http"));

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/path", "/wildfly-services/", "/wildfly-services/ejb/v1/", "/console/"})
    void nothingOfWildFlyIsServedBesideTheApplication(String path) throws IOException, InterruptedException {
        var answer = client.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContainIgnoringCase("wildfly");
    }

    @Test
    void aLongRequestLineIsAccepted() throws IOException, InterruptedException {
        assertThat(client.get("/no/such/path?" + "x".repeat(100_000)).statusCode())
                .isEqualTo(404);
    }
}
