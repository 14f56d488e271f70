package io.curia.service.snapshot;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.archives.ScratchDirectory;
import io.curia.archives.StateArchives;
import io.curia.cluster.Caller;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import io.curia.raft.api.RaftException;
import io.curia.service.DirectRaftEngine;
import io.curia.service.TestServer;
import io.curia.state.StagedRestore;
import io.curia.testing.LogLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SnapshotServiceTest {
    private static final String FAULT = "Raft error when restoring snapshot: ";

    @TempDir
    Path dir;

    private final TestServer server = new TestServer();
    private SnapshotService snapshots;

    @BeforeEach
    void open() throws IOException {
        snapshots = service();
    }

    private SnapshotService service() throws IOException {
        return new SnapshotService(new StateArchives(server.raft, server.raft, server.fsm, ScratchDirectory.open(dir)));
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        server.fsm.stop();
        assertThat(dir).isEmptyDirectory();
    }

    private byte[] save() throws IOException {
        if (server.fsm.lastAppliedIndex() == 0) {
            server.put("first", "1");
        }
        var saved =
                TestServer.ask(snapshots, "GET /v1/snapshot", request("", "")).join();
        var out = new ByteArrayOutputStream();
        saved.writer().writeTo(out);
        return out.toByteArray();
    }

    private Answer put(String query, byte[] archive) {
        return TestServer.restore(snapshots, request(query, ""), new ByteArrayInputStream(archive));
    }

    private void assertRefused(Answer answer, String text) {
        assertThat(body(answer)).isEqualTo(text);
        assertThat(answer.status()).isEqualTo(500);
    }

    /** An archive that takes several chunks. */
    private byte[] large() throws IOException {
        var noise = new Random(3);
        for (int i = 0; i < 3; i++) {
            var value = new StringBuilder();
            noise.ints(450_000, '0', 'z').forEach(c -> value.append((char) c));
            server.put("large/" + i, value.toString());
        }
        byte[] archive = save();
        server.delete("large/?recurse");
        return archive;
    }

    @Test
    void nothingIsNotSaved() {
        for (var query : List.of("", "?stale", "?consistent")) {
            var saved = TestServer.ask(snapshots, "GET /v1/snapshot", request(query, ""))
                    .join();
            assertRefused(saved, "there is no state yet that could be saved");
            assertThat(saved.writer()).isNull();
        }
    }

    @Test
    void aRestoreBringsBackWhatWasSaved() throws IOException {
        server.put("a", "1");
        byte[] archive = save();
        server.put("a", "2");
        server.put("b", "2");

        assertThat(put("", archive).status()).isEqualTo(200);

        assertThat(body(server.get("a?raw"))).isEqualTo("1");
        assertThat(server.get("b").status()).isEqualTo(404);
    }

    @Test
    void laterIndexesAreGreaterThanAnyBefore() throws IOException {
        server.put("a", "1");
        byte[] archive = save();
        server.put("a", "2");
        long before = Long.parseLong(TestServer.index(server.get("a")));
        put("", archive);
        server.put("a", "3");
        assertThat(Long.parseLong(TestServer.index(server.get("a")))).isGreaterThan(before);
    }

    @Test
    void aBlockedQueryWakesWithWhatWasThere() throws IOException {
        byte[] archive = save();
        server.put("a", "1");
        var waiting = server.startGet("a?raw&wait=5m&index=" + TestServer.index(server.get("a")));
        assertThat(waiting).isNotDone();
        put("", archive);
        assertThat(body(waiting.join())).isEqualTo("1");
        assertThat(server.get("a").status()).isEqualTo(404);
    }

    @Test
    void aPreviewTellsWhatARestoreWouldChangeAndChangesNothing() throws IOException {
        server.put("same", "1");
        server.put("other", "1");
        server.put("dir/gone%00%FF%5C", "1");
        byte[] archive = save();
        server.put("other", "2");
        server.delete("dir/gone%00%FF%5C");
        server.put("new/%C3%BC", "2");
        long applied = server.raft.lastApplied();
        var store = server.fsm.store();

        Answer preview = put("?preview", archive);

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.contentType()).isEqualTo("application/json");
        assertThat(body(preview))
                .matches("(?s)\\{\"Meta\":\\{\"ID\":\"1-3-\\d+\",\"Index\":3,\"Term\":1,\"Version\":1,\"Size\":\\d+},"
                        + "\"Tables\":\\[\\{\"Table\":\"nodes\",\"Add\":0,\"Change\":0,\"Remove\":0,\"Unchanged\":0,"
                        + "\"Added\":\\[],\"Changed\":\\[],\"Removed\":\\[]},.*")
                .contains("{\"Table\":\"kvs\",\"Add\":1,\"Change\":1,\"Remove\":1,\"Unchanged\":1,"
                        + "\"Added\":[\"dir/gone\\\\x00\\\\xff\\\\x5c\"],\"Changed\":[\"other\"],"
                        + "\"Removed\":[\"new/\u00fc\"]}")
                .contains("{\"Table\":\"tombstones\",\"Add\":0,\"Change\":0,\"Remove\":1,")
                .endsWith("{\"Table\":\"index\",\"Add\":0,\"Change\":1,\"Remove\":1,\"Unchanged\":0,\"Added\":[],"
                        + "\"Changed\":[\"kvs\"],\"Removed\":[\"tombstones\"]}],"
                        + "\"TakenOver\":[],\"Gone\":{\"Count\":0,\"Nodes\":[]}}");
        assertThat(TestServer.headers(preview)).containsEntry("X-Consul-Index", "6");
        assertThat(server.raft.lastApplied()).isEqualTo(applied);
        assertThat(server.fsm.store()).isSameAs(store);
        assertThat(body(put("?preview&pretty", archive))).startsWith("{\n    \"Meta\": {\n");
    }

    @Test
    void aPreviewNamesAHundredKeys() throws IOException {
        for (int i = 0; i < 101; i++) {
            server.put("k" + i, "1");
        }
        byte[] archive = save();
        server.delete("?recurse");
        assertThat(body(put("?preview", archive)))
                .contains("\"Table\":\"kvs\",\"Add\":101,")
                .contains("\"k98\"],");
    }

    @Test
    void aPreviewTellsWhoseNodesWillBeThoseOfServers() throws IOException {
        String old = "0b3c1f38-0000-4000-8000-000000000001";
        for (String node : List.of("N1", "gone")) {
            server.register(
                    "{\"Node\":\"" + node + "\",\"ID\":\"" + (node.equals("N1") ? old : "")
                            + "\",\"Address\":\"10.0.0.1\",\"Check\":{\"CheckID\":\"serfHealth\",\"Name\":\"x\",\"Status\":\"passing\"}}");
        }
        server.register("{\"Node\":\"external\",\"Address\":\"10.0.0.2\"}");
        assertThat(body(put("?preview", save())))
                .endsWith("\"TakenOver\":[{\"Node\":\"N1\",\"ID\":\"" + old + "\",\"ServerID\":\""
                        + DirectRaftEngine.NODE_ID + "\"}],\"Gone\":{\"Count\":1,\"Nodes\":[\"gone\"]}}");
    }

    @Test
    void aPreviewNeedsALeaderUnlessStaleWillDo() throws IOException {
        byte[] archive = save();
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        assertRefused(put("?preview", archive), "No cluster leader");
        assertThat(put("?preview&stale", archive).status()).isEqualTo(200);
        assertRefused(put("?stale", archive), "stale not allowed for restore");
        assertRefused(put("", archive), "No cluster leader");
    }

    @Test
    void aRestoreThatAnotherServerHasNoRoomForIsRefused() throws IOException {
        server.put("a", "1".repeat(200_000));
        byte[] archive = save();
        server.put("a", "2");
        long applied = server.raft.lastApplied();
        server.raft.setSmallestHeapBytes(1 << 20);

        assertRefused(
                put("", archive),
                "Raft error when restoring snapshot: not enough memory: the snapshot's state does not fit into a heap"
                        + " of 1 MB beside the present one;"
                        + " raise -Xmx on all servers; the state was not changed");

        assertThat(server.raft.lastApplied()).isEqualTo(applied);
        assertThat(put("?preview", archive).status()).isEqualTo(200);
        server.raft.setSmallestHeapBytes(Long.MAX_VALUE);
        assertThat(put("", archive).status()).isEqualTo(200);
        assertThat(body(server.get("a?raw"))).hasSize(200_000);
    }

    @Test
    void aFaultyArchiveIsRefusedEverywhereWithTheSameText() throws IOException {
        byte[] archive = save();
        long applied = server.raft.lastApplied();
        archive[archive.length - 8] ^= 1;
        for (String query : new String[] {"", "?preview"}) {
            assertRefused(put(query, archive), "gzip: invalid checksum");
            assertRefused(put(query, new byte[0]), "failed to decompress snapshot: EOF");
            assertRefused(put(query + (query.isEmpty() ? "?" : "&") + "dc=other", archive), "No path to datacenter");
        }
        assertThat(server.raft.lastApplied()).isEqualTo(applied);
    }

    @Test
    void aBodyThatIsTooLargeIsNotEvenRead() {
        var request = new ApiRequest(
                new byte[0],
                QueryParams.parse(null),
                name -> name.equals("Content-Length") ? Long.toString(StagedRestore.LIMIT + 1) : null,
                RequestBody.NONE);
        Answer answer = TestServer.restore(snapshots, request, InputStream.nullInputStream());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(body(answer)).isEqualTo("Request body too large, max size: 1073741824 bytes.");
    }

    @Test
    void aBodyThatEndsEarlyLeavesNothing() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        assertRefused(TestServer.restore(snapshots, request("", ""), broken), "unexpected EOF");
    }

    @Test
    void aFullQueueAndANewLeaderOnlyDelayChunks() throws IOException {
        server.put("a", "1");
        byte[] archive = large();
        var count = new AtomicInteger();
        server.raft.failProposals(entry -> switch (count.incrementAndGet()) {
            case 2, 3 -> new RaftException(RaftException.Kind.OVERLOADED, "too many");
            case 5 -> lostAfter(entry);
            case 7 -> new RaftException(RaftException.Kind.INDETERMINATE, "lost");
            default -> null;
        });
        server.put("a", "2");
        assertThat(put("", archive).status()).isEqualTo(200);
        assertThat(body(server.get("a?raw"))).isEqualTo("1");
        assertThat(count.get()).isGreaterThan(8);
    }

    /** What happens if the leader is lost when the command is in the log already. */
    private RaftException lostAfter(byte[] entry) {
        server.raft.applyInAnyCase(entry).join();
        return new RaftException(RaftException.Kind.INDETERMINATE, "lost");
    }

    private static boolean isSwitch(byte[] entry) {
        return new String(entry, UTF_8).contains("switch");
    }

    @Test
    void whoeverLosesTheLeaderAtTheSwitchIsToldThatNobodyKnows() throws IOException {
        server.put("a", "1");
        byte[] archive = save();
        server.put("a", "2");
        server.raft.failProposals(entry ->
                isSwitch(entry) ? new RaftException(RaftException.Kind.INDETERMINATE, "leadership lost") : null);
        assertRefused(put("", archive), FAULT + "leadership lost; it is not known whether the snapshot was restored");
        await().until(() -> StagedRestore.present(server.fsm.store().read()) == null);

        server.raft.failProposals(entry -> isSwitch(entry) ? lostAfter(entry) : null);
        assertRefused(put("", archive), FAULT + "lost; it is not known whether the snapshot was restored");
        assertThat(body(server.get("a?raw"))).isEqualTo("1");
    }

    @Test
    void whoeverFailsBeforeTheSwitchIsToldThatNothingChanged() throws IOException {
        server.put("a", "1");
        byte[] archive = save();
        var store = server.fsm.store();
        server.raft.failProposals(entry -> new RaftException(RaftException.Kind.STORAGE, "disk full"));
        assertRefused(put("", archive), FAULT + "disk full; the state was not changed");
        server.raft.failProposals(
                entry -> isSwitch(entry) ? new RaftException(RaftException.Kind.NO_LEADER, "none") : null);
        assertRefused(put("", archive), "No cluster leader");
        assertThat(server.fsm.store()).isSameAs(store);
        await().until(() -> StagedRestore.present(store.read()) == null);
    }

    @Test
    void aServerReadsOneArchiveAtATime() throws IOException {
        byte[] archive = save();
        var other = new CompletableFuture<Answer>();
        server.raft.failProposals(once(new AtomicInteger(), 1, () -> other.complete(put("preview", archive))));
        assertThat(put("", archive).status()).isEqualTo(200);
        assertThat(other.join().status()).isEqualTo(503);
        server.raft.failProposals(entry -> null);
        assertThat(put("preview", archive).status()).isEqualTo(200);
    }

    /** Of two on different servers, the one that began last wins, the other is told so, and nothing is mixed. */
    @Test
    void ofTwoRestoresTheLaterWins() throws IOException {
        var elsewhere = service();
        server.put("a", "1");
        byte[] first = large();
        server.put("a", "2");
        byte[] second = save();
        server.put("a", "3");
        var between = new AtomicInteger();
        var other = new CompletableFuture<Answer>();
        server.raft.failProposals(once(
                between,
                3,
                () -> other.complete(
                        TestServer.restore(elsewhere, request("", ""), new ByteArrayInputStream(second)))));
        assertRefused(put("", first), FAULT + "the restore was dropped; the state was not changed");
        assertThat(other.join().status()).isEqualTo(200);
        assertThat(body(server.get("a?raw"))).isEqualTo("2");

        server.raft.failProposals(once(
                new AtomicInteger(),
                3,
                () -> server.apply(
                        RestoreCommand.chunk(new RestoreChunk("another", 0, 0, false, ByteString.of("x"))))));
        assertRefused(put("", first), FAULT + "another restore has begun; the state was not changed");
        assertThat(body(server.get("a?raw"))).isEqualTo("2");
    }

    /** Does something before a certain proposal. */
    private static Function<byte[], RaftException> once(AtomicInteger count, int which, Runnable action) {
        return entry -> {
            if (count.incrementAndGet() == which) {
                action.run();
            }
            return null;
        };
    }

    @Test
    void theDirectoryIsEmptiedAtTheStart() throws IOException {
        Path left = Files.createFile(dir.resolve("upload-left"));
        Path foreign = Files.createFile(dir.resolve("foreign"));
        ScratchDirectory.open(dir);
        assertThat(left).doesNotExist();
        assertThat(foreign).exists();
        Files.delete(foreign);
    }

    @Test
    void operatorsAreToldOfWhatIsSavedAndRestoredAndForWhom() throws IOException {
        var client = Caller.http(new InetSocketAddress("127.0.0.9", 4242));
        server.put("a", "1");
        try (var log = new LogLines(StateArchives.class)) {
            var saved = TestServer.ask(
                            snapshots, "GET /v1/snapshot", request("", "").by(client))
                    .join();
            var out = new ByteArrayOutputStream();
            saved.writer().writeTo(out);
            server.put("a", "2");
            byte[] archive = out.toByteArray();
            TestServer.restore(snapshots, request("", "").by(client), new ByteArrayInputStream(archive));
            TestServer.restore(snapshots, request("?preview", "").by(client), new ByteArrayInputStream(archive));
            TestServer.restore(snapshots, request("", "").by(client), new ByteArrayInputStream(new byte[3]));
            assertThat(log.lines())
                    .containsExactly(
                            "INFO a snapshot at index 1 was saved for HTTP from 127.0.0.9:4242: " + archive.length
                                    + " bytes",
                            "INFO a snapshot at index 1 was restored for HTTP from 127.0.0.9:4242: " + archive.length
                                    + " bytes, index 2 before and " + server.fsm.lastAppliedIndex() + " after",
                            "WARNING a snapshot of 3 bytes was not restored for HTTP from 127.0.0.9:4242: "
                                    + "failed to decompress snapshot: gzip: invalid header");
        }
    }

    @Test
    void whoAsksIsNamedByHowAndWhence() throws IOException {
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        var from = new InetSocketAddress(InetAddress.getByAddress(loopback), 7);
        assertThat(Caller.remote("backup", from)).hasToString("remote call of user backup from [0:0:0:0:0:0:0:1]:7");
        assertThat(Caller.remote("backup", null)).hasToString("remote call of user backup");
        assertThat(Caller.job("snapshot-restore", 3)).hasToString("job snapshot-restore (execution 3)");
    }
}
