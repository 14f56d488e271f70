package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.memdb.ReadTxn;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Upstream;
import io.curia.state.MeshTables;
import io.curia.state.Registration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any log of commands of all tables gives the same answers and bytes on every server, restored ones too. */
class TablesModelTest {
    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void theSameLogGivesTheSameAnswersAndTheSameBytes(@ForAll("logs") List<Command> log) throws IOException {
        var one = Fsms.create();
        var other = Fsms.create();
        int index = 0;
        for (var command : log) {
            index++;
            assertThat(other.apply(index, command.encode()))
                    .as("answer to %s", command)
                    .isEqualTo(one.apply(index, command.encode()));
            if (index % 5 == 0) {
                other = Fsms.restored(Fsms.captured(other));
            }
        }
        assertThat(Fsms.captured(other)).isEqualTo(Fsms.captured(one));
        assertThat(derived(other.store().read())).isEqualTo(derived(one.store().read()));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void commandsComeBackAsTheyWereEncoded(@ForAll("logs") List<Command> log) {
        for (var command : log) {
            var bytes = command.encode();
            assertThat(Fsms.decoded(bytes).encode()).isEqualTo(bytes);
        }
    }

    @Provide
    Arbitrary<List<Command>> logs() {
        var any = Arbitraries.integers().between(0, 10_000);
        Arbitrary<Command> tables = Combinators.combine(
                        any, any, Arbitraries.longs().between(0, 40))
                .as(Samples::of);
        Arbitrary<Command> catalog = Combinators.combine(any, Arbitraries.of("a", "A", "b", "consul"))
                .as(TablesModelTest::catalog);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, tables), net.jqwik.api.Tuple.of(1, catalog))
                .list()
                .ofMaxSize(60);
    }

    private static Command catalog(int pick, String name) {
        var id = "i" + pick % 3;
        if (pick % 4 == 3) {
            return new DeregisterCommand("", "n", id, "", "");
        }
        var service = NodeService.of(id, name, 80);
        if (pick % 4 == 2) {
            service = new NodeService(
                    NodeService.CONNECT_PROXY,
                    id,
                    name,
                    null,
                    "",
                    null,
                    null,
                    80,
                    "",
                    null,
                    false,
                    ConnectProxyConfig.of(
                            "web" + pick % 2, List.of(Upstream.of("db" + pick % 3, 1), Upstream.of("x", 2))),
                    service.connect(),
                    false,
                    0,
                    0);
        }
        return RegisterCommand.of(new Registration(Node.of("n", "10.0.0.1"), service, null, null, false));
    }

    /** What is derived, but for indexes, which a restore takes from other rows, and case, which is that of some writer. */
    private static List<String> derived(ReadTxn txn) {
        var rows = new ArrayList<String>();
        txn.scan(MeshTables.GATEWAY_SERVICES, null)
                .forEach(row -> rows.add(row.withIndexes(0, 0).toString()));
        txn.scan(MeshTables.TOPOLOGY, null)
                .forEach(link -> rows.add(link.upstream() + "<" + link.downstream() + link.proxies() + link.gateway()));
        return rows.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }
}
