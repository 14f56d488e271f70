package io.curia.service.snapshot;

import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.archives.ScratchDirectory;
import io.curia.archives.StateArchives;
import io.curia.http.Answer;
import io.curia.service.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that arrive slowly, and several at a time. */
@Timeout(60)
class SnapshotUploadsTest {
    private static final int MOST = 8;

    @TempDir
    Path dir;

    private final TestServer server = new TestServer();
    private final ExecutorService clients = Executors.newFixedThreadPool(MOST);
    private SnapshotService snapshots;

    @BeforeEach
    void open() throws IOException {
        snapshots = new SnapshotService(
                new StateArchives(server.raft, server.raft, server.fsm, ScratchDirectory.open(dir)));
    }

    @AfterEach
    void nothingIsLeft() {
        clients.shutdownNow();
        server.close();
        assertThat(dir).isEmptyDirectory();
    }

    private byte[] save() throws IOException {
        server.put("first", "1");
        var saved =
                TestServer.ask(snapshots, "GET /v1/snapshot", request("", "")).join();
        var out = new ByteArrayOutputStream();
        saved.writer().writeTo(out);
        return out.toByteArray();
    }

    private Answer put(String query, byte[] archive) {
        return TestServer.restore(snapshots, request(query, ""), new ByteArrayInputStream(archive));
    }

    /** An archive of which the first bytes have arrived. */
    private record Begun(PipedOutputStream rest, CompletableFuture<Answer> answer) {}

    private Begun begin(byte[] archive, int bytes) throws IOException {
        var rest = new PipedOutputStream();
        var in = new PipedInputStream(rest);
        var answer = CompletableFuture.supplyAsync(() -> TestServer.restore(snapshots, request("", ""), in), clients);
        rest.write(archive, 0, bytes);
        await().until(() -> in.available() == 0);
        return new Begun(rest, answer);
    }

    @Test
    void oneThatStallsIsInNobodysWay() throws IOException {
        byte[] archive = save();
        var stalled = begin(archive, 10);

        assertThat(put("", archive).status()).isEqualTo(200);
        assertThat(put("?preview", archive).status()).isEqualTo(200);

        stalled.rest().write(archive, 10, archive.length - 10);
        stalled.rest().close();
        assertThat(stalled.answer().join().status()).isEqualTo(200);
    }

    @Test
    void theNinthAtATimeIsRefused() throws IOException {
        byte[] archive = save();
        var others = new ArrayList<Begun>();
        for (int i = 0; i < MOST; i++) {
            others.add(begin(archive, 10));
        }

        assertThat(put("", archive).status()).isEqualTo(503);

        for (var other : others) {
            other.rest().close();
        }
        assertThat(others)
                .allSatisfy(other -> assertThat(other.answer().join().status()).isIn(500, 503));
        assertThat(put("", archive).status()).isEqualTo(200);
    }
}
