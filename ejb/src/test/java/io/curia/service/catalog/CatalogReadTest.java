package io.curia.service.catalog;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.headers;
import static io.curia.service.TestServer.index;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.coordinate.CoordinateBatchCommand;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.model.Coordinate;
import io.curia.model.NodeCoordinate;
import io.curia.service.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads of catalog and health: parameters, order, headers, and what waiting reads wake for (http-api §7 and §8). */
class CatalogReadTest {
    private static final String WEB1 =
            "{\"Node\":\"a\",\"Address\":\"10.0.0.1\",\"NodeMeta\":{\"os\":\"linux\"},\"Service\":"
                    + "{\"ID\":\"web1\",\"Service\":\"web\",\"Tags\":[\"v1\"],\"Port\":80},\"Checks\":["
                    + "{\"CheckID\":\"c1\",\"Status\":\"%s\",\"ServiceID\":\"web1\"},{\"CheckID\":\"n1\",\"Status\":\"passing\"}]}";
    private static final String WEB2 =
            "{\"Node\":\"b\",\"Address\":\"10.0.0.2\",\"Service\":{\"ID\":\"web2\",\"Service\":"
                    + "\"web\",\"Tags\":[\"V2\",\"v1\"]},\"Check\":{\"CheckID\":\"c2\",\"Status\":\"warning\",\"ServiceID\":\"web2\"}}";

    private final TestServer server = new TestServer();

    @BeforeEach
    void register() {
        assertThat(server.register(WEB1.formatted("passing"))).isEqualTo("true");
        assertThat(server.register(WEB2)).isEqualTo("true");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersAnInstanceInFull() {
        Answer answer = get(server.ask("GET /v1/health/service/", request("WEB?passing", "")));
        assertThat(body(answer))
                .isEqualTo("[{\"Node\":{\"ID\":\"\",\"Node\":\"a\",\"Address\":\"10.0.0.1\",\"Datacenter\":\"dc1\","
                        + "\"TaggedAddresses\":null,\"Meta\":{\"os\":\"linux\"},\"CreateIndex\":1,\"ModifyIndex\":1},"
                        + "\"Service\":{\"ID\":\"web1\",\"Service\":\"web\",\"Tags\":[\"v1\"],\"Address\":\"\",\"Meta\":null,"
                        + "\"Port\":80,\"Weights\":{\"Passing\":1,\"Warning\":1},\"EnableTagOverride\":false,\"Proxy\":"
                        + "{\"Mode\":\"\",\"MeshGateway\":{},\"Expose\":{}},\"Connect\":{},\"CreateIndex\":1,"
                        + "\"ModifyIndex\":1},\"Checks\":[" + check("n1", "", "", "[]") + ","
                        + check("c1", "web1", "web", "[\"v1\"]") + "]}]");
        assertThat(headers(answer))
                .containsEntry("X-Consul-Index", "2")
                .containsEntry("X-Consul-Effective-Consistency", "leader")
                .containsEntry("X-Consul-Query-Backend", "blocking-query")
                .doesNotContainKeys("X-Cache", "Age");
    }

    private static String check(String id, String serviceId, String service, String tags) {
        return "{\"Node\":\"a\",\"CheckID\":\"" + id
                + "\",\"Name\":\"\",\"Status\":\"passing\",\"Notes\":\"\",\"Output\":\"\","
                + "\"ServiceID\":\"" + serviceId + "\",\"ServiceName\":\"" + service + "\",\"ServiceTags\":" + tags
                + ",\"Type\":\"\",\"Interval\":\"\",\"Timeout\":\"\",\"ExposedPort\":0,\"Definition\":{},\"CreateIndex\":1,"
                + "\"ModifyIndex\":1}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web | web1 web2",
                "none | ''",
                "web?passing=true | web1",
                "web?passing=F | web1 web2",
                "web?tag=V1 | web1 web2",
                "web?tag=v1&tag=v2 | web2",
                "web?tag= | ''",
                "web?node-meta=os:linux | web1",
                "web?node-meta=os | ''",
                "web?near=nobody | web1 web2",
                "web?filter=Service.Port==80 | web1",
                "web?filter=Checks.Status==warning | web2",
                "web?filter=Node.Meta.os!=linux+and+Service.ID==web2 | web2",
                "web?filter=Service.Weights.Passing==1 | web1 web2",
                "web?filter=Service.Proxy.Upstreams+is+empty | web1 web2",
                "web?stale&tag=v2 | web2",
                "web?consistent | web1 web2",
            })
    void showsTheInstancesAskedFor(String request, String ids) {
        assertThat(ids(get(server.ask("GET /v1/health/service/", request(request, "")))))
                .isEqualTo(ids.isEmpty() ? List.of() : List.of(ids.split(" ")));
    }

