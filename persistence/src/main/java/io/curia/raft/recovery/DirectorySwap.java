package io.curia.raft.recovery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Changes the files of a log for others, which are made beside them. The old ones stay in the data directory, under another
 * name. Each step is one that a crash leaves done or not done; {@link #finish} goes on from wherever it was.
 *
 * <pre>
 * raft, raft-identity        the files in use
 * raft.new/                  those that are to take their place: raft and raft-identity; void until they are complete
 * raft.new/complete          they are
 * raft.old-TIME/             those of before, raft-identity among them
 * </pre>
 */
public final class DirectorySwap {
    private static final String RAFT = "raft";
    private static final String IDENTITY = "raft-identity";
    private static final String COMPLETE = "complete";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path dataDir;
    private final Path staged;

    /** @param dataDir that of a server which does not run */
    public DirectorySwap(Path dataDir) {
        this.dataDir = dataDir;
        this.staged = dataDir.resolve("raft.new");
    }

    /** An empty directory for the new files. */
    Path begin() throws IOException {
        delete(staged);
        return Files.createDirectory(staged);
    }

    /** The new files are whole and on disk. */
    void complete() throws IOException {
        Files.createFile(staged.resolve(COMPLETE));
        force(staged);
        force(dataDir);
    }

    /**
     * Puts complete files in place, if there are any, and drops others.
     *
     * @return where those of before are; null if nothing was put in place, or there were none
     */
    Path finish() throws IOException {
        Path aside = null;
        if (Files.exists(staged.resolve(COMPLETE))) {
            if (Files.exists(staged.resolve(RAFT))) {
                aside = setAside();
                move(staged.resolve(RAFT), dataDir.resolve(RAFT));
            }
            if (Files.exists(staged.resolve(IDENTITY))) {
                move(staged.resolve(IDENTITY), dataDir.resolve(IDENTITY));
            }
            force(dataDir);
        }
        delete(staged);
        return aside;
    }

    /**
     * Takes the files in use out of the way, so that the next start is that of a server without state.
     *
     * @return where they are; null if there were none
     */
    public Path setAside() throws IOException {
        var raft = dataDir.resolve(RAFT);
        if (!Files.exists(raft)) {
            return null;
        }
        var identity = dataDir.resolve(IDENTITY);
        if (Files.exists(identity)) {
            // alone it would tell of a membership that is missing
            move(identity, raft.resolve(IDENTITY));
        }
        var aside = free(dataDir.resolve("raft.old-" + TIME.format(Instant.now())));
        move(raft, aside);
        force(dataDir);
        return aside;
    }

    private static Path free(Path wanted) {
        var path = wanted;
        for (int n = 2; Files.exists(path); n++) {
            path = wanted.resolveSibling(wanted.getFileName() + "-" + n);
        }
        return path;
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        // the mark last: without it nobody takes what is left for new files
        try (Stream<Path> all = Files.walk(directory)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
