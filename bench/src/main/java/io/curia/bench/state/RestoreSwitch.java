package io.curia.bench.state;

import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.restore.RestoreCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.model.RestoreChunk;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;

/**
 * How long a restore holds up the thread that applies entries: {@code RestoreSwitch [COUNT] [VALUE_BYTES]} restores an
 * archive of many keys, once read in the background while its chunks came, once read by the switch itself.
 */
public final class RestoreSwitch {
    private static final int CHUNK = 256 * 1024;
    private static final int ROUNDS = 3;

    private RestoreSwitch() {}

    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int valueBytes = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        byte[] archive = archive(count, valueBytes);
        System.out.printf("%d entries of %d B, an archive of %.1f MB%n", count, valueBytes, archive.length / 1e6);
        for (int round = 0; round < ROUNDS; round++) {
            restore("read by the switch", archive, false);
            restore("read in the background", archive, true);
        }
        System.exit(0);
    }

    private static byte[] archive(int count, int valueBytes) throws IOException {
        var fsm = StandardFsm.create(ForkJoinPool.commonPool());
        var random = new Random(1);
        for (int i = 1; i <= count; i++) {
            var value = new byte[valueBytes];
            random.nextBytes(value);
            var key = ByteString.of(String.format("bench/keys/%09d", i));
            fsm.apply(
                    i,
                    KvsCommand.of(KvsOp.SET, KvEntry.of(key, ByteString.wrap(value), 0))
                            .encode());
        }
        var snapshot = fsm.snapshot();
        var out = new ByteArrayOutputStream();
        var meta = new ArchiveMeta(ArchiveMeta.VERSION, "1-2-3", snapshot.index(), 1, "", List.of(), 1, 0);
        ArchiveWriter.write(out, meta, snapshot::writeState, Clock.systemUTC());
        return out.toByteArray();
    }

    private static void restore(String how, byte[] archive, boolean background) {
        Fsm fsm = StandardFsm.create(ForkJoinPool.commonPool());
        long index = 0;
        long longest = 0;
        long started = System.nanoTime();
        int sequence = 0;
        for (int at = 0; at < archive.length; at += CHUNK) {
            int end = Math.min(archive.length, at + CHUNK);
            var data = ByteString.wrap(Arrays.copyOfRange(archive, at, end));
            var chunk = new RestoreChunk("r", sequence++, at, end == archive.length, data);
            byte[] entry = RestoreCommand.chunk(chunk).encode();
            long before = System.nanoTime();
            fsm.apply(++index, entry);
            longest = Math.max(longest, System.nanoTime() - before);
        }
        if (background) {
            fsm.whenArchiveRead("r").toCompletableFuture().join();
        } else {
            fsm.stop();
        }
        long before = System.nanoTime();
        fsm.apply(++index, RestoreCommand.switchTo("r", sequence).encode());
        long pause = System.nanoTime() - before;
        System.out.printf(
                "%-22s  switch %10.3f ms, longest chunk %7.3f ms, in all %.2f s%n",
                how, pause / 1e6, longest / 1e6, (System.nanoTime() - started) / 1e9);
    }
}
