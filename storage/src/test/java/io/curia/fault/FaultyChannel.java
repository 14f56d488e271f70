package io.curia.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;

/** An open file of a {@link FaultyDisk}. */
final class FaultyChannel extends FileBaseDefault {
    private final FaultyDisk disk;
    private final String name;
    private final RandomAccessFile base;

    FaultyChannel(FaultyDisk disk, String name, RandomAccessFile base) {
        this.disk = disk;
        this.name = name;
        this.base = base;
    }

    String name() {
        return name;
    }

    RandomAccessFile base() {
        return base;
    }

    /** Ends it without its owner's doing, and with it its lock. */
    void closeBase() throws IOException {
        base.close();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
        disk.requirePower();
        return base.getChannel().read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        return disk.write(this, source, position);
    }

    @Override
    public long size() throws IOException {
        disk.requirePower();
        return base.length();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        disk.truncate(this, size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.force(this);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        disk.requirePower();
        return base.getChannel().tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        disk.closed(this);
        base.close();
    }
}