    @Test
    void sortsByDistance() {
        place("a", 0.5);
        place("b", 0.1);
        server.register("{\"Node\":\"0\",\"Address\":\"x\",\"Service\":{\"ID\":\"web0\",\"Service\":\"web\"}}");
        place("n1", 0.11);
        assertThat(ids(get(server.ask("GET /v1/health/service/", request("web?near=b", "")))))
                .containsExactly("web2", "web1", "web0");
        assertThat(ids(get(server.ask("GET /v1/health/service/", request("web?near=a", "")))))
                .containsExactly("web1", "web2", "web0");
        server.register("{\"Node\":\"n1\",\"Address\":\"x\"}");
        place("n1", 0.11);
        assertThat(ids(get(server.ask("GET /v1/health/service/", request("web?near=_agent", "")))))
                .containsExactly("web2", "web1", "web0");
        assertThat(ids(get(server.ask("GET /v1/health/service/", request("web?near=0", "")))))
                .containsExactly("web0", "web1", "web2");
        assertThat(body(get(server.ask("GET /v1/catalog/nodes", request("?near=b", "")))))
                .containsSubsequence("\"Node\":\"b\"", "\"Node\":\"n1\"", "\"Node\":\"a\"", "\"Node\":\"0\"");
        assertThat(body(get(server.ask("GET /v1/health/state/", request("any?near=b", "")))))
                .containsSubsequence("\"c2\"", "\"c1\"");
    }

    private void place(String node, double x) {
        List<Double> vec = new ArrayList<>(Collections.nCopies(Coordinate.DIMENSIONS, 0.0));
        vec.set(0, x);
        server.apply(new CoordinateBatchCommand(List.of(new NodeCoordinate(node, "", new Coordinate(vec, 1, 0, 0)))));
    }

    @Test
    void listsServicesWithAllTheirTags() {
        assertThat(body(get(server.ask("GET /v1/catalog/services", request("", "")))))
                .isEqualTo("{\"web\":[\"v1\",\"V2\"]}");
        assertThat(body(get(server.ask("GET /v1/catalog/services", request("?node-meta=os:linux", "")))))
                .isEqualTo("{\"web\":[\"v1\"]}");
    }

    @Test
    void answersANodeThatIsAbsent() {
        Answer node = get(server.ask("GET /v1/catalog/node/", request("nobody", "")));
        assertThat(body(node)).isEqualTo("null");
        assertThat(index(node)).isEqualTo("1");
        assertThat(body(get(server.ask("GET /v1/catalog/node-services/", request("nobody", "")))))
                .isEqualTo("{\"Node\":null,\"Services\":null}");
        assertThat(body(get(server.ask("GET /v1/catalog/node/", request("a?filter=Port==81", "")))))
                .endsWith("\"Services\":{}}");
        assertThat(body(get(server.ask("GET /v1/catalog/datacenters", request("?pretty", "")))))
                .isEqualTo("[\n    \"dc1\"\n]\n");
    }

