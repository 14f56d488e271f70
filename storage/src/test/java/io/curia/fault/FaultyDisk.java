package io.curia.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FilePath;

/**
 * Files under a scheme of their own for MVStore, kept as real files, with faults on demand.
 *
 * <p>While the power is on every file reads as it was written. {@link #cutPower} makes all open files fail and turns
 * each into something a disk may hold then: all that was forced, and of the writes after that whatever {@link Loss}
 * leaves. Creating, renaming and deleting files is durable at once; only
 * contents are modelled. Safe for use by several threads.
 */
public final class FaultyDisk implements AutoCloseable {
    private static final AtomicLong MOUNTS = new AtomicLong();

    private final FaultyPath root;
    private final List<Loss> losses;
    private final Random random;
    private final Map<String, UnforcedWrites> unforced = new HashMap<>();
    private final Set<FaultyChannel> open = new HashSet<>();
    private boolean powered = true;
    private long room = Long.MAX_VALUE;
    private long forces;
    private long cutAtWrite = Long.MAX_VALUE;
    private long writes;

    private FaultyDisk(long seed, Set<Loss> losses) {
        this.losses = losses.stream().sorted().toList();
        random = new Random(seed);
        root = new FaultyPath(this, "faulty" + MOUNTS.incrementAndGet(), "");
        FilePath.register(root);
    }

    /** A disk with power and room; whatever it does at random follows from the seed. */
    public static FaultyDisk mount(long seed) {
        return mount(seed, EnumSet.allOf(Loss.class));
    }

    /** The same, with some ways only to lose what was not forced. */
    public static FaultyDisk mount(long seed, Set<Loss> losses) {
        return new FaultyDisk(seed, losses);
    }

    /** What to put in front of a real path to reach it through this disk, colon included. */
    public String scheme() {
        return root.getScheme() + ":";
    }

    /** Cuts the power now. Files of this disk are open no more, and none can be opened until it is back. */
    public synchronized void cutPower() throws IOException {
        powered = false;
        cutAtWrite = Long.MAX_VALUE;
        for (var channel : Set.copyOf(open)) {
            channel.closeBase();
        }
        open.clear();
        // sorted, so that the same seed does the same to the same files
        for (var name : unforced.keySet().stream().sorted().toList()) {
            var loss = losses.get(random.nextInt(losses.size()));
            // what was deleted or renamed meanwhile does not come back
            if (Files.exists(Path.of(name))) {
                unforced.get(name).settle(name, loss, random);
            }
        }
        unforced.clear();
    }

    /** Cuts the power at one of the coming writes: after {@code more} others, and with this one torn. */
    public synchronized void cutPowerAfterWrites(long more) {
        cutAtWrite = writes + more;
    }

    /** Whether the power is on. */
    public synchronized boolean isPowered() {
        return powered;
    }

    /** Gives power back; files can be opened again. */
    public synchronized void restorePower() {
        powered = true;
    }

    /** From now on files may grow by this many bytes in all; then writes fail as on a full disk. */
    public synchronized void leaveRoom(long bytes) {
        room = bytes;
    }

    /** Lets files grow again. */
    public synchronized void makeRoom() {
        room = Long.MAX_VALUE;
    }

    /** How often a file was forced; tells whether something was made durable. */
    public synchronized long forces() {
        return forces;
    }

    /** Inverts the bits of some bytes of a real file, as decay would; the length stays. */
    public static void damage(Path file, long offset, int length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IllegalArgumentException(file + " ends before " + (offset + length));
                }
            }
            for (int i = 0; i < length; i++) {
                bytes.put(i, (byte) ~bytes.get(i));
            }
            bytes.flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes, offset + bytes.position());
            }
        }
    }

    /** Takes the scheme away. */
    @Override
    public void close() {
        FilePath.unregister(root);
    }

    synchronized FaultyChannel open(String name, String mode) throws IOException {
        requirePower();
        var file = new RandomAccessFile(name, mode.startsWith("r") && !mode.contains("w") ? "r" : "rw");
        var channel = new FaultyChannel(this, name, file);
        open.add(channel);
        return channel;
    }

    synchronized void closed(FaultyChannel channel) {
        open.remove(channel);
    }

    synchronized int write(FaultyChannel channel, ByteBuffer source, long position) throws IOException {
        requirePower();
        if (!source.hasRemaining()) {
            return 0;
        }
        long growth = Math.max(0, position + source.remaining() - channel.size());
        int fits = (int) (source.remaining() - Math.max(0, growth - room));
        if (fits <= 0) {
            throw new IOException("No space left on device");
        }
        var data = new byte[fits];
        source.get(data);
        room -= room == Long.MAX_VALUE ? 0 : Math.max(0, position + fits - channel.size());
        unforced(channel).write(channel, position, data);
        if (writes++ >= cutAtWrite) {
            cutPower();
            throw new IOException("the power was cut");
        }
        return fits;
    }

    synchronized void truncate(FaultyChannel channel, long size) throws IOException {
        requirePower();
        long shrinkage = channel.size() - size;
        if (shrinkage > 0) {
            unforced(channel).truncate(channel, size);
            room += room == Long.MAX_VALUE ? 0 : shrinkage;
        }
    }

    synchronized void force(FaultyChannel channel) throws IOException {
        requirePower();
        forces++;
        unforced.remove(channel.name());
    }

    synchronized void requirePower() throws IOException {
        if (!powered) {
            throw new IOException("the power is off");
        }
    }

    private UnforcedWrites unforced(FaultyChannel channel) {
        return unforced.computeIfAbsent(channel.name(), name -> new UnforcedWrites());
    }
}
