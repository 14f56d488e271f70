package io.curia.fsm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read for a budget, and tells it in portions, so that it costs little. Not thread-safe. */
final class MeteredInput extends FilterInputStream {
    private static final int PORTION = 64 * 1024;

    private static final int KVS = 2;
    /** Rows of the catalog stand in several indexes, and may be of few bytes. */
    private static final int OTHERS = 3;

    private final StateBudget budget;
    private long bytes;
    private long records;

    MeteredInput(InputStream in, StateBudget budget) {
        super(in);
        this.budget = budget;
    }

    /** A record of that type came to its end. */
    void countRecord(int type) {
        records += type == KVS ? 1 : OTHERS;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int more) throws IOException {
        bytes += more;
        if (bytes >= PORTION) {
            budget.spend(bytes, records);
            bytes = 0;
            records = 0;
        }
    }
}