    @Test
    void refusalsOfTheCatalogCarryTheHeadersOfAQuery() {
        for (Answer answer : List.of(
                get(server.ask("GET /v1/catalog/service/", request("web?filter=Nope==1", ""))),
                get(server.ask("GET /v1/health/node/", request("a?filter=Nope==1", ""))))) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(body(answer))
                    .isEqualTo("Failed to create boolean expression evaluator: Selector \"Nope\" is not valid");
            assertThat(headers(answer))
                    .containsEntry("X-Consul-Index", "1")
                    .containsEntry("X-Consul-Knownleader", "false")
                    .doesNotContainKey("X-Consul-Effective-Consistency");
        }
        Answer health = get(server.ask("GET /v1/health/service/", request("web?filter=Nope==1", "")));
        assertThat(health.status()).isEqualTo(500);
        assertThat(health.headers()).isEmpty();
        assertThat(headers(get(server.ask("GET /v1/catalog/nodes", request("?dc=x", "")))))
                .containsEntry("X-Consul-Index", "1");
        assertThat(get(server.ask("GET /v1/health/service/", request("web?dc=x", "")))
                        .headers())
                .isEmpty();
        Answer passing = get(server.ask("GET /v1/health/service/", request("web?passing=maybe", "")));
        assertThat(passing.status()).isEqualTo(400);
        assertThat(headers(passing)).containsEntry("X-Consul-Index", "2");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, HIT",
                "max-age=10, HIT",
                "max-age=0, MISS",
                "must-revalidate, MISS",
                "'max-age=1, must-revalidate', MISS"
            })
    void saysWhetherTheAnswerIsWhatTheServerKnewAlready(String cacheControl, String cache) {
        ApiRequest plain = request("web?cached", "");
        ApiRequest asked = new ApiRequest(
                plain.argument(),
                plain.params(),
                name -> name.equals("Cache-Control") ? cacheControl : null,
                plain.body());
        Answer answer = get(server.ask("GET /v1/health/service/", asked));
        assertThat(headers(answer))
                .containsEntry("X-Cache", cache)
                .containsEntry("X-Consul-Query-Backend", "streaming")
                .containsEntry("X-Consul-Effective-Consistency", "leader");
        assertThat(headers(answer).get("Age")).isEqualTo(cache.equals("HIT") ? "0" : null);
        assertThat(headers(get(server.ask("GET /v1/catalog/service/", asked)))).containsEntry("X-Cache", cache);
    }

    @Test
    void waitsForItsOwnServiceOnly() {
        CompletableFuture<Answer> web = server.ask("GET /v1/health/service/", request("web?index=2&wait=60s", ""))
                .toCompletableFuture();
        CompletableFuture<Answer> instances = server.ask(
                        "GET /v1/catalog/service/", request("web?index=2&wait=60s", ""))
                .toCompletableFuture();
        CompletableFuture<Answer> checksOfB = server.ask("GET /v1/health/node/", request("b?index=2&wait=60s", ""))
                .toCompletableFuture();
        server.register(
                "{\"Node\":\"c\",\"Address\":\"x\",\"Service\":{\"Service\":\"other\"},\"Check\":{\"Name\":\"c\"}}");
        assertThat(server.queries.waiting()).isEqualTo(3);
        server.register(WEB1.formatted("critical"));
        assertThat(ids(web.join())).containsExactly("web1", "web2");
        assertThat(headers(web.join()))
                .containsEntry("X-Consul-Index", "4")
                .containsEntry("X-Consul-Query-Backend", "streaming");
        assertThat(instances.join().status()).isEqualTo(200);
        assertThat(checksOfB).isNotDone();
    }

    private static List<String> ids(Answer answer) {
        return Pattern.compile("\"Service\":\\{\"ID\":\"([^\"]*)\"")
                .matcher(body(answer))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Answer get(CompletionStage<Answer> answer) {
        return answer.toCompletableFuture().join();
    }
}
