package io.curia.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What was done to one file since it was last forced, with what was there before. Not safe for several threads. */
final class UnforcedWrites {
    /** Disks write these whole or not at all. */
    static final int SECTOR = 512;

    /** Data at a place; for a truncation the data is empty and the place is the new end. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Change(long position, byte[] data, byte[] before, long sizeBefore, boolean truncation) {}

    private final List<Change> changes = new ArrayList<>();

    void write(FaultyChannel channel, long position, byte[] data) throws IOException {
        var file = channel.base();
        changes.add(new Change(position, data, read(file, position, position + data.length), file.length(), false));
        write(file, position, data, 0, data.length);
    }

    void truncate(FaultyChannel channel, long size) throws IOException {
        var file = channel.base();
        changes.add(new Change(size, new byte[0], read(file, size, file.length()), file.length(), true));
        file.setLength(size);
    }

    /** Makes the file one that a disk may hold if its power fails now. */
    void settle(String name, Loss loss, Random random) throws IOException {
        try (var file = new RandomAccessFile(name, "rw")) {
            takeAllBack(file);
            switch (loss) {
                case EVERYTHING -> {} // nothing had reached the disk
                case NOTHING -> keepFirst(file, changes.size(), random);
                case END -> keepFirst(file, random.nextInt(changes.size() + 1), random);
                case WRITES -> keepSome(file, random, Integer.MAX_VALUE);
                case SECTORS -> keepSome(file, random, SECTOR);
            }
        }
    }

    private void takeAllBack(RandomAccessFile file) throws IOException {
        for (int i = changes.size() - 1; i >= 0; i--) {
            var change = changes.get(i);
            file.setLength(change.sizeBefore);
            write(file, change.position, change.before, 0, change.before.length);
        }
    }

    /** In order, and of the one after them the first bytes. */
    private void keepFirst(RandomAccessFile file, int count, Random random) throws IOException {
        for (var change : changes.subList(0, count)) {
            redo(file, change, 0, change.data.length);
        }
        if (count < changes.size() && !changes.get(count).truncation) {
            var torn = changes.get(count);
            redo(file, torn, 0, random.nextInt(torn.data.length + 1));
        }
    }

    /** Any pieces of any writes, whatever their order was. */
    private void keepSome(RandomAccessFile file, Random random, int piece) throws IOException {
        double share = random.nextBoolean() ? 0.5 : random.nextDouble();
        for (var change : changes) {
            if (change.truncation) {
                if (random.nextDouble() < share) {
                    redo(file, change, 0, 0);
                }
                continue;
            }
            int from = 0;
            while (from < change.data.length) {
                long end = from + piece - (change.position + from) % piece;
                int to = piece == Integer.MAX_VALUE ? change.data.length : (int) Math.min(change.data.length, end);
                if (random.nextDouble() < share) {
                    redo(file, change, from, to);
                }
                from = to;
            }
        }
        // a file system may note the new length and lose the data: zeros are read there
        long longest = changes.stream()
                .mapToLong(change -> change.position + change.data.length)
                .max()
                .orElse(0);
        boolean truncated = changes.stream().anyMatch(Change::truncation);
        if (!truncated && longest > file.length() && random.nextBoolean()) {
            file.setLength(longest);
        }
    }

    private static void redo(RandomAccessFile file, Change change, int from, int to) throws IOException {
        if (change.truncation) {
            file.setLength(Math.min(file.length(), change.position));
        } else if (to > from) {
            write(file, change.position + from, change.data, from, to);
        }
    }

    private static byte[] read(RandomAccessFile file, long from, long to) throws IOException {
        var bytes = new byte[(int) Math.max(0, Math.min(to, file.length()) - from)];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    private static void write(RandomAccessFile file, long position, byte[] data, int from, int to) throws IOException {
        file.seek(position);
        file.write(data, from, to - from);
    }
}
