package io.curia.archives;

import static io.curia.service.TestServer.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.cluster.Caller;
import io.curia.raft.api.Consistency;
import io.curia.service.TestServer;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that need more heap than there is, on a server in a process of its own with little of it. */
@Timeout(180)
class HeapRoomTest {
    private static final String REFUSED = "Raft error when restoring snapshot: not enough memory: the snapshot's"
            + " state does not fit into a heap of N MB beside the present one; raise -Xmx on all servers;"
            + " the state was not changed";

    @TempDir
    Path dir;

    /** The server: restores, previews and checks the archive, and tells how each went. */
    public static final class Child {
        public static void main(String[] arguments) throws IOException {
            Path archive = Path.of(arguments[0]);
            int status = 0;
            try (var server = new TestServer()) {
                var archives = new StateArchives(
                        server.raft, server.raft, server.fsm, ScratchDirectory.open(Path.of(arguments[1])));
                try (var in = Files.newInputStream(archive)) {
                    tell(() -> archives.preview(in, OptionalLong.empty(), Consistency.DEFAULT));
                }
                for (int i = 0; i < 2; i++) {
                    tell(() -> archives.restore(archive, Caller.UNKNOWN));
                }
                tell(() -> archives.check(archive));
                System.out.println("applied " + server.raft.lastApplied());
                server.put("after", "alive");
                System.out.println(body(server.get("after?raw")));
            } catch (OutOfMemoryError e) {
                System.out.println(e);
                status = 1;
            }
            System.exit(status);
        }

        private interface Work {
            Object run() throws IOException;
        }

        private static void tell(Work work) throws IOException {
            try {
                work.run();
                System.out.println("done");
            } catch (SnapshotException.Refused e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private List<String> run(String collector, Path archive) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+" + collector,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        archive.toString(),
                        dir.resolve("scratch").toString())
                .redirectError(dir.resolve("errors").toFile())
                .start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // collectors differ in what they call the heap
            return out.lines()
                    .map(line -> line.strip().replaceFirst("heap of \\d+ MB", "heap of N MB"))
                    .toList();
        } finally {
            process.destroyForcibly();
        }
    }

    /** An archive of entries whose values are zeros, so that it is small itself. */
    private Path archive(int entries, int valueBytes) throws IOException {
        Path file = dir.resolve("archive.snap");
        var meta = new ArchiveMeta(ArchiveMeta.VERSION, "1-2-3", 9, 1, "", List.of(), 1, 0);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ArchiveWriter.write(out, meta, target -> state(target, entries, valueBytes), Clock.systemUTC());
        }
        return file;
    }

    private static void state(OutputStream target, int entries, int valueBytes) throws IOException {
        byte[] zeros = new byte[Math.min(valueBytes, 1 << 20)];
        var out = new DataOutputStream(target);
        out.write(0x81);
        name(out, "LastIndex");
        out.write(9);
        for (int i = 0; i < entries; i++) {
            out.write(2);
            out.write(0x84);
            name(out, "CreateIndex");
            out.write(9);
            name(out, "Key");
            name(out, String.format("zeros/%08d", i));
            name(out, "ModifyIndex");
            out.write(9);
            name(out, "Value");
            out.write(0xdb);
            out.writeInt(valueBytes);
            for (int left = valueBytes; left > 0; left -= zeros.length) {
                out.write(zeros, 0, Math.min(left, zeros.length));
            }
        }
        out.flush();
    }

    private static void name(DataOutputStream out, String text) throws IOException {
        out.write(0xa0 | text.length());
        out.writeBytes(text);
    }

    private void assertRefused(String collector, Path archive) throws Exception {
        assertThat(Files.size(archive)).isLessThan(4 << 20);
        assertThat(run(collector, archive)).containsExactly(REFUSED, REFUSED, REFUSED, REFUSED, "applied 0", "alive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UseSerialGC", "UseG1GC"})
    void manyEntriesAreRefusedBeforeAnythingIsProposed(String collector) throws Exception {
        assertRefused(collector, archive(3_000, 100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UseSerialGC", "UseG1GC"})
    void smallRowsCountMoreThanTheirBytes(String collector) throws Exception {
        assertRefused(collector, archive(400_000, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UseSerialGC", "UseG1GC"})
    void oneRecordOfAGigabyteIsRefused(String collector) throws Exception {
        assertRefused(collector, archive(1, 1 << 30));
    }

    /** Each restore leaves the state before as garbage, which is not in the way of the next one. */
    @ParameterizedTest
    @ValueSource(strings = {"UseSerialGC", "UseG1GC"})
    void whatFitsIsRestoredAgainAndAgain(String collector) throws Exception {
        var told = run(collector, archive(130, 100_000));
        assertThat(told).startsWith("done", "done", "done", "done").endsWith("alive");
    }
}
