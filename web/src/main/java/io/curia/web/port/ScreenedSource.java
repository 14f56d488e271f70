package io.curia.web.port;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * What a connection's peer sends, as the web server gets to see it: only messages that pass the {@link MessageScreen}.
 * While a request waits for its answer, it can also be {@linkplain #watch watched} whether the peer is still there, which
 * the web server would not notice before it writes. Safe for use by any thread.
 */
public final class ScreenedSource extends AbstractStreamSourceConduit<StreamSourceConduit> {
    /** Of requests that come while one is being answered, so much is taken from the socket before they have to wait. */
    private static final int MOST_AHEAD = 64 * 1024;

    private static final int LONGEST_FAREWELL_READ = 256 * 1024;

    private final StreamConnection connection;
    private final ByteBufferPool buffers;
    private final ReadReadyHandler upper;
    /** As it was before the web server put its own in front, which wants to be asked for answers. */
    private final StreamSinkConduit bareSink;

    private final MessageScreen screen = new MessageScreen();

    /** Bytes that passed the screen and were not asked for yet; null if there are none. */
    private ByteBuffer ahead;

    private boolean ended;
    private boolean wanted;
    private Runnable gone;

    /** Puts itself between a new connection and whoever will read from it. */
    static void install(StreamConnection connection, ByteBufferPool buffers) {
        var source = connection.getSourceChannel();
        source.setConduit(new ScreenedSource(connection, buffers, source.getConduit()));
    }

    private ScreenedSource(StreamConnection connection, ByteBufferPool buffers, StreamSourceConduit next) {
        super(next);
        this.connection = connection;
        this.buffers = buffers;
        this.bareSink = connection.getSinkChannel().getConduit();
        this.upper = new ReadReadyHandler.ChannelListenerHandler<>(connection.getSourceChannel());
        next.setReadReadyHandler(new Ready());
    }

    /**
     * Has the task run once, on the I/O thread, if the peer closes its side or breaks the connection; until
     * {@link #unwatch}.
     */
    public synchronized void watch(Runnable whenGone) {
        gone = whenGone;
        if (ended) {
            next.wakeupReads();
        } else {
            next.resumeReads();
        }
    }

    /** Ends the watch, if there is one; to be called before the next request is read. */
    public synchronized void unwatch() {
        if (gone != null) {
            gone = null;
            if (!wanted) {
                next.suspendReads();
            }
        }
    }

    /** What the socket has to say goes to the watch while there is one, else to the web server. */
    private final class Ready implements ReadReadyHandler {
        @Override
        public void readReady() {
            if (!isWatched()) {
                upper.readReady();
                return;
            }
            Runnable task = look();
            if (task != null) {
                task.run();
            }
        }

        @Override
        public void forceTermination() {
            upper.forceTermination();
        }

        @Override
        public void terminated() {
            upper.terminated();
        }
    }

    private synchronized boolean isWatched() {
        return gone != null;
    }

    /** Reads ahead; returns what is to be run if the peer has gone. */
    private synchronized Runnable look() {
        try {
            while (gone != null && !ended && screen.fault() == null) {
                if (ahead != null && ahead.remaining() >= MOST_AHEAD) {
                    next.suspendReads();
                    return null;
                }
                if (fill() == 0) {
                    return null;
                }
            }
        } catch (IOException e) {
            ended = true;
        }
        next.suspendReads();
        if (!ended) {
            return null;
        }
        Runnable task = gone;
        gone = null;
        return task;
    }

    @Override
    public synchronized int read(ByteBuffer dst) throws IOException {
        if (!dst.hasRemaining()) {
            return 0;
        }
        while (ahead == null) {
            BadRequestException fault = screen.fault();
            if (fault != null) {
                return refuse(fault);
            }
            if (ended) {
                return -1;
            }
            if (screen.plainBytesLeft() > 0) {
                return readPlain(dst);
            }
            int count = fill();
            if (count == 0) {
                return 0;
            }
        }
        return take(dst);
    }

    private int readPlain(ByteBuffer dst) throws IOException {
        int limit = dst.limit();
        if (screen.plainBytesLeft() < dst.remaining()) {
            dst.limit(dst.position() + (int) screen.plainBytesLeft());
        }
        try {
            int count = next.read(dst);
            if (count > 0) {
                screen.passed(count);
            }
            return count;
        } finally {
            dst.limit(limit);
        }
    }

    /** Reads from the socket once; the number of bytes, which may all be held back, 0 or -1. */
    private int fill() throws IOException {
        try (var pooled = buffers.allocate()) {
            ByteBuffer in = pooled.getBuffer();
            int count = next.read(in);
            if (count < 0) {
                ended = true;
            } else if (count > 0) {
                in.flip();
                screen.pass(in, this::put);
            }
            return count;
        }
    }

    private void put(byte[] bytes, int offset, int length) {
        if (ahead == null) {
            ahead = ByteBuffer.allocate(Math.max(length, 1024)).limit(0);
        }
        if (ahead.capacity() - ahead.limit() < length) {
            ByteBuffer larger = ByteBuffer.allocate(2 * (ahead.remaining() + length));
            larger.put(ahead).flip();
            ahead = larger;
        }
        int end = ahead.limit();
        ahead.limit(end + length).put(end, bytes, offset, length);
    }

    private int take(ByteBuffer dst) {
        int count = Math.min(dst.remaining(), ahead.remaining());
        dst.put(ahead.slice(ahead.position(), count));
        ahead.position(ahead.position() + count);
        if (!ahead.hasRemaining()) {
            ahead = null;
        }
        return count;
    }

    /** Answered here: of a bad head nothing behind gets to know, and on a bad body the web server just hangs up. */
    private int refuse(BadRequestException fault) throws IOException {
        if (!ended) {
            ended = true;
            String status = fault.status() == 400 ? "400 Bad Request" : fault.status() + " Not Implemented";
            String body = fault.status() == 400 ? status + ": " + fault.getMessage() : fault.getMessage();
            Farewell.send(bareSink, status, body);
            // what is left unread would make the system throw the answer away
            discard(LONGEST_FAREWELL_READ);
        }
        if (!screen.isInHead()) {
            throw fault;
        }
        return -1;
    }

    private void discard(int most) throws IOException {
        try (var pooled = buffers.allocate()) {
            ByteBuffer in = pooled.getBuffer();
            for (int count = next.read(in), sum = 0; count > 0 && sum < most; count = next.read(in)) {
                sum += count;
                in.clear();
            }
        }
    }

    @Override
    public synchronized long read(ByteBuffer[] dsts, int offs, int len) throws IOException {
        for (int i = offs; i < offs + len; i++) {
            if (dsts[i].hasRemaining()) {
                return read(dsts[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return target.transferFrom(connection.getSourceChannel(), position, count);
    }

    @Override
    public long transferTo(long count, ByteBuffer throughBuffer, StreamSinkChannel target) throws IOException {
        return IoUtils.transfer(connection.getSourceChannel(), count, throughBuffer, target);
    }

    @Override
    public synchronized void resumeReads() {
        wanted = true;
        if (hasNews()) {
            next.wakeupReads();
        } else {
            next.resumeReads();
        }
    }

    @Override
    public synchronized void suspendReads() {
        wanted = false;
        if (gone == null) {
            next.suspendReads();
        }
    }

    @Override
    public synchronized void wakeupReads() {
        wanted = true;
        next.wakeupReads();
    }

    @Override
    public synchronized boolean isReadResumed() {
        return wanted;
    }

    @Override
    public void awaitReadable() throws IOException {
        if (!hasNewsNow()) {
            next.awaitReadable();
        }
    }

    @Override
    public void awaitReadable(long time, TimeUnit timeUnit) throws IOException {
        if (!hasNewsNow()) {
            next.awaitReadable(time, timeUnit);
        }
    }

    private synchronized boolean hasNewsNow() {
        return hasNews();
    }

    private boolean hasNews() {
        return ahead != null || ended || screen.fault() != null;
    }

    /** The last words on a connection that no request can be answered on. */
    static final class Farewell {
        private Farewell() {}

        /** Writes as much as the connection takes at once. */
        static void send(StreamConnection connection, String status, String text) {
            try {
                send(connection.getSinkChannel().getConduit(), status, text);
            } catch (IOException e) {
                IoUtils.safeClose(connection);
            }
        }

        /** The same, where whoever has the connection closes it after a failure. */
        static void send(StreamSinkConduit sink, String status, String text) throws IOException {
            String head = "HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                    + text.length() + "\r\nConnection: close\r\n\r\n";
            sink.write(ByteBuffer.wrap((head + text).getBytes(US_ASCII)));
            sink.terminateWrites();
            sink.flush();
        }
    }
}
