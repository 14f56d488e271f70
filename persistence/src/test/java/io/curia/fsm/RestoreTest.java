package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.fsm.restore.RestoreCommand;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import io.curia.state.KvStore;
import io.curia.state.StagedRestore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
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

    /** Proposes the chunks from the given index on, and returns the next index. */
    private static long stage(Fsm fsm, long index, byte[] archive) {
        long next = index;
        for (int i = 0; i * CHUNK < archive.length; i++) {
            var part = Arrays.copyOfRange(archive, i * CHUNK, Math.min(archive.length, (i + 1) * CHUNK));
            var command = RestoreCommand.chunk(ID, i, ByteString.wrap(part));
            assertThat(fsm.apply(next++, command.encode())).isEqualTo(ApplyResult.Nil.NIL);
        }
        return next;
    }

    private static ApplyResult switchTo(Fsm fsm, long index, byte[] archive) {
        int chunks = (archive.length + CHUNK - 1) / CHUNK;
        return fsm.apply(index, RestoreCommand.switchTo(ID, chunks).encode());
    }

    private static List<String> keys(Fsm fsm) {
        var keys = new java.util.ArrayList<String>();
        KvStore.all(fsm.store().read()).forEach(row -> keys.add(row.key().toString()));
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
            KvStore.get(fsm.store().read(), ByteString.of("unrelated"), watch);
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
        fsm.apply(101, RestoreCommand.chunk("given up", 0, ByteString.of("1")).encode());
        fsm.apply(102, RestoreCommand.chunk("given up", 1, ByteString.of("2")).encode());
        long index = stage(fsm, 103, archive);
        assertThat(fsm.apply(
                        index++,
                        RestoreCommand.chunk("given up", 2, ByteString.of("3")).encode()))
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
}
