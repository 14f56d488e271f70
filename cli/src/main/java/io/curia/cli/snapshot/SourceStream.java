package io.curia.cli.snapshot;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Keeps the fault that a read of it met, so that it can be told from faults of where the bytes go. Read by one thread;
 * the fault may be asked for by another.
 */
final class SourceStream extends FilterInputStream {
    private volatile IOException fault;

    SourceStream(InputStream in) {
        super(in);
    }

    /** Why reading failed, or null if it did not. */
    IOException fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException e) {
            fault = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException e) {
            fault = e;
            throw e;
        }
    }
}
