package io.curia.query;

import static io.curia.service.TestServer.body;
import static io.curia.service.TestServer.index;
import static io.curia.service.TestServer.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.http.Answer;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.api.RaftException;
import io.curia.raft.api.ReadGrant;
import io.curia.service.TestServer;
import io.curia.state.KvEntries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockingQueriesTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&stale", "&consistent"})
    void waitsForAChangeOfItsKey(String consistency) {
        server.put("a", "1");
        CompletableFuture<Answer> waiting = server.startGet("a?raw&index=1" + consistency);
        awaitParked(1);
        server.put("b", "other");
        server.put("a/b", "below");
        assertThat(waiting).isNotDone();
        server.put("a", "2");
        assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).satisfies(answer -> {
            assertThat(body(answer)).isEqualTo("2");
            assertThat(index(answer)).isEqualTo("4");
        });
        awaitParked(0);
    }

    @Test
    void anIndexThatHasPassedDoesNotWait() {
        server.put("a", "1");
        server.put("a", "2");
        for (String query : new String[] {"index=1", "index=0&wait=10s", "wait=10s", "index="}) {
            CompletableFuture<Answer> answer = server.startGet("a?" + query);
            assertThat(answer).as(query).isCompletedWithValueMatching(a -> index(a).equals("2"));
        }
    }

    @Test
    void aTimeOutAnswersWhatIsThere() {
        server.put("a", "1");
        Answer answer = server.get("a?raw&index=1&wait=10ms");
        assertThat(body(answer)).isEqualTo("1");
        assertThat(index(answer)).isEqualTo("1");
        assertThat(body(server.get("a?raw&index=99&wait=10ms"))).isEqualTo("1");
        assertThat(server.get("never?index=1&wait=10ms").status()).isEqualTo(404);
        awaitParked(0);
    }

    @Test
    void listsWaitForTheirPrefix() {
        server.put("p/a", "1");
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (String target : new String[] {"p/?recurse&index=1", "p/?keys&index=1", "?keys&index=1"}) {
            waiting.add(server.startGet(target));
        }
        awaitParked(3);
        server.put("q", "2");
        assertThat(waiting.get(2)).succeedsWithin(60, TimeUnit.SECONDS);
        awaitParked(2);
        server.put("p/b", "3");
        for (CompletableFuture<Answer> answer : waiting) {
            assertThat(answer).succeedsWithin(60, TimeUnit.SECONDS);
        }
        assertThat(body(waiting.get(1).join())).isEqualTo("[\"p/a\",\"p/b\"]");
        assertThat(index(waiting.get(1).join())).isEqualTo("3");
    }

    @Test
    void aDeleteIsAChange() {
        server.put("a", "1");
        CompletableFuture<Answer> waiting = server.startGet("a?index=1");
        awaitParked(1);
        server.delete("a");
        assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).satisfies(answer -> assertThat(answer.status())
                .isEqualTo(404));
    }

    @Test
    void aKeyThatIsStillMissingGoesOnWaiting() {
        server.put("other", "1");
        ParkedQuery<KvEntry> query = new ParkedQuery<>(
                new BlockingQueries.Query<>(
                        server.call("GET /v1/kv/", request("a?index=1", "")),
                        (txn, watch) -> KvEntries.get(txn, ByteString.of("a"), watch),
                        Visible.all(),
                        (entry, meta) -> Answer.empty(entry == null ? 404 : 200, meta),
                        false),
                server.queries);
        CompletableFuture<Answer> waiting = query.start(new ReadGrant(true, 0));
        awaitParked(1);
        server.put("other", "2"); // the index of a missing key is that of the last change to any
        query.woken();
        assertThat(waiting).isNotDone();
        server.put("a", "1");
        assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).satisfies(answer -> assertThat(answer.status())
                .isEqualTo(200));
    }

    @Test
    void aRestoreAnswersTheOldState() throws IOException {
        server.put("a", "old");
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        server.fsm.capture().writeTo(captured);
        server.put("a", "newer");
        CompletableFuture<Answer> waiting = server.startGet("a?raw&index=2");
        awaitParked(1);
        server.fsm.restore(new ByteArrayInputStream(captured.toByteArray()));
        assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).satisfies(answer -> assertThat(body(answer))
                .isEqualTo("newer"));
        assertThat(body(server.get("a?raw"))).isEqualTo("old");
    }

    @Test
    void cancellingFreesThePlace() {
        server.put("a", "1");
        CompletableFuture<Answer> waiting = server.startGet("a?index=1");
        awaitParked(1);
        waiting.cancel(true);
        awaitParked(0);
    }

    @Test
    void aLeaderLostMeanwhileFailsAConsistentRead() {
        server.put("a", "1");
        CompletableFuture<Answer> waiting = server.startGet("a?index=1&consistent");
        awaitParked(1);
        server.raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        KvEntry entry = KvEntry.of(ByteString.of("a"), ByteString.of("2"), 0);
        server.fsm.apply(2, KvsCommand.of(KvsOp.SET, entry).encode());
        assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).satisfies(answer -> assertThat(body(answer))
                .isEqualTo("No cluster leader"));
    }

    @Test
    void stoppingAnswersAllWhoWait() {
        server.put("a", "1");
        CompletableFuture<Answer> waiting = server.startGet("a?index=1");
        awaitParked(1);
        server.queries.close();
        assertThat(waiting).succeedsWithin(60, TimeUnit.SECONDS).satisfies(answer -> assertThat(body(answer))
                .isEqualTo("raft is already shutdown"));
    }

    @Test
    void oneWriteWakesThousands() {
        server.put("a", "1");
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            waiting.add(server.startGet("a?raw&index=1"));
        }
        awaitParked(5000);
        server.put("a", "2");
        CompletableFuture<Void> all = CompletableFuture.allOf(waiting.toArray(CompletableFuture<?>[]::new));
        assertThat(all).succeedsWithin(60, TimeUnit.SECONDS);
        assertThat(waiting)
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("2".getBytes(UTF_8)));
        awaitParked(0);
    }

    @Test
    void noWriteIsMissedWhileOneFollowsAnother() {
        server.put("a", "0");
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= 300; i++) {
                server.put("a", Integer.toString(i));
            }
        });
        String seen = "0";
        String index = "1";
        while (!seen.equals("300")) {
            CompletableFuture<Answer> next = server.startGet("a?raw&wait=1m&index=" + index);
            assertThat(next).succeedsWithin(60, TimeUnit.SECONDS);
            assertThat(Long.parseLong(index(next.join()))).isGreaterThan(Long.parseLong(index));
            seen = body(next.join());
            index = index(next.join());
        }
        assertThat(writing).succeedsWithin(60, TimeUnit.SECONDS);
    }

    @Test
    void waitsAreBoundedAndSpread() {
        long second = TimeUnit.SECONDS.toNanos(1);
        assertThat(BlockingQueries.boundedWaitNanos(0)).isBetween(300 * second, 300 * second + 300 * second / 16);
        assertThat(BlockingQueries.boundedWaitNanos(-5)).isBetween(300 * second, 300 * second + 300 * second / 16);
        assertThat(BlockingQueries.boundedWaitNanos(Long.MAX_VALUE))
                .isBetween(600 * second, 600 * second + 600 * second / 16);
        assertThat(BlockingQueries.boundedWaitNanos(1)).isEqualTo(1);
    }

    private void awaitParked(int count) {
        await().until(() -> server.queries.waiting() == count);
    }
}
