package io.curia.service.agent;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.agent.Agent;
import io.curia.agent.AgentSettings;
import io.curia.http.Answer;
import io.curia.service.TestServer;
import io.curia.service.rows.CatalogFilters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's services and checks as clients see them. */
class AgentServicesTest {
    @TempDir
    Path dir;

    private final TestServer server = new TestServer();
    private Agent agent;
    private AgentServices services;
    private AgentChecks checks;
    private AgentHealth health;

    @BeforeEach
    void start() {
        var hour = Duration.ofHours(1);
        agent = Agent.start(
                server.raft,
                server.fsm,
                server.node.nodeId(),
                server.node.nodeName(),
                "127.0.0.1",
                "dc1",
                Map.of(),
                new AgentSettings(dir, false, hour, hour, hour));
        services = new AgentServices(agent, server.node, server.threads, new CatalogFilters());
        checks = new AgentChecks(agent, new CatalogFilters());
        health = new AgentHealth(agent, server.node);
    }

    @AfterEach
    void stop() {
        agent.close();
        server.close();
    }

    private Answer register(String json) {
        return TestServer.ask(services, "PUT /v1/agent/service/register", request("", json))
                .toCompletableFuture()
                .join();
    }

    private String list() {
        return body(TestServer.ask(services, "GET /v1/agent/services", request("", ""))
                .toCompletableFuture()
                .join());
    }

    @Test
    void anUpstreamIsAServiceUnlessItSaysOtherwise() {
        assertThat(register("""
            {"Name": "web", "Port": 80, "Connect": {"SidecarService": {"Proxy": {"Upstreams": [
             {"DestinationName": "db", "LocalBindPort": 1},
             {"DestinationName": "q", "DestinationType": "prepared_query", "LocalBindPort": 2}]}}}}\
            """).status()).isEqualTo(200);
        assertThat(list())
                .contains("\"Proxy\":{\"DestinationServiceName\":\"web\",\"DestinationServiceID\":\"web\","
                        + "\"LocalServiceAddress\":\"127.0.0.1\",\"LocalServicePort\":80,\"Upstreams\":["
                        + "{\"DestinationType\":\"service\",\"DestinationName\":\"db\",\"LocalBindPort\":1,"
                        + "\"MeshGateway\":{}},"
                        + "{\"DestinationType\":\"prepared_query\",\"DestinationName\":\"q\",\"LocalBindPort\":2,"
                        + "\"MeshGateway\":{}}],\"MeshGateway\":{},\"Expose\":{}}");
        var inCatalog = server.ask("GET /v1/catalog/service/", request("web-sidecar-proxy", ""))
                .toCompletableFuture()
                .join();
        assertThat(body(inCatalog))
                .contains("\"Mode\":\"\",\"Upstreams\":[{\"DestinationType\":\"service\",\"DestinationName\":\"db\","
                        + "\"Datacenter\":\"\",\"LocalBindPort\":1,\"Config\":null,\"MeshGateway\":{}},");
    }

    @Test
    void aProxyIsShownInTheAgentsOwnForm() {
        register("""
            {"Name": "p", "Kind": "connect-proxy", "Port": 1, "Proxy": {"DestinationServiceName": "web",
             "Mode": "transparent", "TransparentProxy": {"OutboundListenerPort": 15001}, "Config": {"a": 1},
             "Expose": {"Paths": [{"Path": "/p", "ListenerPort": 9}]},
             "Upstreams": [{"DestinationName": "db", "Datacenter": "dc2", "LocalBindPort": 1, "Config": {"b": 2}}]}}\
            """);
        assertThat(list())
                .contains("\"Proxy\":{\"DestinationServiceName\":\"web\",\"Mode\":\"transparent\","
                        + "\"TransparentProxy\":{\"OutboundListenerPort\":15001},\"Config\":{\"a\":1},"
                        + "\"Upstreams\":[{\"DestinationType\":\"service\",\"DestinationName\":\"db\",\"Datacenter\":\"dc2\","
                        + "\"LocalBindPort\":1,\"Config\":{\"b\":2},\"MeshGateway\":{}}],\"MeshGateway\":{},"
                        + "\"Expose\":{\"Paths\":[{\"ListenerPort\":9,\"Path\":\"/p\",\"ParsedFromCheck\":false}]}}");
    }

    @Test
    void wrongUpstreamsAreRefusedWith400() {
        var refused = register("""
            {"Name": "p", "Kind": "connect-proxy", "Port": 1, "Proxy": {"DestinationServiceName": "web", "Upstreams": [
             {"DestinationName": "db", "LocalBindPort": 1},
             {"DestinationName": "db", "DestinationType": "service", "LocalBindPort": 2}]}}\
            """);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(body(refused))
                .isEqualTo("1 error occurred:\n\t* upstreams cannot contain duplicates of "
                        + "[type=\"service\", name=\"db\", namespace=\"\", datacenter=\"\"]\n\n");
        assertThat(list()).isEqualTo("{}");
    }

    private static void assertRefused(Answer answer, int status, String text) {
        assertThat(body(answer)).isEqualTo(text);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void emptyIdsAreRefusedAsByConsul() {
        var none = request("", "{\"Status\":\"passing\"}");
        assertRefused(
                TestServer.ask(services, "PUT /v1/agent/service/deregister/", none)
                        .toCompletableFuture()
                        .join(),
                500,
                "ServiceID missing");
        assertRefused(
                TestServer.ask(checks, "PUT /v1/agent/check/deregister/", none)
                        .toCompletableFuture()
                        .join(),
                500,
                "CheckID missing");
        String noTtl = "CheckID \"\" does not have associated TTL";
        assertRefused(
                TestServer.ask(checks, "PUT /v1/agent/check/pass/", none)
                        .toCompletableFuture()
                        .join(),
                500,
                noTtl);
        assertRefused(
                TestServer.ask(checks, "PUT /v1/agent/check/warn/", none)
                        .toCompletableFuture()
                        .join(),
                500,
                noTtl);
        assertRefused(
                TestServer.ask(checks, "PUT /v1/agent/check/fail/", none)
                        .toCompletableFuture()
                        .join(),
                500,
                noTtl);
        assertRefused(
                TestServer.ask(checks, "PUT /v1/agent/check/update/", none)
                        .toCompletableFuture()
                        .join(),
                500,
                noTtl);
        assertRefused(
                TestServer.ask(services, "GET /v1/agent/service/", none)
                        .toCompletableFuture()
                        .join(),
                404,
                "unknown service ID: ");
        assertRefused(
                TestServer.ask(services, "PUT /v1/agent/service/maintenance/", request("?enable=true", ""))
                        .toCompletableFuture()
                        .join(),
                400,
                "Missing service ID");
        assertRefused(
                TestServer.ask(health, "GET /v1/agent/health/service/id/", none).join(),
                400,
                "Bad request: Missing serviceID");
        assertRefused(
                TestServer.ask(health, "GET /v1/agent/health/service/name/", none)
                        .join(),
                400,
                "Bad request: Missing service Name");
    }
}
