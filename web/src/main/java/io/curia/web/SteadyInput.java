package io.curia.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A long body that has to go on coming: each holds a thread and a file, and there are few of both. For one thread. */
final class SteadyInput extends FilterInputStream {
    private static final long GRACE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long BYTES_PER_SECOND = 1024;

    private final LongSupplier nanoTime;
    private final long begin;
    private long bytes;

    SteadyInput(InputStream in) {
        this(in, System::nanoTime);
    }

    SteadyInput(InputStream in, LongSupplier nanoTime) {
        super(in);
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int more) throws IOException {
        bytes += more;
        long used = nanoTime.getAsLong() - begin - GRACE_NANOS;
        if (used > 0 && bytes < Duration.ofNanos(used).toSeconds() * BYTES_PER_SECOND) {
            throw new IOException("the request body takes too long");
        }
    }
}
