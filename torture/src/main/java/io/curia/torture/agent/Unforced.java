package io.curia.torture.agent;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was written to one file since it was forced, as that what stood there before, in a file of its own: so it can be taken back
 * when the process is dead. Thread-safe.
 */
final class Unforced {
    private final Path file;
    private final Path journal;
    private FileChannel notes;

    /** One write: what stood in its place, and how long the file was. */
    private record Before(long size, long position, ByteBuffer bytes) {}

    Unforced(Path file, Path journal) {
        this.file = file;
        this.journal = journal;
    }

    /** A write, a truncation or an fsync. */
    interface Step {
        void run() throws IOException;
    }

    /** Notes what stands at a place, and then writes there, or cuts the file there. */
    synchronized void write(FileChannel channel, long position, long length, Step step) throws IOException {
        long size = channel.size();
        var bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(length, size - position)));
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, position + bytes.position());
        }
        bytes.flip();
        note(size, position, bytes);
        step.run();
    }

    private void note(long size, long position, ByteBuffer bytes) throws IOException {
        if (notes == null) {
            notes = FileChannel.open(journal, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        if (notes.position() == 0) {
            var name = file.toString().getBytes(StandardCharsets.UTF_8);
            write(ByteBuffer.allocate(4 + name.length)
                    .putInt(name.length)
                    .put(name)
                    .flip());
        }
        write(ByteBuffer.allocate(20 + bytes.remaining())
                .putLong(size)
                .putLong(position)
                .putInt(bytes.remaining())
                .put(bytes)
                .flip());
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            notes.write(bytes);
        }
    }

    /** Forces the file; after that there is nothing to take back. */
    synchronized void force(Step step) throws IOException {
        step.run();
        forget();
    }

    /** What an fsync does that fails: it drops what it was to write. */
    synchronized void drop() throws IOException {
        takeBack(journal);
        forget();
    }

    private void forget() throws IOException {
        if (notes != null) {
            notes.truncate(0);
            notes.position(0);
        }
    }

    /** Takes back what a file of notes tells of, the last first; what was deleted or renamed meanwhile stays as it is. */
    static int takeBack(Path journal) throws IOException {
        Deque<Before> writes = new ArrayDeque<>();
        var name = Files.exists(journal) ? read(journal, writes) : null;
        if (name == null || !Files.exists(name)) {
            return 0;
        }
        try (var channel = FileChannel.open(name, StandardOpenOption.WRITE)) {
            for (var before : writes) {
                var bytes = before.bytes();
                while (bytes.hasRemaining()) {
                    channel.write(bytes, before.position() + bytes.position());
                }
                channel.truncate(before.size());
            }
            channel.force(true);
        }
        return writes.size();
    }

    /** Null if there are none. A note that is not whole is of a write that was not begun. */
    private static Path read(Path journal, Deque<Before> writes) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(journal)))) {
            Path name = null;
            try {
                name = Path.of(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
                while (true) {
                    long size = in.readLong();
                    long position = in.readLong();
                    var bytes = new byte[in.readInt()];
                    in.readFully(bytes);
                    writes.push(new Before(size, position, ByteBuffer.wrap(bytes)));
                }
            } catch (EOFException e) {
                return name;
            }
        }
    }
}
