package org.jboss.remoting3.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.Buffers;
import org.xnio.ByteBufferPool;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.Pooled;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Cuts what a peer sends into messages, each of which follows its length in four bytes. In the place of the class of that
 * name in jboss-remoting 5.0.31.Final, which allocates whatever length a stranger claims (CVE-2026-15562): here a length
 * beyond {@link #LONGEST} ends the connection, and memory is taken only for bytes that have come. Thread-safe by the
 * lock that the connection gives.
 */
@SuppressWarnings("deprecation") // its callers want XNIO's Pooled
final class MessageReader {
    /** What {@link #getMessage} returns at the end of the stream. */
    static final Pooled<ByteBuffer> EOF_MARKER = Buffers.emptyPooledByteBuffer();

    /** Bytes of the longest message. Peers send at most 8 KiB, but for answers of an authentication. */
    static final int LONGEST = ByteBufferPool.LARGE_SIZE;

    private static final int LENGTH_BYTES = Integer.BYTES;

    private final ConduitStreamSourceChannel channel;
    private final Object lock;

    /** What has come and was not given out, ready to be read; null if there is nothing. */
    private ByteBuffer received;

    MessageReader(ConduitStreamSourceChannel channel, Object lock) {
        this.channel = channel;
        this.lock = lock;
    }

    ConduitStreamSourceChannel getSourceChannel() {
        return channel;
    }

    /**
     * The next message, which the caller has to free; null if it has not come to its end yet, {@link #EOF_MARKER} if
     * nothing will come any more.
     *
     * @throws IOException if the channel fails, or the peer announces a message that is too long
     */
    Pooled<ByteBuffer> getMessage() throws IOException {
        synchronized (lock) {
            while (true) {
                ByteBuffer message = cutMessage();
                if (message != null) {
                    return Buffers.globalPooledWrapper(message);
                }
                int read = receive();
                if (read <= 0) {
                    return read < 0 ? EOF_MARKER : null;
                }
            }
        }
    }

    /** The first message of what has come, null if it is not whole. */
    private ByteBuffer cutMessage() throws IOException {
        if (received == null || received.remaining() < LENGTH_BYTES) {
            return null;
        }
        int length = received.getInt(received.position());
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of " + Integer.toUnsignedString(length) + " bytes is announced, and "
                    + LONGEST + " are allowed");
        }
        if (received.remaining() - LENGTH_BYTES < length) {
            return null;
        }
        received.position(received.position() + LENGTH_BYTES);
        ByteBuffer message = length <= ByteBufferPool.MEDIUM_SIZE
                ? ByteBufferPool.MEDIUM_HEAP.allocate()
                : ByteBufferPool.LARGE_HEAP.allocate();
        Buffers.copy(length, message, received);
        message.flip();
        if (!received.hasRemaining()) {
            free();
        }
        return message;
    }

    /** Reads what the channel has, as far as there is room for it. Returns the number of bytes, -1 at the end. */
    private int receive() throws IOException {
        makeRoom();
        try {
            return channel.read(received);
        } finally {
            received.flip();
            if (!received.hasRemaining()) {
                free();
            }
        }
    }

    /** Makes the buffer ready to be written to, twice as large if it is full. */
    private void makeRoom() {
        if (received == null) {
            received = ByteBufferPool.MEDIUM_DIRECT.allocate();
        } else if (received.remaining() == received.capacity()) {
            ByteBuffer larger = ByteBuffer.allocate(2 * received.capacity());
            larger.put(received);
            free();
            received = larger;
        } else {
            received.compact();
        }
    }

    private void free() {
        ByteBufferPool.free(received);
        received = null;
    }

    void close() {
        synchronized (lock) {
            IoUtils.safeClose(channel);
            if (received != null) {
                free();
            }
        }
    }

    void setReadListener(ChannelListener<? super ConduitStreamSourceChannel> listener) {
        synchronized (lock) {
            channel.setReadListener(listener);
        }
    }

    void suspendReads() {
        synchronized (lock) {
            channel.suspendReads();
        }
    }

    void resumeReads() {
        synchronized (lock) {
            channel.resumeReads();
        }
    }

    void wakeupReads() {
        synchronized (lock) {
            channel.wakeupReads();
        }
    }

    void shutdownReads() throws IOException {
        synchronized (lock) {
            channel.shutdownReads();
        }
    }
}
