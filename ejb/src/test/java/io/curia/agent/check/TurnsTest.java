package io.curia.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void probesUnderWayAreBounded() throws Exception {
        var unix = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (var deaf = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
                var schedule = new Schedule()) {
            var probes = new Probes(schedule.turns(), schedule.scripts());
            long before = unix.getOpenFileDescriptorCount();
            List<CompletableFuture<Outcome>> hanging = new ArrayList<>();
            for (int i = 0; i < 5 * Schedule.mostTurns(); i++) {
                hanging.add(probes.of(ProbeDefinition.http("http://127.0.0.1:" + deaf.getLocalPort() + "/")
                                .timeout(Duration.ofMinutes(2))
                                .build())
                        .run());
            }
            int most = Schedule.mostTurns();
            await().until(() -> unix.getOpenFileDescriptorCount() >= before + most);
            assertThat(unix.getOpenFileDescriptorCount()).isLessThan(before + most + most / 2);
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
        }
    }
}
