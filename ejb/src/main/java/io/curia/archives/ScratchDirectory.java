package io.curia.archives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where requests keep what is too large for memory. Files live as long as a request; what a process that was killed has
 * left is deleted at the next start. Safe for use by any thread.
 */
public final class ScratchDirectory {
    private static final String PREFIX = "upload-";

    private final Path directory;

    private ScratchDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory, and empties it of what earlier processes have left in it.
     *
     * @throws IOException if it cannot be made or emptied
     */
    public static ScratchDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var old = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
        return new ScratchDirectory(directory);
    }

    /** A new empty file, readable by this user only; whoever asks for it deletes it. */
    public Path newFile() throws IOException {
        return Files.createTempFile(directory, PREFIX, "");
    }
}
