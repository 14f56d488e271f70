package io.curia.torture.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The disk of this process: all files of its stores. What it does wrong stands in a file that the torture writes while the
 * server runs. Thread-safe.
 */
public final class Disk {
    private static final String CONTROL = "disk";
    private static final String UNFORCED = "unforced";
    private static final long LOOK_MS = 50;

    private static final Map<String, Unforced> FILES = new ConcurrentHashMap<>();
    private static volatile Path directory;
    private static volatile Fault fault = Fault.NONE;

    private Disk() {}

    /**
     * What a disk does wrong.
     *
     * @param delayMs how much longer each fsync takes
     * @param failing whether each fsync fails and drops what was to be forced
     */
    public record Fault(long delayMs, boolean failing) {
        /** Nothing. */
        public static final Fault NONE = new Fault(0, false);

        private static Fault parse(String text) {
            int blank = text.indexOf(' ');
            return blank < 0
                    ? NONE
                    : new Fault(
                            Long.parseLong(text.substring(0, blank)),
                            Boolean.parseBoolean(text.substring(blank + 1).strip()));
        }
    }

    /** Has the server whose faults stand in a directory have such a disk soon; called by the torture. */
    public static void set(Path directory, Fault fault) throws IOException {
        Files.createDirectories(directory);
        var whole = directory.resolve(CONTROL + ".new");
        Files.writeString(whole, fault.delayMs() + " " + fault.failing());
        Files.move(whole, directory.resolve(CONTROL), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Takes back all writes that were not forced, as a loss of power does, once the server is dead; called by the torture.
     *
     * @return how many writes
     */
    public static int losePower(Path directory) throws IOException {
        int lost = 0;
        var journals = directory.resolve(UNFORCED);
        if (Files.exists(journals)) {
            try (var files = Files.newDirectoryStream(journals)) {
                for (var journal : files) {
                    lost += Unforced.takeBack(journal);
                    Files.delete(journal);
                }
            }
        }
        return lost;
    }

    static void use(Path where) {
        try {
            Files.createDirectories(where.resolve(UNFORCED));
            // what an earlier process had not forced when it ended is the operating system's to write
            try (var files = Files.newDirectoryStream(where.resolve(UNFORCED))) {
                for (var journal : files) {
                    Files.delete(journal);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("no directory " + where, e);
        }
        directory = where;
        var thread = new Thread(Disk::look, "torture-disk");
        thread.setDaemon(true);
        thread.start();
    }

    private static void look() {
        try {
            while (true) {
                fault = read();
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fault read() {
        try {
            return Fault.parse(Files.readString(directory.resolve(CONTROL)));
        } catch (NoSuchFileException e) {
            return Fault.NONE;
        } catch (IOException e) {
            throw new IllegalStateException("the faults of the disk cannot be read", e);
        }
    }

    /** Called at the end of the method of the server that opens a file. */
    public static FileChannel opened(String name, FileChannel channel) {
        var path = name.substring(name.lastIndexOf(':') + 1);
        return new FaultyChannel(channel, FILES.computeIfAbsent(path, Disk::unforced));
    }

    private static Unforced unforced(String path) {
        return new Unforced(Path.of(path), directory.resolve(UNFORCED).resolve(Integer.toHexString(path.hashCode())));
    }

    static Fault fault() {
        return fault;
    }
}
