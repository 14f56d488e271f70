package io.curia.raft.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/** Puts a checksum into the footer of each commit that passes; see {@link ChecksummedPath}. Safe for several threads. */
final class ChecksummedChannel extends FileBaseDefault {
    private final FileChannel base;

    ChecksummedChannel(FileChannel base) {
        this.base = base;
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        var sealed = MvChunks.isWholeChunk(source) ? MvChunks.seal(source) : source;
        int length = sealed.remaining();
        for (int written = 0; written < length; ) {
            written += base.write(sealed, position + written);
        }
        source.position(source.limit());
        return length;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        return base.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return base.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        base.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        base.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return shared ? new ReadersLock(this, position, size) : base.tryLock(position, size, false);
    }

    /**
     * Locks nothing: what is opened for reading only is written by nobody any more, and a lock would keep out other
     * readers of the same process.
     */
    private static final class ReadersLock extends FileLock {
        private volatile boolean valid = true;

        ReadersLock(FileChannel channel, long position, long size) {
            super(channel, position, size, true);
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        @Override
        public void release() {
            valid = false;
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        base.close();
    }
}
