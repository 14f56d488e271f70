package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackStream;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveReader;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.StateDiff;
import io.curia.testing.ConsulArchive;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Archives that Consul wrote come through a restore and a save without a record lost or changed. What is saved stays in
 * {@code target}, for whoever wants to restore it into a Consul.
 */
class ConsulArchivesTest {
    private static final Path SAVED = Path.of("target", "saved-again");
    private static final int CONFIG = 22;
    private static final String NO_PEERS = "kA==";

    private record StateRecord(int type, Object value) {}

    @ParameterizedTest
    @EnumSource
    void noRecordIsLostOrChanged(ConsulArchive fixture) throws IOException {
        var fsm = restored(fixture.bytes());
        byte[] again = save(fsm);
        Files.createDirectories(SAVED);
        Files.write(SAVED.resolve(fixture.name() + ".snap"), again);

        var expected = records(fixture.bytes());
        assertThat(expected.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(fixture.records());
        assertThat(records(again)).containsExactlyInAnyOrderEntriesOf(expected);
        var twice = restored(again);
        assertThat(StateDiff.between(fsm.store().read(), twice.store().read()))
                .allSatisfy(table -> assertThat(table.added().count()
                                + table.changed().count()
                                + table.removed().count())
                        .as(table.table())
                        .isZero());
        assertThat(records(save(twice))).isEqualTo(expected);
    }

    private static Fsm restored(byte[] archive) {
        var fsm = Fsms.create();
        var chunk = new RestoreChunk("r", 0, 0, true, ByteString.wrap(archive));
        assertThat(fsm.apply(1, RestoreCommand.chunk(chunk).encode())).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(fsm.apply(2, RestoreCommand.switchTo("r", 1).encode())).isEqualTo(ApplyResult.Nil.NIL);
        return fsm;
    }

    private static byte[] save(Fsm fsm) throws IOException {
        var snapshot = fsm.snapshot();
        var meta = new ArchiveMeta(1, "1-2-3", snapshot.index(), 1, NO_PEERS, List.of(), 1, 0);
        var out = new ByteArrayOutputStream();
        ArchiveWriter.write(
                out, meta, snapshot::writeState, Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC));
        return out.toByteArray();
    }

    /** How often each record is there; the order is not fixed by the format. */
    private static Map<StateRecord, Integer> records(byte[] archive) throws IOException {
        var records = new HashMap<StateRecord, Integer>();
        ArchiveReader.read(new ByteArrayInputStream(archive), in -> {
            var buffered = new BufferedInputStream(in);
            var stream = new MsgpackStream(buffered);
            stream.value();
            for (int type = stream.plainByte(); type >= 0; type = stream.plainByte()) {
                records.merge(record(type, stream.value()), 1, Integer::sum);
            }
        });
        return records;
    }

    private static StateRecord record(int type, MsgpackReader value) {
        return new StateRecord(type, type == CONFIG ? configEntry(value.bytes()) : value.any());
    }

    /** A config entry is packed twice, proxy-defaults three times, with its fields in any order. */
    private static Object configEntry(ByteString packed) {
        var reader = new MsgpackReader(packed.shared());
        String kind = reader.string();
        var fields = new TreeMap<String, Object>();
        for (int n = reader.mapHeader(); n > 0; n--) {
            String name = reader.string();
            boolean nested = name.equals("Entry") && kind.equals("proxy-defaults");
            fields.put(name, nested ? new MsgpackReader(reader.bytes().shared()).any() : reader.any());
        }
        return Map.of(kind, fields);
    }
}
