package io.curia.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TurnsTest {
    private final AtomicInteger threads = new AtomicInteger();
    private final Turns turns = new Turns(3, task -> {
        threads.incrementAndGet();
        return new Thread(task, "turns");
    });

    @AfterEach
    void stop() {
        turns.shutdownNow();
    }

    @Test
    void soManyRunAtATime() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var full = new CountDownLatch(3);
        var all = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 500; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        full.countDown();
                        awaitAll(full);
                        running.decrementAndGet();
                    },
                    turns));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
        assertThat(most).hasValue(3);
        assertThat(threads).hasValue(3);
    }

    @Test
    void whoWaitsIsServedInOrder() throws Exception {
        var one = new Turns(1, Thread::new);
        var order = new ArrayList<Integer>();
        var begin = new CountDownLatch(1);
        one.execute(() -> awaitAll(begin));
        for (int i = 0; i < 100; i++) {
            int number = i;
            one.execute(() -> order.add(number));
        }
        begin.countDown();
        CompletableFuture.runAsync(() -> {}, one).get();
        one.shutdownNow();
        assertThat(order).hasSize(100).isSorted();
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTaskThatFailsLeavesItsTurnToTheNext() throws Exception {
        for (int i = 0; i < 10; i++) {
            turns.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
        }
        assertThat(CompletableFuture.supplyAsync(() -> "ran", turns).get()).isEqualTo("ran");
    }

    @Test
    void whoGivesUpItsTurnIsPassedOver() throws Exception {
        var end = new CountDownLatch(1);
        var holding = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 3; i++) {
            holding.add(CompletableFuture.runAsync(() -> awaitAll(end), turns));
        }
        var ran = new AtomicInteger();
        var waiting = CompletableFuture.runAsync(ran::incrementAndGet, turns);
        waiting.cancel(false);
        end.countDown();
        CompletableFuture.runAsync(() -> {}, turns).get();
        CompletableFuture.allOf(holding.toArray(CompletableFuture[]::new)).get();
        assertThat(ran).hasValue(0);
    }

    @Test
    void afterTheEndNothingIsTaken() {
        turns.shutdownNow();
        assertThatThrownBy(() -> turns.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    /** However many checks hang, the descriptors of the process are left to others. */
    @Test
    void probesUnderWayAreBounded() throws Exception {
        int most = Schedule.mostTurns();
        List<Socket> held = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Outcome>> hanging = new ArrayList<>();
        try (var deaf = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
                var schedule = new Schedule()) {
            var accepting = new Thread(() -> hold(deaf, held));
            accepting.start();
            var probes = new Probes(schedule.turns(), schedule.scripts());
            for (int i = 0; i < 5 * most; i++) {
                hanging.add(probes.of(ProbeDefinition.http("http://127.0.0.1:" + deaf.getLocalPort() + "/")
                                .timeout(Duration.ofMinutes(2))
                                .build())
                        .run());
            }
            await().until(() -> held.size() >= most);
            assertThat(held).hasSize(most);
            assertThat(hanging).noneMatch(CompletableFuture::isDone);

            // each that ends lets one more begin
            for (int i = 0; i < 3; i++) {
                held.get(i).close();
            }
            await().until(() -> held.size() >= most + 3);
            assertThat(held).hasSize(most + 3);
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
    }

    private static void hold(ServerSocket deaf, List<Socket> held) {
        try {
            while (!deaf.isClosed()) {
                held.add(deaf.accept());
            }
        } catch (IOException e) {
            assertThat(deaf.isClosed()).isTrue();
        }
    }
}
