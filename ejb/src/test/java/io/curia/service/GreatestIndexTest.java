package io.curia.service;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.index;
import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.archives.ScratchDirectory;
import io.curia.archives.StateArchives;
import io.curia.http.Answer;
import io.curia.service.snapshot.SnapshotService;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives whose indexes leave little or no room for later ones. */
class GreatestIndexTest {
    private static final long GREATEST = 1L << 62;

    @TempDir
    Path dir;

    private final TestServer server = new TestServer();
    private SnapshotService snapshots;

    @BeforeEach
    void open() throws IOException {
        snapshots = new SnapshotService(
                new StateArchives(server.raft, server.raft, server.fsm, ScratchDirectory.open(dir)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static byte[] archive(long index) throws IOException {
        var meta = new ArchiveMeta(ArchiveMeta.VERSION, "1-2-3", index, 1, "", List.of(), 1, 0);
        byte[] state = {(byte) 0x81, (byte) 0xa9, 'L', 'a', 's', 't', 'I', 'n', 'd', 'e', 'x', 9};
        var out = new ByteArrayOutputStream();
        ArchiveWriter.write(out, meta, target -> target.write(state), Clock.systemUTC());
        return out.toByteArray();
    }

    private Answer restore(byte[] archive) {
        return TestServer.restore(snapshots, request("", ""), new ByteArrayInputStream(archive));
    }

    @ParameterizedTest
    @ValueSource(longs = {GREATEST + 1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void anIndexThatLeavesTooLittleRoomIsRefused(long index) throws IOException {
        Answer answer = restore(archive(index));

        assertThat(body(answer))
                .isEqualTo(
                        "Raft error when restoring snapshot: index " + Long.toUnsignedString(index) + " is too large");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(server.raft.lastApplied()).isZero();
    }

    @Test
    void aClusterCanGoBackToWhatItSavedHoweverFarItIs() throws IOException {
        assertThat(restore(archive(GREATEST)).status()).isEqualTo(200);
        server.put("a", "saved");
        var saved =
                TestServer.ask(snapshots, "GET /v1/snapshot", request("", "")).join();
        var out = new ByteArrayOutputStream();
        saved.writer().writeTo(out);
        server.put("a", "newer");

        assertThat(restore(out.toByteArray()).status()).isEqualTo(200);

        assertThat(body(server.get("a?raw"))).isEqualTo("saved");
        assertThat(Long.parseLong(index(server.get("a")))).isGreaterThan(GREATEST);
        assertThat(restore(archive(2 * (GREATEST - 1))).status()).isEqualTo(500);
    }
}
