package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.coordinate.CoordinateBatchCommand;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.TombstoneReapCommand;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.fsm.txn.TxnCommand;
import io.curia.model.ByteString;
import io.curia.model.FilledRows;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;
import io.curia.model.TxnOp;
import io.curia.state.Registration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The bytes of commands with something in every field, and of ones with nothing, are those that were written down when
 * logs with such bytes were first kept. A change of them is a change of the log's format.
 */
class GoldenEncodingsTest {
    private static final List<Class<? extends Command>> FILLED = List.of(
            RegisterCommand.class,
            DeregisterCommand.class,
            KvsCommand.class,
            SessionCommand.class,
            TombstoneReapCommand.class,
            CoordinateBatchCommand.class,
            TxnCommand.class);

    private static final int SAMPLES = 30;

    @Test
    void bytesAreAsTheyWereWrittenDown() throws IOException {
        try (var golden = getClass().getResourceAsStream("encodings.txt")) {
            Files.writeString(Path.of("target", "encodings.txt"), lines()); // to look at what has changed
            assertThat(lines()).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void everyCommandComesBack() {
        for (var command : commands()) {
            var entry = command.encode();
            var handler = StandardFsm.families().stream()
                    .flatMap(family -> family.commands().stream())
                    .filter(each -> each.type() == command.type())
                    .findFirst()
                    .orElseThrow();
            var again = (Command) handler.decoder().decode(new MsgpackReader(entry, 1, entry.length));
            assertThat(again).isEqualTo(command);
            assertThat(again.encode()).isEqualTo(entry);
        }
    }

    private static String lines() {
        return commands().stream()
                .map(command -> command.type() + " " + HexFormat.of().formatHex(command.encode()) + "\n")
                .collect(Collectors.joining());
    }

    private static List<Command> commands() {
        var all = new ArrayList<Command>();
        FILLED.forEach(type -> all.add(FilledRows.filled(type)));
        all.add(RegisterCommand.of(new Registration(
                Node.of("", ""), NodeService.of("", "", 0), HealthCheck.of("", "", "", ""), List.of(), false)));
        all.add(new SessionCommand("", "", Session.ofId(""), ""));
        all.add(new KvsCommand("", "", KvEntry.ofKey(ByteString.EMPTY, 0), ""));
        all.add(TxnCommand.of(List.of(
                new TxnOp.OfKey("", KvEntry.ofKey(ByteString.EMPTY, 0)),
                new TxnOp.OfNode("a", FilledRows.filled(Node.class)),
                new TxnOp.OfService("b", "n", FilledRows.filled(NodeService.class)),
                new TxnOp.OfCheck("c", FilledRows.filled(HealthCheck.class)),
                new TxnOp.OfSession("d", FilledRows.filled(Session.class)),
                new TxnOp.OfNothing())));
        for (int which = 0; which < SAMPLES; which++) {
            all.add(Samples.of(which, 11 + which, 300));
        }
        return all;
    }
}
