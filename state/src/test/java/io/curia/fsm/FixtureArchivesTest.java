package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackStream;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveReader;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.StateDiff;
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
import org.junit.jupiter.api.Test;

/**
 * Archives that Consul wrote come through a restore and a save without a record lost or changed. They lie beside the
 * checkout, or where the system property {@code curia.fixtures} says.
 */
class FixtureArchivesTest {
    private static final Path FIXTURES =
            Path.of(System.getProperty("curia.fixtures", "../../shared/fixtures/snapshots"));
    private static final Path SAVED = Path.of("target", "saved-again");
    private static final int CONFIG = 22;
    private static final String NO_PEERS = "kA==";

    private record StateRecord(int type, Object value) {}

    private static List<Path> fixtures() throws IOException {
        assumeTrue(Files.isDirectory(FIXTURES), "no archives of Consul in " + FIXTURES.toAbsolutePath());
        try (var files = Files.list(FIXTURES)) {
            return files.filter(file -> file.toString().endsWith(".snap"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noRecordIsLostOrChanged() throws IOException {
        var fixtures = fixtures();
        assertThat(fixtures).isNotEmpty();
        Files.createDirectories(SAVED);
        for (var fixture : fixtures) {
            byte[] archive = Files.readAllBytes(fixture);
            var fsm = restored(archive);
            byte[] again = save(fsm);
            Files.write(SAVED.resolve(fixture.getFileName()), again);

            var expected = records(archive);
            assertThat(records(again)).as(fixture.toString()).containsExactlyInAnyOrderEntriesOf(expected);
            var twice = restored(again);
            assertThat(StateDiff.between(fsm.store().read(), twice.store().read()))
                    .as(fixture.toString())
                    .allSatisfy(table -> assertThat(table.added().count()
                                    + table.changed().count()
                                    + table.removed().count())
                            .as(table.table())
                            .isZero());
            assertThat(records(save(twice))).as(fixture.toString()).isEqualTo(expected);
        }
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
