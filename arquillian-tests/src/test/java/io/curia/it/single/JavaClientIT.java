package io.curia.it.single;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.net.HostAndPort;
import io.curia.it.BuiltEar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.NotRegisteredException;
import org.kiwiproject.consul.cache.KVCache;
import org.kiwiproject.consul.cache.ServiceHealthCache;
import org.kiwiproject.consul.model.agent.ImmutableRegistration;
import org.kiwiproject.consul.model.agent.Registration;
import org.kiwiproject.consul.model.session.ImmutableSession;
import org.kiwiproject.consul.option.Options;
import org.kiwiproject.consul.util.LeaderElectionUtil;

/** What users of a client library for Java do, done with that library. */
@ArquillianTest
@RunAsClient
class JavaClientIT {
    private static final int WATCH_SECONDS = 5;

    private final String own = "java-client-" + UUID.randomUUID();
    private Consul consul;

    @Deployment(testable = false)
    static EnterpriseArchive deployment() {
        return BuiltEar.unchanged();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2));
    }

    @BeforeEach
    void connect() {
        patiently().ignoreExceptions().untilAsserted(() -> {
            consul = Consul.builder()
                    .withHostAndPort(HostAndPort.fromParts("127.0.0.1", Integer.getInteger("single.http")))
                    .withReadTimeoutMillis(TimeUnit.SECONDS.toMillis(60))
                    .build();
            assertThat(consul.statusClient().getLeader()).isNotEmpty();
        });
        patiently().until(() -> !consul.catalogClient().getNodes().getResponse().isEmpty());
    }

    @AfterEach
    void disconnect() {
        consul.keyValueClient().deleteKeys(own);
        consul.destroy();
    }

    @Test
    void keysAreWrittenReadListedAndDeleted() {
        var keys = consul.keyValueClient();
        assertThat(keys.putValue(own + "/a", "one")).isTrue();
        assertThat(keys.putValue(own + "/b", "two", 42)).isTrue();
        assertThat(keys.getValueAsString(own + "/a")).contains("one");
        assertThat(keys.getValue(own + "/b").orElseThrow().getFlags()).isEqualTo(42);
        assertThat(keys.getValuesAsString(own)).containsExactly("one", "two");
        assertThat(keys.getKeys(own)).containsExactly(own + "/a", own + "/b");
        keys.deleteKey(own + "/a");
        assertThat(keys.getValue(own + "/a")).isEmpty();
    }

    @Test
    void aListenerHearsOfEveryNewValue() throws InterruptedException {
        var keys = consul.keyValueClient();
        keys.putValue(own + "/k", "first");
        try (var cache = KVCache.newCache(keys, own + "/", WATCH_SECONDS)) {
            cache.start();
            assertThat(cache.awaitInitialized(60, TimeUnit.SECONDS)).isTrue();
            patiently().until(() -> "first".equals(value(cache)));
            keys.putValue(own + "/k", "second");
            patiently().until(() -> "second".equals(value(cache)));
        }
    }

    private static String value(KVCache cache) {
        var found = cache.getMap().get("k");
        return found == null ? null : found.getValueAsString().orElse(null);
    }

    @Test
    void onlyOneSessionHoldsALock() {
        var keys = consul.keyValueClient();
        String one = session();
        String other = session();
        assertThat(keys.acquireLock(own, "one's", one)).isTrue();
        assertThat(keys.acquireLock(own, "other's", other)).isFalse();
        assertThat(keys.getSession(own)).contains(one);
        assertThat(keys.releaseLock(own, one)).isTrue();
        assertThat(keys.acquireLock(own, "other's", other)).isTrue();
        consul.sessionClient().destroySession(one);
        consul.sessionClient().destroySession(other);
        assertThat(keys.getSession(own)).isEmpty();
    }

    private String session() {
        return consul.sessionClient()
                .createSession(ImmutableSession.builder().name(own).build())
                .getId();
    }

    @Test
    void aLeaderIsElectedAndGivesWay() {
        var election = new LeaderElectionUtil(consul);
        assertThat(election.electNewLeaderForService(own, "first")).contains("first");
        assertThat(election.electNewLeaderForService(own, "second")).contains("first");
        assertThat(election.getLeaderInfoForService(own)).contains("first");
        assertThat(election.releaseLockForService(own)).isTrue();
        assertThat(election.electNewLeaderForService(own, "second")).contains("second");
        assertThat(election.releaseLockForService(own)).isTrue();
        consul.keyValueClient().deleteKeys("service/" + own);
    }

    @Test
    void aServiceIsFoundWhileItsCheckPasses() throws Exception {
        var agent = consul.agentClient();
        agent.register(ImmutableRegistration.builder()
                .id(own + "-1")
                .name(own)
                .address("127.0.0.1")
                .port(8080)
                .tags(List.of("v1"))
                .meta(Map.of("k", "v"))
                .check(Registration.RegCheck.ttl(3600))
                .build());
        try (var cache = ServiceHealthCache.newCache(
                consul.healthClient(), own, true, Options.BLANK_QUERY_OPTIONS, WATCH_SECONDS)) {
            cache.start();
            assertThat(cache.awaitInitialized(60, TimeUnit.SECONDS)).isTrue();
            assertThat(cache.getMap()).isEmpty();

            agent.pass(own + "-1", "all is well");
            patiently().until(() -> cache.getMap().size() == 1);
            var found = cache.getMap().values().iterator().next();
            assertThat(found.getService().getPort()).isEqualTo(8080);
            assertThat(found.getService().getTags()).containsExactly("v1");
            assertThat(found.getService().getMeta()).containsEntry("k", "v");
            assertThat(found.getNode().getNode())
                    .isEqualTo(agent.getAgent().getConfig().getNodeName());

            agent.fail(own + "-1");
            patiently().until(() -> cache.getMap().isEmpty());
        } finally {
            agent.deregister(own + "-1");
        }
        assertThat(agent.isRegistered(own + "-1")).isFalse();
        assertThat(consul.catalogClient().getService(own).getResponse()).isEmpty();
    }

    @Test
    void aCheckThatIsUnknownCannotBeReported() {
        assertThatThrownBy(() -> consul.agentClient().pass(own)).isInstanceOf(NotRegisteredException.class);
    }

    @Test
    void anEventIsHeard() {
        var events = consul.eventClient();
        var fired = events.fireEvent(own);
        patiently().until(() -> events.listEvents(own).getEvents().stream()
                .anyMatch(event -> event.getId().equals(fired.getId())));
    }

    @Test
    void theServersAreMembers() {
        assertThat(consul.agentClient().getMembers()).hasSize(1);
        assertThat(consul.statusClient().getPeers()).hasSize(1);
    }
}
