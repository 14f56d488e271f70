package io.curia.scratch;

import io.curia.server.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes files that nobody needs once the server has ended. Safe for use by any thread. */
@ApplicationScoped
public class ScratchFiles {
    private static final String SUFFIX = ".scratch";

    private final Path directory;
    private boolean ready;

    /** Made by the container; the files lie in the data directory, which no second server uses. */
    @Inject
    public ScratchFiles(Settings settings) {
        this(settings.dataDir().resolve("scratch"));
    }

    /** Made by hand; the directory is made, and emptied of older scratch files, with the first file. */
    public ScratchFiles(Path directory) {
        this.directory = directory;
    }

    /** For the container's proxy only. */
    protected ScratchFiles() {
        this((Path) null);
    }

    /** A new, empty file; whoever asked for it deletes it. */
    public synchronized Path create() throws IOException {
        if (!ready) {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
            ready = true;
        }
        return Files.createTempFile(directory, "", SUFFIX);
    }
}
