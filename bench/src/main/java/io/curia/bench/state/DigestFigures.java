package io.curia.bench.state;

import io.curia.fsm.digest.StateDigest;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;

/** How long the digest of a large state takes, by which servers compare theirs. */
public final class DigestFigures {
    private static final int ROUNDS = 5;

    private DigestFigures() {}

    /**
     * Makes the digest of a state some times, and prints how long it took.
     *
     * @param args the number of keys, a million if it is not given, and the bytes of each value, 100 if not
     */
    public static void main(String[] args) {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        var value = ByteString.wrap(new byte[args.length > 1 ? Integer.parseInt(args[1]) : 100]);
        var fsm = StandardFsm.create(Runnable::run);
        for (int i = 1; i <= count; i++) {
            fsm.apply(
                    i,
                    KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of("service/" + i % 1000 + "/key/" + i), value, 0))
                            .encode());
        }
        for (int round = 1; round <= ROUNDS; round++) {
            long start = System.nanoTime();
            var digest = StateDigest.of(fsm.snapshot().txn(), () -> {});
            System.out.printf(
                    "%d keys of %d bytes: %d ms, %s%n",
                    count, value.length(), (System.nanoTime() - start) / 1_000_000, digest.hash());
        }
        fsm.stop();
    }
}
