package io.curia.query;

import static io.curia.service.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curia.http.Answer;
import io.curia.http.Header;
import io.curia.http.LargeBody;
import io.curia.service.TestServer;
import jakarta.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class LargeAnswersTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final long ONE = 4L * LargeBody.PIECE;

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    private void fill(int keys, int valueLength) {
        for (int i = 0; i < keys; i++) {
            server.put("p/%04d".formatted(i), "v".repeat(valueLength) + i);
        }
    }

    private static String text(Answer answer) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var pieces = answer.pieces()) {
            for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
                assertThat(piece.remaining()).isLessThanOrEqualTo(2 * LargeBody.PIECE);
                out.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&pretty"})
    void aLongListComesInPiecesAndWhole(String pretty) throws IOException {
        fill(40, 9_000);
        server.put("p/long", "w".repeat(400_001));
        var answer = server.get("p/?recurse" + pretty);
        assertThat(answer.body()).isNull();
        var list = Json.createReader(new StringReader(text(answer))).readArray();
        assertThat(list).hasSize(41);
        for (int i = 0; i < 40; i++) {
            var value = list.getJsonObject(i).getString("Value");
            assertThat(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                    .isEqualTo("v".repeat(9_000) + i);
        }
        var value = list.getJsonObject(40).getString("Value");
        assertThat(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .isEqualTo("w".repeat(400_001));
        assertThat(server.large.usedBytes()).isZero();
    }

    @Test
    void aLongValueComesInPieces() throws IOException {
        server.put("long", "w".repeat(300_000));
        assertThat(text(server.get("long?raw"))).isEqualTo("w".repeat(300_000));
        assertThat(text(server.get("long")))
                .contains(Base64.getEncoder().encodeToString("w".repeat(300_000).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keysComeInPieces() throws IOException {
        fill(8_000, 1);
        var list =
                Json.createReader(new StringReader(text(server.get("p/?keys")))).readArray();
        assertThat(list).hasSize(8_000);
        assertThat(list.getString(7_999)).isEqualTo("p/7999");
    }

    @Test
    void anAnswerIsOfTheMomentItBegan() throws IOException {
        fill(40, 9_000);
        var answer = server.get("p/?recurse");
        server.delete("p/?recurse");
        assertThat(Json.createReader(new StringReader(text(answer))).readArray())
                .hasSize(40);
    }

    @Test
    void transactionsThatReadMuchComeInPieces() throws IOException {
        fill(40, 9_000);
        var answer = server.ask("PUT /v1/txn", request("", "[{\"KV\":{\"Verb\":\"get-tree\",\"Key\":\"p/\"}}]"))
                .toCompletableFuture()
                .join();
        var read = Json.createReader(new StringReader(text(answer))).readObject();
        assertThat(read.getJsonArray("Results")).hasSize(40);
        assertThat(read.getBoolean("KnownLeader")).isTrue();
    }

    @Test
    void whatFindsNoRoomWaitsAsARecipe() throws IOException {
        var large = new LargeAnswers(server.threads, 2 * ONE, LONG, LONG);
        var made = new AtomicInteger();
        var first = admit(large, made);
        var second = admit(large, made);
        var third = admit(large, made);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(third).isNotDone();
        assertThat(made).hasValue(3);

        first.join().pieces().close();
        await().until(third::isDone);
        assertThat(made).as("made anew once there was room").hasValue(4);
        assertThat(text(third.join())).isEqualTo("x".repeat(100_000));
        second.join().drop();
        assertThat(large.usedBytes()).isZero();
    }

    @Test
    void whoGoesWhileWaitingLeavesItsRoomToOthers() {
        var large = new LargeAnswers(server.threads, ONE, LONG, LONG);
        var first = admit(large, new AtomicInteger());
        var gone = admit(large, new AtomicInteger());
        var next = admit(large, new AtomicInteger());
        gone.cancel(false);
        first.join().drop();
        await().until(next::isDone);
        next.join().drop();
        assertThat(large.usedBytes()).isZero();
    }

    @Test
    void whoWaitsTooLongIsToldToComeAgain() {
        var large = new LargeAnswers(server.threads, ONE, LONG, Duration.ofMillis(20));
        var first = admit(large, new AtomicInteger());
        var refused = admit(large, new AtomicInteger()).join();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).contains(new Header("Retry-After", "1"));
        first.join().drop();
        assertThat(admit(large, new AtomicInteger())).isCompletedWithValueMatching(answer -> answer.status() == 200);
    }

    @Test
    void aClientThatStopsReadingLosesItsAnswer() {
        var large = new LargeAnswers(server.threads, ONE, Duration.ofMillis(80), LONG);
        var stopped = admit(large, new AtomicInteger()).join();
        var lost = new AtomicInteger();
        stopped.pieces().onLost(lost::incrementAndGet);
        var next = admit(large, new AtomicInteger());
        await().until(next::isDone);
        assertThat(lost).hasValue(1);
        assertThatThrownBy(() -> stopped.pieces().next()).isInstanceOf(IOException.class);
        stopped.pieces().close();
        next.join().drop();
        assertThat(large.usedBytes()).isZero();
    }

    @Test
    void oneThatHoldsMoreThanTheBudgetGoesAlone() {
        var large = new LargeAnswers(server.threads, ONE, LONG, LONG);
        var only = large.admit(answer(100 * ONE), () -> answer(100 * ONE));
        assertThat(only).isCompleted();
        var next = admit(large, new AtomicInteger());
        assertThat(next).isNotDone();
        only.join().drop();
        await().until(next::isDone);
        next.join().drop();
    }

    @Test
    void manyWokenAtOnceAllGetTheirs() throws IOException {
        fill(40, 9_000);
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waiting.add(server.startGet("p/?recurse&wait=3m&index=40"));
        }
        await().until(() -> server.queries.waiting() == 200);
        server.put("p/last", "1");
        for (var answer : waiting) {
            await().until(answer::isDone);
            assertThat(text(answer.join())).endsWith("]");
        }
        assertThat(server.large.usedBytes()).isZero();
    }

    @Test
    void anAnswerThatNobodyWaitsForHoldsNothing() {
        fill(40, 9_000);
        var waiting = server.startGet("p/?recurse&wait=3m&index=40");
        waiting.cancel(true);
        server.put("p/last", "1");
        await().until(() -> server.queries.waiting() == 0 && server.large.usedBytes() == 0);
    }

    private static CompletableFuture<Answer> admit(LargeAnswers large, AtomicInteger made) {
        made.incrementAndGet();
        return large.admit(answer(0), () -> {
            made.incrementAndGet();
            return answer(0);
        });
    }

    private static Answer answer(long heldBytes) {
        byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        var bytes = LargeBody.bytes(body);
        return Answer.large("text/plain", List.of(), new LargeBody(ONE / 4 + heldBytes, bytes.pieces()));
    }
}
