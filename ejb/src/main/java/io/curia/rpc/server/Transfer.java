package io.curia.rpc.server;

import io.curia.rpc.SnapshotRefusedException;
import io.curia.state.StagedRestore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** An archive on its way, in a file that ends with it. Whoever uses it holds its lock. */
final class Transfer {
    /** Where the archive goes, seen from the server. */
    enum Direction {
        OUT,
        IN
    }

    private final String id;
    private final String owner;
    private final Direction direction;
    private final Path file;
    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean ended;
    private volatile long usedNanos;

    /** @throws IOException if the file cannot be opened; it is deleted then */
    Transfer(String id, String owner, Direction direction, Path file, long nowNanos) throws IOException {
        this.id = id;
        this.owner = owner;
        this.direction = direction;
        this.file = file;
        this.usedNanos = nowNanos;
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    String id() {
        return id;
    }

    Path file() {
        return file;
    }

    ReentrantLock lock() {
        return lock;
    }

    boolean isFor(String user, Direction wanted) {
        return owner.equals(user) && direction == wanted;
    }

    boolean belongsTo(String user) {
        return owner.equals(user);
    }

    boolean hasEnded() {
        return ended;
    }

    long usedNanos() {
        return usedNanos;
    }

    void usedAt(long nowNanos) {
        usedNanos = nowNanos;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** At most so many bytes from a place; fewer only at the end. */
    byte[] read(long offset, int most) throws IOException {
        long left = channel.size() - offset;
        if (offset < 0 || left < 0) {
            throw new SnapshotRefusedException("the archive has no byte " + offset);
        }
        var bytes = ByteBuffer.allocate((int) Math.min(left, most));
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
        return bytes.array();
    }

    void append(long offset, byte[] bytes) throws IOException {
        if (offset != channel.size()) {
            throw new SnapshotRefusedException("byte " + channel.size() + " is next, not " + offset);
        } else if (offset + bytes.length > StagedRestore.LIMIT) {
            throw new SnapshotRefusedException("the archive is too large, max size: " + StagedRestore.LIMIT + " bytes");
        }
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left, offset + left.position());
        }
    }

    void end() throws IOException {
        ended = true;
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
