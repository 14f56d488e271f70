package io.curia.fsm;

import io.curia.model.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bytes that come in parts from one thread and are read by another, which waits for them. A part is let go once it is
 * read. Reads never cross the border of two parts, so what a reader sees does not depend on when they came.
 */
final class ChunkStream extends InputStream {
    private final Deque<ByteString> parts = new ArrayDeque<>();
    private ByteString present = ByteString.EMPTY;
    private int position;
    private boolean ended;
    private boolean cancelled;

    /** Adds a part; ignored after the end. */
    synchronized void add(ByteString part) {
        if (!ended && !cancelled) {
            parts.add(part);
            notifyAll();
        }
    }

    /** Says that no more parts come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Makes every read fail from now on, also one that waits. */
    synchronized void cancel() {
        cancelled = true;
        parts.clear();
        notifyAll();
    }

    @Override
    public synchronized int read() throws IOException {
        return await() ? present.byteAt(position++) & 0xff : -1;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        } else if (!await()) {
            return -1;
        }
        int count = Math.min(length, present.length() - position);
        System.arraycopy(present.shared(), position, target, offset, count);
        position += count;
        return count;
    }

    /** Waits for a byte; false at the end. */
    private boolean await() throws IOException {
        while (!cancelled && position == present.length()) {
            if (!parts.isEmpty()) {
                present = parts.remove();
                position = 0;
            } else if (ended) {
                return false;
            } else {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted");
                }
            }
        }
        if (cancelled) {
            throw new InterruptedIOException("given up");
        }
        return true;
    }
}
