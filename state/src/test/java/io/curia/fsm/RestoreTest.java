package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.fsm.restore.RestoreCommand;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.RestoreChunk;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.KvEntries;
import io.curia.state.KvTables;
import io.curia.state.RestoreTables;
import io.curia.state.StagedRestore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreTest {
    private static final int CHUNK = 64;
    private static final String ID = "0b3c1f38-0000-0000-0000-000000000001";

    private static byte[] archive(Fsm fsm) throws IOException {
        var snapshot = fsm.snapshot();
        var meta = new ArchiveMeta(1, "1-2-3", snapshot.index(), 1, "", List.of(), 1, 0);
        var out = new ByteArrayOutputStream();
        ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC());
        return out.toByteArray();
    }

    private static Fsm withKeys(long firstIndex, String... keys) {
        var fsm = Fsms.create();
        long index = firstIndex;
        for (var key : keys) {
            fsm.apply(index++, Fsms.set(key, "value of " + key));
        }
        return fsm;
    }

    private static List<byte[]> chunks(byte[] archive) {
        var chunks = new ArrayList<byte[]>();
        for (int at = 0; at < archive.length; at += CHUNK) {
            boolean last = at + CHUNK >= archive.length;
            var part = Arrays.copyOfRange(archive, at, last ? archive.length : at + CHUNK);
            chunks.add(chunk(ID, chunks.size(), at, last, part));
        }
        return chunks;
    }

    private static byte[] chunk(String restore, long sequence, long offset, boolean last, byte[] data) {
        return RestoreCommand.chunk(new RestoreChunk(restore, sequence, offset, last, ByteString.wrap(data)))
                .encode();
    }

    private static byte[] givenUp(int sequence) {
        return chunk("given up", sequence, sequence, false, new byte[1]);
    }

    /** Proposes the chunks from the given index on, and returns the next index. */
    private static long stage(Fsm fsm, long index, byte[] archive) {
        long next = index;
        for (var chunk : chunks(archive)) {
            assertThat(fsm.apply(next++, chunk)).isEqualTo(ApplyResult.Nil.NIL);
        }
        return next;
    }

    private static ApplyResult switchTo(Fsm fsm, long index, byte[] archive) {
        int chunks = (archive.length + CHUNK - 1) / CHUNK;
        return fsm.apply(index, RestoreCommand.switchTo(ID, chunks).encode());
    }

    private static List<String> keys(Fsm fsm) {
        var keys = new ArrayList<String>();
        fsm.store()
                .read()
                .scan(KvTables.KVS, null)
                .forEach(row -> keys.add(row.key().toString()));
        return keys;
    }

    @Test
    void theWholeStateIsReplacedAtOneIndex() throws IOException {
        var archive = archive(withKeys(10, "a", "b"));
        var fsm = withKeys(100, "x", "y");
        long index = stage(fsm, 102, archive);
        assertThat(keys(fsm)).containsExactly("x", "y");

        assertThat(switchTo(fsm, index, archive)).isEqualTo(ApplyResult.Nil.NIL);

        assertThat(keys(fsm)).containsExactly("a", "b");
        assertThat(Fsms.get(fsm, "b").modifyIndex()).isEqualTo(11);
        assertThat(fsm.lastAppliedIndex()).isEqualTo(index);
        assertThat(StagedRestore.present(fsm.store().read())).isNull();
    }

    @Test
    void laterIndexesAreGreaterThanAnyOfTheArchive() throws IOException {
        var archive = archive(withKeys(5_000, "a"));
        var fsm = withKeys(100, "x");
        long index = stage(fsm, 101, archive);
        switchTo(fsm, index, archive);
        fsm.apply(index + 1, Fsms.set("later", ""));
        assertThat(Fsms.get(fsm, "later").modifyIndex()).isGreaterThan(5_000);

        var again = Fsms.restored(Fsms.captured(fsm));
        again.apply(index + 2, Fsms.set("latest", ""));
        assertThat(Fsms.get(again, "latest").modifyIndex())
                .isEqualTo(Fsms.get(fsm, "later").modifyIndex() + 1);
    }

    @Test
    void whoeverWaitsIsWoken() throws IOException {
        var fsm = withKeys(100, "x");
        try (var watch = new WatchSet()) {
            KvEntries.get(fsm.store().read(), ByteString.of("unrelated"), watch);
            watch.watch(fsm.store().abandoned());
            var archive = archive(withKeys(10, "a"));
            switchTo(fsm, stage(fsm, 101, archive), archive);
            assertThat(watch.fired().toCompletableFuture()).isDone();
        }
    }

    @Test
    void aCaptureHalfWayCanBeContinued() throws IOException {
        var archive = archive(withKeys(10, "a", "b"));
        var fsm = withKeys(100, "x");
        long index = stage(fsm, 101, archive);
        var other = Fsms.restored(Fsms.captured(fsm));
        assertThat(switchTo(other, index, archive)).isEqualTo(ApplyResult.Nil.NIL);
        switchTo(fsm, index, archive);
        assertThat(Fsms.captured(other)).isEqualTo(Fsms.captured(fsm));
    }

    @Test
    void anotherRestoreTakesThePlaceOfOneThatWasGivenUp() throws IOException {
        var archive = archive(withKeys(10, "a"));
        var fsm = withKeys(100, "x");
        fsm.apply(101, givenUp(0));
        fsm.apply(102, givenUp(1));
        long index = stage(fsm, 103, archive);
        assertThat(fsm.apply(index++, givenUp(2))).isEqualTo(new ApplyResult.Failure("another restore has begun"));
        assertThat(fsm.apply(index++, RestoreCommand.switchTo("given up", 2).encode()))
                .isEqualTo(new ApplyResult.Failure("another restore has begun"));
        assertThat(switchTo(fsm, index, archive)).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(keys(fsm)).containsExactly("a");
    }

    @Test
    void whatWasDroppedIsNotRestored() throws IOException {
        var archive = archive(withKeys(10, "a"));
        var fsm = withKeys(100, "x");
        long index = stage(fsm, 101, archive);
        fsm.apply(index++, RestoreCommand.drop("another").encode());
        assertThat(StagedRestore.present(fsm.store().read())).isEqualTo(ID);
        fsm.apply(index++, RestoreCommand.drop(ID).encode());
        assertThat(switchTo(fsm, index, archive)).isEqualTo(new ApplyResult.Failure("the restore was dropped"));
        assertThat(keys(fsm)).containsExactly("x");
    }

    @Test
    void aDamagedArchiveChangesNothing() throws IOException {
        var archive = archive(withKeys(10, "a"));
        archive[archive.length - 5] ^= 1;
        var fsm = withKeys(100, "x");
        long index = stage(fsm, 101, archive);
        assertThat(switchTo(fsm, index, archive))
                .isEqualTo(new ApplyResult.Failure("the archive cannot be restored: gzip: invalid checksum"));
        assertThat(keys(fsm)).containsExactly("x");
        assertThatThrownBy(() -> fsm.readArchive(new ByteArrayInputStream(archive)))
                .isInstanceOf(ArchiveException.class);
    }

    @Test
    void stagedChunksAreNeverPartOfAnArchive() throws IOException {
        var fsm = withKeys(100, "x");
        var archive = archive(fsm);
        stage(fsm, 101, archive);
        var staged = new ByteArrayOutputStream();
        fsm.snapshot().writeState(staged);
        var plain = new ByteArrayOutputStream();
        withKeys(100, "x").snapshot().writeState(plain);
        assertThat(staged.toByteArray()).isEqualTo(plain.toByteArray());

        plain.write(112);
        plain.write(0x80);
        var meta = new ArchiveMeta(1, "", 1, 1, "", List.of(), 1, 0);
        var foreign = new ByteArrayOutputStream();
        ArchiveWriter.write(foreign, meta, out -> out.write(plain.toByteArray()), Clock.systemUTC());
        assertThatIOException()
                .isThrownBy(() -> fsm.readArchive(new ByteArrayInputStream(foreign.toByteArray())))
                .withMessage("Unrecognized msg type 112");
    }

    @Test
    void theSwitchFindsTheStateReady() throws IOException {
        var archive = archive(withKeys(10, "a", "b"));
        var fsm = withKeys(100, "x");
        assertThat(fsm.whenArchiveRead(ID).toCompletableFuture()).isDone();
        var chunks = chunks(archive);
        long index = 101;
        for (var chunk : chunks.subList(0, chunks.size() - 1)) {
            fsm.apply(index++, chunk);
            assertThat(fsm.whenArchiveRead(ID).toCompletableFuture()).isNotDone();
        }
        assertThat(fsm.whenArchiveRead("another").toCompletableFuture()).isDone();
        fsm.apply(index++, chunks.get(chunks.size() - 1));
        fsm.whenArchiveRead(ID).toCompletableFuture().join();
        assertThat(keys(fsm)).containsExactly("x");
        assertThat(switchTo(fsm, index, archive)).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(keys(fsm)).containsExactly("a", "b");
    }

    /** In the background, after a capture half-way, and with chunks twice: the same state, to the byte. */
    @Test
    void howTheArchiveWasReadMakesNoDifference() throws IOException {
        var archive = archive(withKeys(10, "a", "b", "c"));
        var chunks = chunks(archive);
        var straight = withKeys(100, "x");
        var repeated = withKeys(100, "x");
        var moved = withKeys(100, "x");
        long index = 101;
        for (int i = 0; i < chunks.size(); i++) {
            straight.apply(index, chunks.get(i));
            repeated.apply(index, chunks.get(i));
            moved.apply(index, chunks.get(i));
            index++;
            straight.apply(index, Fsms.set("in between", "" + i));
            assertThat(repeated.apply(index, chunks.get(i / 2))).isEqualTo(ApplyResult.Nil.NIL);
            if (i == chunks.size() / 2) {
                moved = Fsms.restored(Fsms.captured(moved));
            }
            moved.apply(index, Fsms.set("in between", "" + i));
            index++;
        }
        for (var fsm : List.of(straight, repeated, moved)) {
            assertThat(switchTo(fsm, index, archive)).isEqualTo(ApplyResult.Nil.NIL);
        }
        assertThat(Fsms.captured(repeated)).isEqualTo(Fsms.captured(straight));
        assertThat(Fsms.captured(moved)).isEqualTo(Fsms.captured(straight));
    }

    @Test
    void whatIsGivenUpInTheBackgroundIsReadAtTheSwitch() throws IOException {
        var archive = archive(withKeys(10, "a"));
        var fsm = withKeys(100, "x");
        long index = stage(fsm, 101, archive);
        fsm.stop();
        assertThat(switchTo(fsm, index, archive)).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(keys(fsm)).containsExactly("a");
    }

    @Test
    void theBackgroundEndsWithWhatItReads() throws IOException {
        var archive = archive(withKeys(10, "a"));
        var fsm = withKeys(100, "x");
        fsm.apply(101, givenUp(0));
        var givenUp = fsm.whenArchiveRead("given up").toCompletableFuture();
        fsm.apply(102, chunks(archive).get(0));
        givenUp.join();
        var dropped = fsm.whenArchiveRead(ID).toCompletableFuture();
        assertThat(dropped).isNotDone();
        fsm.apply(103, RestoreCommand.drop(ID).encode());
        dropped.join();
        fsm.apply(104, chunks(archive).get(0));
        var replaced = fsm.whenArchiveRead(ID).toCompletableFuture();
        assertThat(replaced).isNotDone();
        fsm.restore(new ByteArrayInputStream(Fsms.captured(withKeys(100, "y"))));
        replaced.join();
    }

    @Test
    void chunksOutOfOrderAreRefused() {
        var fsm = withKeys(100, "x");
        assertThat(fsm.apply(101, chunk(ID, 1, 1, false, new byte[1])))
                .isEqualTo(new ApplyResult.Failure("the restore was dropped"));
        fsm.apply(102, chunk(ID, 0, 0, false, new byte[3]));
        var outOfOrder = new ApplyResult.Failure("a part of the archive came out of order");
        assertThat(fsm.apply(103, chunk(ID, 2, 3, false, new byte[1]))).isEqualTo(outOfOrder);
        assertThat(fsm.apply(104, chunk(ID, 1, 2, false, new byte[1]))).isEqualTo(outOfOrder);
        assertThat(fsm.apply(105, chunk(ID, 1, 3, true, new byte[1]))).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(fsm.apply(106, chunk(ID, 2, 4, false, new byte[1]))).isEqualTo(outOfOrder);
        assertThat(fsm.apply(107, RestoreCommand.switchTo(ID, 3).encode()))
                .isEqualTo(new ApplyResult.Failure("a part of the archive is missing"));
        assertThat(fsm.apply(108, chunk("", 0, 0, true, new byte[1])))
                .isEqualTo(new ApplyResult.Failure("a restore needs an id"));
    }

    /** Chunks are counted by the place they claim, so no gigabyte is needed to see that there is a limit. */
    @Test
    void noMoreThanTheLimitIsKept() {
        var fsm = withKeys(100, "x");
        try (var txn = fsm.store().write()) {
            txn.insert(
                    RestoreTables.CHUNKS,
                    new RestoreChunk(ID, 0, StagedRestore.LIMIT - 2, false, ByteString.wrap(new byte[1])));
            txn.commit();
        }
        assertThat(fsm.apply(101, chunk(ID, 1, StagedRestore.LIMIT - 1, false, new byte[1])))
                .isEqualTo(ApplyResult.Nil.NIL);
        assertThat(fsm.apply(102, chunk(ID, 2, StagedRestore.LIMIT, false, new byte[1])))
                .isEqualTo(new ApplyResult.Failure("the archive is too large, max size: 1073741824 bytes"));
    }
}
