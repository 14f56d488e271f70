package io.curia.service.coordinate;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.catalog.RegisterCommand;
import io.curia.http.Answer;
import io.curia.model.Node;
import io.curia.service.TestServer;
import io.curia.state.Registration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinateServiceTest {
    private static final String PLACE =
            "{\"Vec\":[%s,0,0,0,0,0,0,0],\"Error\":0.25,\"Adjustment\":-0.5,\"Height\":0.001}";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void updatesAreWrittenTogetherAndTheLastOfANodeCounts() {
        server.apply(RegisterCommand.of(new Registration(Node.of("n1", "10.0.0.1"), null, null, List.of(), false)));
        update("n1", "0.5");
        update("N1", "1.25");
        update("nowhere", "2");

        await().until(() -> node("n1").status() == 200);
        assertThat(server.raft.lastApplied()).as("one entry for all").isEqualTo(2);
        assertThat(body(node("N1")))
                .isEqualTo("[{\"Node\":\"N1\",\"Segment\":\"\",\"Coord\":" + PLACE.formatted("1.25") + "}]");
        assertThat(body(nodes("?segment="))).contains("1.25");
        assertThat(body(nodes("?segment=other"))).isEqualTo("[]");
        assertThat(node("nowhere").status()).isEqualTo(404);
        assertThat(node("n1?segment=").status()).isEqualTo(200);
        assertThat(node("n1?segment=other").status()).isEqualTo(404);
    }

    @Test
    void anUpdateMayNameItsDatacenterAndCarryAToken() {
        for (String more : List.of("\"Datacenter\":\"dc1\",", "\"datacenter\":\"\",\"Token\":\"x\",")) {
            String body = "{" + more + "\"Node\":\"n1\",\"Coord\":" + PLACE.formatted("1") + "}";
            Answer answer = server.ask("PUT /v1/coordinate/update", request("", body))
                    .toCompletableFuture()
                    .join();
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @Test
    void serversStandAtTheOriginUntilMeasured() {
        assertThat(body(server.ask("GET /v1/coordinate/datacenters", request("", ""))
                        .join()))
                .startsWith(
                        "[{\"Datacenter\":\"dc1\",\"AreaID\":\"wan\",\"Coordinates\":[{\"Node\":\"n1\",\"Segment\":\"\","
                                + "\"Coord\":{\"Vec\":[0,0,0,0,0,0,0,0],\"Error\":1.5,\"Adjustment\":0,\"Height\":0.00001}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                    | 400 | Request decode failed: EOF
        null                                                  | 400 | Request decode failed: missing Coord
        {"Node":"n1"}                                         | 400 | Request decode failed: missing Coord
        {"Node":"n1","Bogus":1}                               | 400 | Request decode failed: json: unknown field "Bogus"
        {"Node":"n1","Coord":{"Vec":[1,2]}}                   | 500 | incompatible coordinate
        {"Node":"n1","Datacenter":"nowhere","Coord":null}     | 500 | No path to datacenter
        {"Node":"n1","Coord":{"Vec":[0,0,0,0,0,0,0,1e999]}}   | 400 | Request decode failed: json: cannot unmarshal number 1e999 into field Vec of type float64
        """)
    void whatIsNoPlaceIsRefused(String text, int status, String fault) {
        Answer answer = server.ask("PUT /v1/coordinate/update", request("", text))
                .toCompletableFuture()
                .join();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(body(answer)).isEqualTo(fault);
    }

    private void update(String node, String x) {
        String body = "{\"Node\":\"" + node + "\",\"Coord\":" + PLACE.formatted(x) + "}";
        Answer answer = server.ask("PUT /v1/coordinate/update", request("", body))
                .toCompletableFuture()
                .join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isNull();
    }

    private Answer node(String name) {
        return server.ask("GET /v1/coordinate/node/", request(name, ""))
                .toCompletableFuture()
                .join();
    }

    private Answer nodes(String query) {
        return server.ask("GET /v1/coordinate/nodes", request(query, ""))
                .toCompletableFuture()
                .join();
    }
}
