package io.curia.cli.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/** Tells of each read how many bytes it brought. As thread-safe as the stream below and whoever counts. */
public final class CountedInput extends FilterInputStream {
    private final IntConsumer counter;

    /** @param counter is given the bytes of each read, on the thread that reads */
    public CountedInput(InputStream in, IntConsumer counter) {
        super(in);
        this.counter = counter;
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        counter.accept(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        counter.accept(Math.max(count, 0));
        return count;
    }
}
