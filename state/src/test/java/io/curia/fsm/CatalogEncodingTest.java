package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.coordinate.CoordinateBatchCommand;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.txn.TxnCommand;
import io.curia.fsm.txn.TxnResponseCodec;
import io.curia.model.ByteString;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.Coordinate;
import io.curia.model.ExposeConfig;
import io.curia.model.ExposePath;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.KvEntry;
import io.curia.model.MeshGatewayConfig;
import io.curia.model.Node;
import io.curia.model.NodeCoordinate;
import io.curia.model.NodeService;
import io.curia.model.ServiceAddress;
import io.curia.model.ServiceConnect;
import io.curia.model.Session;
import io.curia.model.SessionServiceCheck;
import io.curia.model.TransparentProxyConfig;
import io.curia.model.TxnError;
import io.curia.model.TxnOp;
import io.curia.model.TxnResponse;
import io.curia.model.TxnResult;
import io.curia.model.Upstream;
import io.curia.model.Weights;
import io.curia.state.Registration;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogEncodingTest {
    private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";

    @Test
    void sessionIsEncodedFieldByField() {
        var session = new Session(ID, "", "n", 15_000_000_000L, "release", "10s", List.of("c"), null, null, 0, 0);
        assertThat(hex(SessionCommand.create(session)))
                .isEqualTo("03" + "84"
                        + name("Datacenter") + "a0"
                        + name("Op") + raw("create")
                        + name("Session") + "8b"
                        + name("Behavior") + raw("release")
                        + name("Checks") + "c0"
                        + name("CreateIndex") + "00"
                        + name("ID") + "da0024" + HexFormat.of().formatHex(ID.getBytes(StandardCharsets.UTF_8))
                        + name("LockDelay") + "cf000000037e11d600"
                        + name("ModifyIndex") + "00"
                        + name("Name") + "a0"
                        + name("Node") + raw("n")
                        + name("NodeChecks") + "91" + raw("c")
                        + name("ServiceChecks") + "c0"
                        + name("TTL") + raw("10s")
                        + name("Token") + "a0");
    }

    @Test
    void deregisterIsEncodedFieldByField() {
        assertThat(hex(DeregisterCommand.ofCheck("n", "c")))
                .isEqualTo("01" + "85"
                        + name("CheckID") + raw("c")
                        + name("Datacenter") + "a0"
                        + name("Node") + raw("n")
                        + name("ServiceID") + "a0"
                        + name("Token") + "a0");
    }

    @Test
    void registerNamesEveryFieldOfANode() {
        var command = RegisterCommand.of(new Registration(node(), null, null, null, true));
        assertThat(hex(command))
                .isEqualTo("00" + "8d"
                        + name("Address") + raw("1.2.3.4")
                        + name("Check") + "c0"
                        + name("Checks") + "c0"
                        + name("CreateIndex") + "03"
                        + name("Datacenter") + raw("dc1")
                        + name("ID") + "da0024" + HexFormat.of().formatHex(ID.getBytes(StandardCharsets.UTF_8))
                        + name("ModifyIndex") + "04"
                        + name("Node") + raw("n")
                        + name("NodeMeta") + "80"
                        + name("Service") + "c0"
                        + name("SkipNodeUpdate") + "c3"
                        + name("TaggedAddresses") + "82" + raw("lan") + raw("a") + raw("wan") + raw("b")
                        + name("Token") + "a0");
    }

    @Test
    void coordinatesAreABareArray() {
        var coordinate = new Coordinate(List.of(1.0), 0.5, 0, 0);
        assertThat(hex(new CoordinateBatchCommand(List.of(new NodeCoordinate("n", "", coordinate)))))
                .isEqualTo("06" + "91" + "83"
                        + name("Coord") + "84"
                        + name("Adjustment") + "cb0000000000000000"
                        + name("Error") + "cb3fe0000000000000"
                        + name("Height") + "cb0000000000000000"
                        + name("Vec") + "91" + "cb3ff0000000000000"
                        + name("Node") + raw("n")
                        + name("Segment") + "a0");
    }

    @Test
    void everyFieldComesBack() {
        var register = RegisterCommand.of(
                new Registration(node(), service(), check(), List.of(check().withNode("other")), false));
        assertThat(Fsms.decoded(register.encode())).isEqualTo(register);
        var bare = RegisterCommand.of(new Registration(
                Node.of("n", ""), NodeService.of("i", "s", 0), HealthCheck.of("n", "c", "", ""), List.of(), true));
        assertThat(Fsms.decoded(bare.encode())).isEqualTo(bare);
        var deregister = DeregisterCommand.ofService("n", "i");
        assertThat(Fsms.decoded(deregister.encode())).isEqualTo(deregister);
        var session = SessionCommand.create(session());
        assertThat(Fsms.decoded(session.encode())).isEqualTo(session);
        var coordinates = new CoordinateBatchCommand(List.of(
                new NodeCoordinate("n", "s", new Coordinate(List.of(1.0, -2.5), 1, 2, 3)),
                new NodeCoordinate("m", "", null)));
        assertThat(Fsms.decoded(coordinates.encode())).isEqualTo(coordinates);
    }

    @Test
    void transactionsComeBack() {
        var txn = TxnCommand.of(List.of(
                new TxnOp.OfKey("set", new KvEntry(ByteString.of("k"), ByteString.of("v"), 1, 2, "s", 3, 4)),
                new TxnOp.OfNode("cas", node()),
                new TxnOp.OfService("get", "n", service()),
                new TxnOp.OfCheck("delete", check()),
                new TxnOp.OfSession("delete", session()),
                new TxnOp.OfNothing()));
        assertThat(Fsms.decoded(txn.encode())).isEqualTo(txn);
        assertThat(hex(TxnCommand.of(List.of(new TxnOp.OfNothing()))))
                .isEqualTo("08" + "83"
                        + name("Datacenter") + "a0"
                        + name("Ops") + "91" + "86"
                        + name("Check") + "c0"
                        + name("Intention") + "c0"
                        + name("KV") + "c0"
                        + name("Node") + "c0"
                        + name("Service") + "c0"
                        + name("Session") + "c0"
                        + name("Token") + "a0");
    }

    @Test
    void outcomesOfTransactionsComeBack() {
        var done = new TxnResponse(
                List.of(
                        new TxnResult.OfKey(KvEntry.ofKey(ByteString.of("k"), 4)),
                        new TxnResult.OfNode(node()),
                        new TxnResult.OfService(service()),
                        new TxnResult.OfCheck(check())),
                List.of());
        assertThat(TxnResponseCodec.decode(TxnResponseCodec.encode(done))).isEqualTo(done);
        var failed = new TxnResponse(List.of(), List.of(new TxnError(7, "no")));
        assertThat(TxnResponseCodec.decode(TxnResponseCodec.encode(failed))).isEqualTo(failed);
    }

    private static Node node() {
        return new Node(ID, "n", "1.2.3.4", "dc1", Map.of("wan", "b", "lan", "a"), Map.of(), 3, 4);
    }

    private static NodeService service() {
        var config = new HashMap<String, Object>();
        config.put("text", "x");
        config.put("nothing", null);
        config.put("list", Arrays.asList(1L, -2L, 2.5, true, null));
        config.put("map", Map.of("deep", Map.of("a", List.of())));
        var mesh = new MeshGatewayConfig("local");
        var upstream = new Upstream(
                "prepared_query", "", "q", "dc2", "127.0.0.1", 9, "/s", "0600", config, mesh, List.of("h"), true);
        var proxy = new ConnectProxyConfig(
                "web",
                "web-1",
                "127.0.0.1",
                80,
                "/t",
                "transparent",
                config,
                List.of(upstream),
                mesh,
                new ExposeConfig(true, List.of(new ExposePath(1, "/p", 2, "http", true))),
                new TransparentProxyConfig(15001, true));
        return new NodeService(
                "connect-proxy",
                "p",
                "web-proxy",
                List.of("t", ""),
                "10.0.0.1",
                Map.of("wan", new ServiceAddress("1.1.1.1", 5)),
                Map.of("k", "v"),
                8080,
                "/u",
                new Weights(3, 2),
                true,
                proxy,
                new ServiceConnect(true, Map.of("Name", "side")),
                true,
                5,
                6);
    }

    private static HealthCheck check() {
        var definition = new HealthCheckDefinition(
                "http://x",
                "sni",
                true,
                Map.of("h", List.of("a", "b")),
                "PUT",
                "body",
                true,
                "tcp",
                "h2",
                1,
                2,
                3,
                4,
                List.of("sh"),
                "docker",
                "zsh",
                "grpc",
                true,
                "an",
                "as",
                5);
        return new HealthCheck(
                "n",
                "c",
                "name",
                "warning",
                "notes",
                "output",
                "p",
                "web-proxy",
                List.of(),
                "http",
                "1s",
                "2s",
                9,
                definition,
                7,
                8);
    }

    private static Session session() {
        return new Session(
                ID,
                "s",
                "n",
                -1,
                "delete",
                "10s",
                List.of(),
                List.of(new SessionServiceCheck("c", "ns")),
                List.of("d"),
                9,
                9);
    }

    private static String hex(Command command) {
        return HexFormat.of().formatHex(command.encode());
    }

    private static String name(String field) {
        return raw(field);
    }

    private static String raw(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits((byte) (0xa0 | bytes.length))
                + HexFormat.of().formatHex(bytes);
    }
}
