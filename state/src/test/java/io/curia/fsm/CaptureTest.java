package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.management.ThreadMXBean;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.IndexEntry;
import io.curia.model.KvEntry;
import io.curia.model.Tombstone;
import io.curia.state.Indexes;
import io.curia.state.KvTables;
import io.curia.state.Tombstones;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
    private static final int ENVELOPE = 24;
    private static final String HEADER = "81a94c617374496e6465781d";
    private static final String FOO = "0287ab437265617465496e64657810a5466c61677300a34b6579a7666f6f2f626172"
            + "a94c6f636b496e64657800ab4d6f64696679496e64657810a753657373696f6ea0a556616c7565a568656c6c6f";
    private static final String KVS_22 = "1082a34b6579a36b7673a556616c756516";
    private static final String CHUNKS = "1d81a84368756e6b4d617080";

    @Test
    void isTheFileFormatRecordByRecord() throws IOException {
        var fsm = Fsms.create();
        fsm.apply(16, Fsms.set("foo/bar", "hello"));
        fsm.apply(22, Fsms.set("z", ""));
        fsm.apply(29, Fsms.on(KvsOp.DELETE, "z", 0));
        var bytes = Fsms.captured(fsm);
        assertThat(HexFormat.of().formatHex(bytes, ENVELOPE, bytes.length))
                .isEqualTo(HEADER + FOO
                        + "0587ab437265617465496e64657800a5466c61677300a34b6579a17a"
                        + "a94c6f636b496e64657800ab4d6f64696679496e6465781da753657373696f6ea0a556616c7565c0"
                        + "1082a34b6579a36b7673a556616c75651d"
                        + "1082a34b6579aa746f6d6273746f6e6573a556616c75651d" + CHUNKS);
    }

    @Test
    void comesBackWhole() throws IOException {
        var fsm = Fsms.create();
        fsm.apply(3, Fsms.set("a", "1"));
        fsm.apply(4, Fsms.set("b", ""));
        fsm.apply(5, Fsms.set("a", "2"));
        fsm.apply(6, Fsms.set("c", "3"));
        fsm.apply(7, Fsms.on(KvsOp.DELETE, "c", 0));
        fsm.apply(9, Fsms.on(KvsOp.DELETE, "c", 0));
        var restored = Fsms.restored(Fsms.captured(fsm));
        assertThat(restored.store().read().scan(KvTables.KVS, null))
                .containsExactly(
                        new KvEntry(ByteString.of("a"), ByteString.of("2"), 0, 0, "", 3, 5),
                        new KvEntry(ByteString.of("b"), null, 0, 0, "", 4, 4));
        assertThat(Tombstones.all(restored.store().read())).containsExactly(new Tombstone(ByteString.of("c"), 7));
        assertThat(Indexes.all(restored.store().read()))
                .containsExactly(new IndexEntry("kvs", 7), new IndexEntry("tombstones", 7));
        assertThat(restored.lastAppliedIndex()).isEqualTo(9);
        assertThat(Fsms.captured(restored)).isEqualTo(Fsms.captured(fsm));
        assertThatExceptionOfType(UnappliableEntryException.class)
                .isThrownBy(() -> restored.apply(9, Fsms.set("a", "3")));
        restored.apply(10, Fsms.set("a", "3"));
        assertThat(Fsms.get(restored, "a").modifyIndex()).isEqualTo(10);
    }

    /** The thread that applies entries waits for it, so it must not depend on how much there is. */
    @Test
    void takingItCostsNothing() {
        var fsm = Fsms.create();
        for (int i = 1; i <= 20_000; i++) {
            fsm.apply(i, Fsms.set("key/" + i, "value"));
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var warm = fsm.capture();
        long before = threads.getCurrentThreadAllocatedBytes();
        var capture = fsm.capture();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1024);
        assertThat(capture).isNotSameAs(warm);
    }

    @Test
    void keepsTheMomentItWasTaken() throws IOException {
        var fsm = Fsms.create();
        fsm.apply(1, Fsms.set("a", "1"));
        var capture = fsm.capture();
        var before = Fsms.written(capture);
        fsm.apply(2, Fsms.set("a", "2"));
        assertThat(Fsms.written(capture)).isEqualTo(before);
        assertThat(Fsms.get(Fsms.restored(before), "a").value()).isEqualTo(ByteString.of("1"));
    }

    @Test
    void theOffsetBetweenLogAndStateIsPartOfIt() throws IOException {
        var capture = Fsms.captured(Fsms.create());
        ByteBuffer.wrap(capture).putLong(8, 1000).putLong(16, 1005);
        var fsm = Fsms.restored(capture);
        assertThat(fsm.lastAppliedIndex()).isEqualTo(1005);
        fsm.apply(6, Fsms.set("a", "1"));
        assertThat(Fsms.get(fsm, "a").createIndex()).isEqualTo(1006);
        assertThat(Fsms.restored(Fsms.captured(fsm)).lastAppliedIndex()).isEqualTo(1006);
    }

    @Test
    void indexRecordsWinOverRowsWhereverTheyStand() throws IOException {
        assertThat(Indexes.all(
                        restoredFrom(HEADER + FOO + KVS_22 + CHUNKS).store().read()))
                .containsExactly(new IndexEntry("kvs", 0x16));
        assertThat(Indexes.all(
                        restoredFrom(HEADER + KVS_22 + FOO + CHUNKS).store().read()))
                .containsExactly(new IndexEntry("kvs", 0x16));
        assertThat(Indexes.all(restoredFrom(HEADER + FOO + CHUNKS).store().read()))
                .containsExactly(new IndexEntry("kvs", 0x10));
    }

    @Test
    void recordsOfPeeringsAndResourcesAreDropped() throws IOException {
        var dropped = "2381a141c0" + "26c0" + "2880" + "2aa3666f6f";
        assertThat(Fsms.get(restoredFrom(HEADER + dropped + FOO + CHUNKS), "foo/bar")
                        .value())
                .isEqualTo(ByteString.of("hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                HEADER,
                HEADER + FOO,
                HEADER + CHUNKS + FOO,
                "90" + CHUNKS,
                HEADER + "40c0" + CHUNKS,
                HEADER + "02c1" + CHUNKS,
                HEADER + "0290" + CHUNKS,
                HEADER + "0280" + CHUNKS,
                HEADER + "0282a34b6579a161a753657373696f6ea161" + CHUNKS,
                HEADER + FOO + "1d"
            })
    void whatIsNoWholeCaptureIsRefusedAndTheStateStays(String hex) throws IOException {
        var fsm = Fsms.create();
        fsm.apply(1, Fsms.set("a", "1"));
        var before = fsm.store();
        assertThatIOException().isThrownBy(() -> fsm.restore(capture(hex)));
        assertThat(fsm.store()).isSameAs(before);
        assertThat(before.abandoned().abandoned()).isFalse();
        fsm.apply(2, Fsms.set("a", "2"));
        assertThat(Fsms.get(fsm, "a").modifyIndex()).isEqualTo(2);
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        var fsm = Fsms.create();
        fsm.apply(1, Fsms.set("a", "1"));
        fsm.apply(2, Fsms.on(KvsOp.DELETE, "a", 0));
        var whole = Fsms.captured(fsm);
        for (int length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);
            assertThatIOException().isThrownBy(() -> Fsms.restored(cut));
        }
    }

    @Test
    void otherFormatsAreRefused() throws IOException {
        var capture = Fsms.captured(Fsms.create());
        capture[7]++;
        assertThatIOException().isThrownBy(() -> Fsms.restored(capture)).withMessageContaining("format 2");
        capture[0]++;
        assertThatIOException().isThrownBy(() -> Fsms.restored(capture)).withMessageContaining("not a capture");
    }

    @Test
    void aRestoreWakesEverythingThatWatchesTheOldState() throws IOException {
        var fsm = Fsms.create();
        var capture = Fsms.captured(fsm);
        var old = fsm.store();
        var watch = new WatchSet();
        watch.watch(old.abandoned());
        assertThat(watch.fired().toCompletableFuture()).isNotDone();
        fsm.restore(new ByteArrayInputStream(capture));
        assertThat(watch.fired().toCompletableFuture()).isDone();
        assertThat(fsm.store()).isNotSameAs(old);
    }

    @Test
    void aLargeStateIsStreamed() throws IOException {
        var fsm = Fsms.create();
        var value = ByteString.wrap(new byte[300_000]);
        for (int i = 1; i <= 20; i++) {
            var entry = KvEntry.of(ByteString.of("k" + i), value, 0);
            fsm.apply(i, KvsCommand.of(KvsOp.SET, entry).encode());
        }
        var largest = new int[1];
        fsm.capture().writeTo(new OutputStream() {
            @Override
            public void write(int oneByte) {
                largest[0] = Math.max(largest[0], 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                largest[0] = Math.max(largest[0], length);
            }
        });
        assertThat(largest[0]).isBetween(300_000, 400_000);
        assertThat(Fsms.captured(Fsms.restored(Fsms.captured(fsm)))).isEqualTo(Fsms.captured(fsm));
    }

    private static Fsm restoredFrom(String hex) throws IOException {
        var fsm = Fsms.create();
        fsm.restore(capture(hex));
        return fsm;
    }

    private static InputStream capture(String hex) throws IOException {
        var envelope = Arrays.copyOf(Fsms.captured(Fsms.create()), ENVELOPE);
        return new ByteArrayInputStream(HexFormat.of().parseHex(HexFormat.of().formatHex(envelope) + hex));
    }
}
