package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fault.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The storage under random appends, truncations, votes, snapshots and flushes with the power cut in the midst of them:
 * what it gives back is what was acknowledged, or that and the one write under way, whole.
 */
@Timeout(300)
class PowerLossTest {
    private static final int CRASHES = 12;

    @TempDir
    Path dir;

    /** One server's life across crashes. */
    private final class Life {
        private final long seed;
        private final Random random;
        private final FaultyDisk disk;
        private PromisedLog promised = new PromisedLog();
        private PromisedLog attempt;
        private PromisedLog noted;
        private StorageRig rig;
        private boolean founded;

        Life(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.disk = FaultyDisk.mount(seed);
        }

        void live() throws IOException {
            for (int crash = 0; crash < CRASHES; crash++) {
                disk.cutPowerAfterWrites(random.nextInt(80));
                runUntilCrash();
                disk.restorePower();
                checkAfter(crash);
            }
            disk.close();
        }

        private void runUntilCrash() throws IOException {
            try {
                rig = new StorageRig(dir.resolve("s" + seed), disk);
                if (founded) {
                    check(rig.restore(), "after an orderly start");
                } else {
                    rig.found();
                    founded = true;
                }
                noted = promised.copy();
                while (disk.isPowered()) {
                    step();
                }
            } catch (IOException | RuntimeException e) {
                if (disk.isPowered()) {
                    throw e;
                }
            } finally {
                abandon();
            }
        }

        private void step() throws IOException {
            int dice = random.nextInt(100);
            if (dice < 50) {
                append();
            } else if (dice < 80) {
                flush();
            } else if (dice < 86) {
                deleteSome();
            } else if (dice < 91) {
                vote();
            } else if (dice < 93) {
                changeMembers();
            } else if (dice < 96) {
                captureSnapshot();
            } else if (dice < 98) {
                receiveSnapshot();
            } else {
                restart();
            }
        }

        private void append() {
            for (int n = random.nextInt(6); n >= 0; n--) {
                var payload = new byte[random.nextInt(20) == 0 ? 40_000 : random.nextInt(1500)];
                random.nextBytes(payload);
                long index = noted.lastIndex() + 1;
                int term = Math.max(1, noted.term());
                rig.append(term, index, payload);
                noted.append(term, index, payload);
            }
        }

        private void flush() throws IOException {
            attempt = noted.copy();
            rig.log.flush();
            acknowledge();
        }

        private void acknowledge() {
            promised = attempt;
            attempt = null;
            noted = promised.copy();
        }

        private void deleteSome() {
            long last = noted.lastIndex();
            long from = Math.max(noted.snapshotIndex() + 1, last - random.nextInt(8));
            if (from <= last) {
                rig.log.truncateFrom(from);
                noted.deleteFrom(from);
            }
        }

        private void vote() throws IOException {
            int term = noted.term() + 1;
            UUID candidate = random.nextBoolean() ? null : StorageRig.MEMBERS.get(random.nextInt(3));
            // durable on its own: entries that are only noted stay behind
            attempt = promised.copy();
            attempt.vote(term, candidate);
            rig.log.vote(term, candidate);
            promised = attempt;
            attempt = null;
            noted.vote(term, candidate);
        }

        private void changeMembers() throws IOException {
            attempt = promised.copy();
            attempt.members(attempt.membersIndex() + 1);
            rig.persistMembers(attempt.membersIndex());
            promised = attempt;
            attempt = null;
            noted.members(promised.membersIndex());
        }

        /** Of committed entries, so of ones that are on disk. */
        private void captureSnapshot() throws IOException {
            flush();
            long index = promised.lastIndex();
            if (index == promised.snapshotIndex()) {
                return;
            }
            var content = content();
            attempt = promised.copy();
            attempt.snapshot(index, content);
            rig.capture(promised.term(), index, content);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> !disk.isPowered() || rig.log.snapshots().durableIndex() >= index);
            if (disk.isPowered()) {
                acknowledge();
            }
        }

        private void receiveSnapshot() throws IOException {
            flush();
            long index = promised.lastIndex() + 1 + random.nextInt(100);
            var content = content();
            attempt = promised.copy();
            attempt.snapshot(index, content);
            attempt.forgetUpTo(index);
            rig.receive(Math.max(1, promised.term()), index, content);
            acknowledge();
        }

        private byte[] content() {
            var content = new byte[random.nextInt(600_000)];
            random.nextBytes(content);
            return content;
        }

        private void restart() throws IOException {
            flush();
            abandon();
            rig = new StorageRig(dir.resolve("s" + seed), disk);
            check(rig.restore(), "after an orderly stop");
        }

        /** An orderly stop; on a disk without power, what a crash leaves of the program: nothing. */
        private void abandon() {
            if (rig != null) {
                var leaving = rig;
                rig = null;
                try {
                    leaving.close();
                } catch (MVStoreException e) {
                    assertThat(disk.isPowered()).as("seed %d: %s", seed, e).isFalse();
                }
            }
        }

        private void checkAfter(int crash) throws IOException {
            rig = new StorageRig(dir.resolve("s" + seed), disk);
            var restored = rig.restore();
            if (restored == null) {
                assertThat(promised.lastIndex()).isZero();
                founded = false;
            } else {
                founded = true;
                check(restored, "after crash " + crash);
            }
            rig.close();
            rig = null;
        }

        private void check(RaftFiles.Restored restored, String when) throws IOException {
            var found = found(restored);
            var description =
                    "seed %d, %s: promised %s, attempted %s, found %s".formatted(seed, when, promised, attempt, found);
            boolean asPromised = promised.matches(found) && promised.holdsSnapshotOf(found, promised.snapshotIndex());
            boolean asAttempted = attempt != null
                    && attempt.matches(found)
                    && attempt.holdsSnapshotOf(found, promised.snapshotIndex());
            assertThat(asPromised || asAttempted).as(description).isTrue();
            promised = found;
            attempt = null;
        }

        private PromisedLog found(RaftFiles.Restored restored) throws IOException {
            var found = new PromisedLog();
            found.vote(restored.vote().term(), restored.vote().votedFor());
            if (restored.snapshot() != null) {
                found.snapshot(restored.snapshot().head().index(), StorageRig.content(restored));
            }
            found.members(rig.membersIndex());
            for (var entry : StorageRig.entries(restored)) {
                found.append(entry.term(), entry.index(), entry.payload());
            }
            return found;
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("power-loss.seeds", 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasAcknowledgedIsFoundAgain(long seed) throws IOException {
        new Life(seed).live();
    }
}
