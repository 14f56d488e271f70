package io.curia.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts a stream into blocks; the last one is handed on by {@link #finish}. Not thread-safe. */
final class BlockOutput extends OutputStream {
    /** Bytes of all blocks but the last. */
    static final int BLOCK = 256 * 1024;

    private final Handover.Sink<byte[]> blocks;
    private final byte[] block = new byte[BLOCK];
    private int size;

    BlockOutput(Handover.Sink<byte[]> blocks) {
        this.blocks = blocks;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int step = Math.min(length - done, BLOCK - size);
            System.arraycopy(bytes, offset + done, block, size, step);
            size += step;
            done += step;
            if (size == BLOCK) {
                finish();
            }
        }
    }

    void finish() throws IOException {
        if (size > 0) {
            blocks.put(Arrays.copyOf(block, size));
            size = 0;
        }
    }
}
