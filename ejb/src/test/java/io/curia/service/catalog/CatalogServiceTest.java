package io.curia.service.catalog;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.http.Answer;
import io.curia.http.json.JsonBodies;
import io.curia.http.json.JsonObject;
import io.curia.model.HealthCheckDefinition;
import io.curia.service.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations and deregistrations: what is filled in, and what is refused before it is proposed (http-api §7). */
class CatalogServiceTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void fillsInIdsNodesAndTypes() {
        assertThat(server.register("""
            {"node": "a", "ADDRESS": "10.0.0.1", "Service": {"Service": "web"},
             "Checks": [{"Name": "disk", "Definition": {"TTL": "10s"}}, null],
             "Check": {"CheckID": "h", "Definition": {"HTTP": "http://x", "Interval": 15000000000}}}\
            """)).isEqualTo("true");
        assertThat(get(server.ask("GET /v1/catalog/node/", request("a", "")))).contains("\"web\":{\"ID\":\"web\"");
        assertThat(get(server.ask("GET /v1/health/node/", request("a", ""))))
                .contains("\"CheckID\":\"disk\",\"Name\":\"disk\",\"Status\":\"critical\"")
                .contains("\"Type\":\"ttl\"", "\"Definition\":{\"TTL\":10000000000}")
                .contains("\"CheckID\":\"h\",\"Name\":\"\"")
                .contains("\"Type\":\"http\"", "\"Definition\":{\"Interval\":\"15s\",\"HTTP\":\"http://x\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "400~~Request decode failed: EOF",
                "400~{\"Node\":1}~Request decode failed: json: cannot unmarshal number 1 into field Node of type"
                        + " string",
                "400~{\"Nodes\":1}~Request decode failed: json: unknown field \"Nodes\"",
                "500~{}~Must provide node",
                "500~null~Must provide node",
                "500~{\"Node\":\"a\"}~Must provide address if SkipNodeUpdate is not set",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"Datacenter\":\"dc2\"}~No path to datacenter",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"ID\":\"1\"}~Bad node ID: uuid string is wrong length",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"ID\":\"0000000000000000000000000000000000-0\"}"
                        + "~Bad node ID: uuid is improperly formatted",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"Service\":{\"ID\":\"1\"}}~Must provide service name with ID",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"Service\":{}}~Must provide service name",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"Service\":{\"Service\":\"s\",\"Address\":\"::\"}}"
                        + "~Invalid service address",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"Service\":{\"Service\":\"s\",\"Meta\":{\"a"
                        + " b\":\"c\"}}}~failed inserting service: Invalid Service Meta for node a and serviceID s:"
                        + " Couldn't load metadata pair ('a b', 'c'): Key contains invalid characters",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"Check\":{\"Node\":\"b\",\"CheckID\":\"c\"}}"
                        + "~check node \"b\" does not match node \"a\"",
                "500~{\"Node\":\"a\",\"Address\":\"x\",\"Check\":{}}"
                        + "~failed inserting check: missing value for index 'id' on node \"a\"",
            })
    void refusesBeforeProposing(int status, String json, String text) {
        Answer answer = server.ask("PUT /v1/catalog/register", request("", json == null ? "" : json))
                .toCompletableFuture()
                .join();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(body(answer)).isEqualTo(text);
        assertThat(server.raft.lastApplied()).isZero();
    }

    @Test
    void tellsAllFaultsOfAProxy() {
        assertThat(server.register("""
            {"Node": "a", "Address": "x", "Service": {"Service": "p", "Kind": "connect-proxy",
             "Connect": {"Native": true}, "Proxy": {"Upstreams": [{"destination_name": "db"}]}}}\
            """)).isEqualTo("""
                4 errors occurred:
                \t* Proxy.DestinationServiceName must be non-empty for Connect proxy services
                \t* Port or SocketPath must be set for a Connect proxy
                \t* A Proxy cannot also be Connect Native, only typical services
                \t* upstream local bind port or local socket path must be defined and nonzero

                """);
        assertThat(server.register("""
            {"Node": "a", "Address": "x", "Service": {"Service": "g", "Kind": "mesh-gateway",
             "Proxy": {"DestinationServiceName": "x"}}}\
            """)).isEqualTo("""
                2 errors occurred:
                \t* Port must be non-zero for a mesh-gateway
                \t* The Proxy.DestinationServiceName configuration is invalid for a mesh-gateway

                """);
    }

    private String registerProxy(String settings) {
        return server.register("{\"Node\": \"a\", \"Address\": \"x\", \"Service\": {\"Service\": \"p\", \"Port\": 1,"
                + "\"Kind\": \"connect-proxy\", \"Proxy\": {\"DestinationServiceName\": \"web\"," + settings + "}}}");
    }

    private static String oneFault(String fault) {
        return "1 error occurred:\n\t* " + fault + "\n\n";
    }

    @Test
    void refusesUpstreamsThatAreTheSameOrOfNoKnownType() {
        assertThat(registerProxy("\"Upstreams\": [{\"DestinationName\": \"db\", \"LocalBindPort\": 1},"
                        + "{\"DestinationName\": \"db\", \"LocalBindPort\": 2}]"))
                .isEqualTo(oneFault("upstreams cannot contain duplicates of "
                        + "[type=\"\", name=\"db\", namespace=\"\", datacenter=\"\"]"));
        assertThat(registerProxy("\"Upstreams\": [{\"DestinationName\": \"a\", \"LocalBindPort\": 1},"
                        + "{\"DestinationName\": \"b\", \"LocalBindPort\": 1, \"LocalBindAddress\": \"127.0.0.1\"}]"))
                .isEqualTo(oneFault("upstreams cannot contain duplicates by local bind address and port or unix path; "
                        + "\"127.0.0.1:1\" is specified twice"));
        assertThat(registerProxy("\"Upstreams\": [{\"DestinationName\": \"a\", \"LocalBindSocketPath\": \"/s\"},"
                        + "{\"DestinationName\": \"b\", \"LocalBindSocketPath\": \"/s\"}]"))
                .isEqualTo(oneFault("upstreams cannot contain duplicates by local bind address and port or unix path; "
                        + "\"/s\" is specified twice"));
        assertThat(registerProxy("\"Upstreams\": [{\"DestinationName\": \"db\", \"LocalBindPort\": 1,"
                        + "\"DestinationType\": \"pod\"}]"))
                .isEqualTo(oneFault("unknown upstream destination type: \"pod\""));
        assertThat(registerProxy(
                        "\"Expose\": {\"Paths\": [{\"Path\": \"/a\", \"ListenerPort\": 1, \"Protocol\": \"tcp\"}]}"))
                .isEqualTo(oneFault("protocol 'tcp' not supported for path: /a, must be in: [http http2]"));
        assertThat(registerProxy("\"Upstreams\": [{\"DestinationName\": \"db\", \"LocalBindPort\":"
                        + " 1},{\"DestinationName\": \"db\", \"LocalBindPort\": 2, \"Datacenter\":"
                        + " \"dc2\"},{\"DestinationName\": \"db\", \"LocalBindPort\": 3,"
                        + " \"DestinationType\": \"prepared_query\"},{\"DestinationName\": \"x\","
                        + " \"CentrallyConfigured\": true},{\"DestinationName\": \"y\","
                        + " \"CentrallyConfigured\": true}]"))
                .isEqualTo("true");
    }

    @Test
    void keepsAllThatAProxySays() {
        String proxy =
                "{\"DestinationServiceName\":\"web\",\"DestinationServiceID\":\"w1\",\"LocalServiceAddress\":\"l\","
                        + "\"LocalServicePort\":8,\"LocalServiceSocketPath\":\"/s\",\"Mode\":\"direct\",\"Config\":{\"a\":[1,\"b\","
                        + "null,{\"c\":true}],\"z\":0.5},\"Upstreams\":[{\"DestinationType\":\"service\",\"DestinationName\":\"db\","
                        + "\"Datacenter\":\"dc2\",\"LocalBindAddress\":\"127.0.0.1\",\"LocalBindPort\":99,\"Config\":{\"x\":\"y\"},"
                        + "\"MeshGateway\":{\"Mode\":\"local\"}}],\"MeshGateway\":{\"Mode\":\"remote\"},\"Expose\":{\"Checks\":true,"
                        + "\"Paths\":[{\"ListenerPort\":1,\"Path\":\"/p\",\"LocalPathPort\":2,\"Protocol\":\"http\"}]},"
                        + "\"TransparentProxy\":{\"OutboundListenerPort\":15001,\"DialedDirectly\":true}}";
        assertThat(server.register(
                        "{\"Node\":\"a\",\"Address\":\"x\",\"Service\":{\"Kind\":\"connect-proxy\",\"ID\":\"p\","
                                + "\"Service\":\"web-proxy\",\"Port\":1,\"TaggedAddresses\":{\"lan\":{\"Address\":\"1.2.3.4\","
                                + "\"Port\":5},\"wan\":null},\"SocketPath\":\"/x\",\"Weights\":{\"Passing\":3},\"Proxy\":"
                                + proxy
                                + "}}"))
                .isEqualTo("true");
        assertThat(get(server.ask("GET /v1/catalog/node-services/", request("a", ""))))
                .contains(
                        "{\"Kind\":\"connect-proxy\",\"ID\":\"p\",\"Service\":\"web-proxy\",\"Tags\":[],\"Address\":\"\","
                                + "\"TaggedAddresses\":{\"lan\":{\"Address\":\"1.2.3.4\",\"Port\":5},\"wan\":{\"Address\":\"\","
                                + "\"Port\":0}},\"Meta\":null,\"Port\":1,\"SocketPath\":\"/x\",\"Weights\":{\"Passing\":3,"
                                + "\"Warning\":0},\"EnableTagOverride\":false,\"Proxy\":" + proxy + ",\"Connect\":{},");
        assertThat(get(server.ask("GET /v1/catalog/connect/", request("web", ""))))
                .contains("\"ServiceID\":\"p\"");
    }

    @Test
    void deregistersAndIsContentWithWhatIsAbsent() {
        server.register(
                "{\"Node\":\"a\",\"Address\":\"x\",\"Service\":{\"Service\":\"s\"},\"Check\":{\"Name\":\"c\"}}");
        for (String json : List.of(
                "{\"Node\":\"a\",\"CheckID\":\"c\"}",
                "{\"Node\":\"a\",\"ServiceID\":\"s\",\"Address\":\"x\"}",
                "{\"Node\":\"a\",\"ServiceID\":\"s\"}",
                "{\"Node\":\"a\"}",
                "{\"Node\":\"a\"}")) {
            assertThat(deregister(json)).isEqualTo("true");
        }
        assertThat(get(server.ask("GET /v1/catalog/nodes", request("", "")))).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"ServiceID\":\"s\"}"})
    void deregistersNothingWithoutANode(String json) {
        assertThat(deregister(json)).isEqualTo("Must provide node");
    }

    @Test
    void typesAreWhatTheDefinitionDoes() {
        assertThat(RegistrationRules.type(HealthCheckDefinition.EMPTY)).isEmpty();
        assertThat(type("{\"GRPC\":\"x\"}")).isEqualTo("grpc");
        assertThat(type("{\"TCP\":\"x\"}")).isEqualTo("tcp");
        assertThat(type("{\"AliasNode\":\"x\"}")).isEqualTo("alias");
        assertThat(type("{\"ScriptArgs\":[\"x\"]}")).isEqualTo("script");
        assertThat(type("{\"ScriptArgs\":[\"x\"],\"DockerContainerID\":\"y\"}")).isEqualTo("docker");
        assertThat(type("{\"H2PING\":\"x\"}")).isEqualTo("h2ping");
    }

    private static String type(String definition) {
        return RegistrationRules.type(JsonBodies.read(
                definition.getBytes(StandardCharsets.UTF_8), JsonObject.of(HealthCheckDefinition.SHAPE)));
    }

    private String deregister(String json) {
        return get(server.ask("PUT /v1/catalog/deregister", request("", json)));
    }

    private static String get(CompletionStage<Answer> answer) {
        return body(answer.toCompletableFuture().join());
    }
}
