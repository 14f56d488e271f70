package io.curia.torture.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file of a store on the {@link Disk}; the store reads and writes at places only. As thread-safe as the file itself. */
final class FaultyChannel extends FileChannel {
    private final FileChannel base;
    private final Unforced unforced;

    FaultyChannel(FileChannel base, Unforced unforced) {
        this.base = base;
        this.unforced = unforced;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return base.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        unforced.write(base, position, length, () -> {
            while (source.hasRemaining()) {
                base.write(source, position + length - source.remaining());
            }
        });
        return length;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        unforced.write(base, size, Math.max(0, base.size() - size), () -> base.truncate(size));
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        var fault = Disk.fault();
        if (fault.delayMs() > 0) {
            delay(fault.delayMs());
        }
        if (fault.failing()) {
            unforced.drop();
            throw new IOException("Input/output error");
        }
        unforced.force(() -> base.force(metaData));
    }

    private static void delay(long milliseconds) throws IOException {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public long size() throws IOException {
        return base.size();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return base.tryLock(position, size, shared);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return base.lock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        base.close();
    }

    @Override
    public int read(ByteBuffer target) {
        throw unexpected();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw unexpected();
    }

    @Override
    public int write(ByteBuffer source) {
        throw unexpected();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw unexpected();
    }

    @Override
    public long position() {
        throw unexpected();
    }

    @Override
    public FileChannel position(long position) {
        throw unexpected();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw unexpected();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw unexpected();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw unexpected();
    }

    private static UnsupportedOperationException unexpected() {
        return new UnsupportedOperationException("stores read and write at places only");
    }
}
