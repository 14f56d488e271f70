package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.coordinate.CoordinateBatchCommand;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.txn.TxnCommand;
import io.curia.memdb.ReadTxn;
import io.curia.model.ByteString;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.Coordinate;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeCoordinate;
import io.curia.model.NodeService;
import io.curia.model.ServiceConnect;
import io.curia.model.Session;
import io.curia.model.TxnOp;
import io.curia.state.Checks;
import io.curia.state.CoordinateTables;
import io.curia.state.Indexes;
import io.curia.state.KvTables;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
import io.curia.state.Sessions;
import io.curia.state.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any log of commands keeps the state whole, and gives the same bytes on every server, restored ones too. */
class CatalogModelTest {
    private static final List<String> IDS = List.of(
            "01234567-89ab-cdef-0123-456789abcdef",
            "11234567-89ab-cdef-0123-456789abcdef",
            "21234567-89ab-cdef-0123-456789abcdef");

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theStateStaysWhole(@ForAll("logs") List<Command> log) {
        var fsm = Fsms.create();
        long index = 0;
        for (var command : log) {
            index++;
            long before = indexSum(fsm.store().read());
            fsm.apply(index, command.encode());
            var txn = fsm.store().read();
            assertThat(indexSum(txn)).as("index after %s", command).isGreaterThanOrEqualTo(before);
            requireWhole(txn, index);
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theSameLogGivesTheSameAnswersAndTheSameBytes(@ForAll("logs") List<Command> log) throws IOException {
        var one = Fsms.create();
        var other = Fsms.create();
        int index = 0;
        for (var command : log) {
            index++;
            var answer = one.apply(index, command.encode());
            if (answer instanceof ApplyResult.Encoded expected) {
                var found = (ApplyResult.Encoded) other.apply(index, command.encode());
                assertThat(found.value()).isEqualTo(expected.value());
            } else {
                assertThat(other.apply(index, command.encode())).isEqualTo(answer);
            }
            if (index % 7 == 0) {
                other = Fsms.restored(Fsms.captured(other));
            }
        }
        assertThat(Fsms.captured(other)).isEqualTo(Fsms.captured(one));
        assertThat(counts(other)).isEqualTo(counts(one));
    }

    private static void requireWhole(ReadTxn txn, long index) {
        var names = new HashSet<String>();
        for (var node : Nodes.all(txn)) {
            for (var row : Services.ofNode(txn, node.node())) {
                var name = row.name().toLowerCase(Locale.ROOT);
                names.add(name);
                assertThat(Indexes.get(txn, "service." + name, null))
                        .isBetween(row.service().createIndex(), index);
            }
            for (var check : Checks.ofNode(txn, node.node())) {
                assertThat(check.isOfNode() || Services.row(txn, node.node(), check.serviceId()) != null)
                        .as("service of %s", check)
                        .isTrue();
            }
        }
        assertThat(Usage.count(txn, "service-names")).isEqualTo(names.size());
        requireSessionsWhole(txn);
        for (var row : txn.scan(CoordinateTables.COORDINATES, null)) {
            assertThat(Nodes.byName(txn, row.node())).as("node of %s", row).isNotNull();
        }
        for (var row : Indexes.all(txn)) {
            assertThat(row.value()).isLessThanOrEqualTo(index);
        }
    }

    private static void requireSessionsWhole(ReadTxn txn) {
        Set<String> alive = new HashSet<>();
        for (var session : Sessions.all(txn)) {
            alive.add(session.id());
            assertThat(Nodes.byName(txn, session.node()))
                    .as("node of %s", session)
                    .isNotNull();
            for (var id : session.checkIds()) {
                var check = Checks.find(txn, session.node(), id);
                assertThat(check).as("check %s of %s", id, session).isNotNull();
                assertThat(check.status()).isNotEqualTo(HealthCheck.CRITICAL);
            }
        }
        for (var entry : txn.scan(KvTables.KVS, null)) {
            assertThat(entry.session().isEmpty() || alive.contains(entry.session()))
                    .as("holder of %s", entry)
                    .isTrue();
        }
    }

    /** Indexes of tables never go back. */
    private static long indexSum(ReadTxn txn) {
        return Indexes.max(txn, null, "nodes", "services", "checks", "sessions", "coordinates", "kvs");
    }

    private static List<Long> counts(Fsm fsm) {
        var txn = fsm.store().read();
        return List.of(
                        "nodes",
                        "services",
                        "service-names",
                        "kvs",
                        "connect-mesh-connect-proxy",
                        "connect-mesh-connect-native")
                .stream()
                .map(id -> Usage.count(txn, id))
                .toList();
    }

    @Provide
    Arbitrary<List<Command>> logs() {
        Arbitrary<Command> registers = Combinators.combine(
                        nodes(), services().injectNull(0.3), checks(), Arbitraries.of(true, false))
                .as((node, service, checks, skip) -> RegisterCommand.of(new Registration(
                        node,
                        service,
                        null,
                        checks.stream()
                                .map(check -> check.withNode(node.node()))
                                .toList(),
                        skip)));
        Arbitrary<Command> deregisters = Combinators.combine(
                        names(), Arbitraries.of("", "s1", "s2"), Arbitraries.of("", "c1", "c2"))
                .as((node, service, check) -> new DeregisterCommand("", node, service, check, ""));
        Arbitrary<Command> locks = Combinators.combine(
                        Arbitraries.of(KvsOp.LOCK, KvsOp.UNLOCK, KvsOp.SET, KvsOp.DELETE),
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(IDS))
                .as((op, key, id) -> KvsCommand.of(op, new KvEntry(ByteString.of(key), null, 0, 0, id, 0, 0)));
        Arbitrary<Command> coordinates = names().map(name -> new CoordinateBatchCommand(List.of(new NodeCoordinate(
                name, "", new Coordinate(Collections.nCopies(Coordinate.DIMENSIONS, 0.0), 1, 0, 0)))));
        return Arbitraries.oneOf(registers, registers, registers, deregisters, sessions(), locks, coordinates, txns())
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<Command> sessions() {
        return Combinators.combine(
                        Arbitraries.of(IDS),
                        names(),
                        Arbitraries.of("c1", "c2", "c3").set().ofMaxSize(2),
                        Arbitraries.of("release", "delete"),
                        Arbitraries.integers().between(0, 4))
                .as((id, node, checks, behavior, dice) -> dice == 0
                        ? SessionCommand.destroy(id)
                        : SessionCommand.create(
                                Session.of(id, node, List.copyOf(checks)).withBehavior(behavior, 0)));
    }

    private static Arbitrary<Command> txns() {
        var verbs = Arbitraries.of("set", "cas", "delete", "delete-cas", "get");
        var indexes = Arbitraries.longs().between(0, 20);
        Arbitrary<TxnOp> ofNodes = Combinators.combine(verbs, nodes(), indexes)
                .as((verb, node, index) -> new TxnOp.OfNode(verb, node.withIndexes(0, index)));
        Arbitrary<TxnOp> ofServices = Combinators.combine(verbs, names(), services(), indexes)
                .as((verb, node, service, index) -> new TxnOp.OfService(verb, node, service.withIndexes(0, index)));
        Arbitrary<TxnOp> ofChecks = Combinators.combine(verbs, names(), check(), indexes)
                .as((verb, node, check, index) ->
                        new TxnOp.OfCheck(verb, check.withNode(node).withIndexes(0, index)));
        return Arbitraries.oneOf(ofNodes, ofServices, ofChecks)
                .list()
                .ofMaxSize(3)
                .map(TxnCommand::of);
    }

    private static Arbitrary<Node> nodes() {
        var ids = new ArrayList<>(IDS);
        ids.add("");
        var metas = Arbitraries.of(Map.<String, String>of(), Map.of("a", "b", "c", "d"))
                .injectNull(0.5);
        return Combinators.combine(names(), Arbitraries.of(ids), metas)
                .as((name, id, meta) -> Node.of(name, "").withId(id).withMeta(meta));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.of("n1", "N1", "n2", "n3");
    }

    private static Arbitrary<NodeService> services() {
        return Combinators.combine(
                        Arbitraries.of("s1", "S1", "s2"),
                        Arbitraries.of("web", "Web", "db"),
                        Arbitraries.of("t").list().ofMaxSize(1).injectNull(0.3),
                        Arbitraries.integers().between(0, 4))
                .as((id, name, tags, dice) -> {
                    var plain = NodeService.of(id, name, 1).withTags(tags);
                    return switch (dice) {
                        case 0 -> plain.withMesh("", ConnectProxyConfig.EMPTY, ServiceConnect.NATIVE);
                        case 1 ->
                            plain.withMesh(
                                    NodeService.CONNECT_PROXY,
                                    ConnectProxyConfig.of("web", null),
                                    ServiceConnect.EMPTY);
                        default -> plain;
                    };
                });
    }

    private static Arbitrary<List<HealthCheck>> checks() {
        return check().list().ofMaxSize(2);
    }

    private static Arbitrary<HealthCheck> check() {
        return Combinators.combine(
                        Arbitraries.of("c1", "C2", "c3"),
                        Arbitraries.of("", "", "s1", "s2"),
                        Arbitraries.of("passing", "passing", "warning", "critical", ""))
                .as((id, service, status) -> HealthCheck.of("", id, service, status));
    }
}
