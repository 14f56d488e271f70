package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.conformance.Conversation;
import io.curia.conformance.PlayException;
import io.curia.conformance.Player;
import io.curia.conformance.Recordings;
import io.curia.conformance.Server;
import io.curia.it.ApiClient;
import io.curia.it.BuiltEar;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Consul server has answered, this server answers too. */
@ArquillianTest
@RunAsClient
class ConversationsIT {
    private static final int PORT = Integer.getInteger("single.http");
    private static final Pattern SESSION_ID = Pattern.compile("\"ID\":\\s*\"([^\"]+)\"");

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    static List<Conversation> conversations() {
        return Recordings.expected();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversations")
    void isAnsweredAsRecorded(Conversation conversation) throws PlayException, IOException, InterruptedException {
        var client = new ApiClient(PORT);
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> client.get("/v1/status/leader").body().contains("127.0.0.1:"));
        endSessions(client);
        var server = Server.at(URI.create("http://127.0.0.1:" + PORT), Optional.empty());

        var outcomes = Player.play(conversation, server, Set.of("no-acl"));

        assertThat(outcomes).hasSize(conversation.counted()).allSatisfy(outcome -> assertThat(outcome.differences())
                .as("step %d, %s", outcome.number(), outcome.request())
                .isEmpty());
    }

    /** One that an earlier conversation has left would expire in the middle of this one, and move the index of all. */
    private static void endSessions(ApiClient client) throws IOException, InterruptedException {
        var id = SESSION_ID.matcher(client.get("/v1/session/list").body());
        while (id.find()) {
            client.put("/v1/session/destroy/" + id.group(1), "");
        }
    }
}
