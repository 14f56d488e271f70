package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileFaults;
import io.curia.cli.command.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An archive that is read more than once. What can be read only once is copied to a temporary file first, which only its
 * owner can read and which is gone at the end. Not thread-safe.
 */
final class RepeatableArchive implements AutoCloseable {
    private final String file;
    private final FileChannel copy;

    private RepeatableArchive(String file, FileChannel copy) {
        this.file = file;
        this.copy = copy;
    }

    /** @throws CommandFailure if it cannot be opened, or not copied where that is needed */
    static RepeatableArchive of(String file, Environment environment) throws CommandFailure {
        var opened = ArchiveFile.open(file, environment);
        try (var source = new SourceStream(opened.stream());
                var progress = new Progress(environment, "reading", Progress.UNKNOWN)) {
            return new RepeatableArchive(
                    file, opened.bytes() == Progress.UNKNOWN ? copy(file, source, progress) : null);
        } catch (IOException e) {
            throw ArchiveFile.unreadable(file, e);
        }
    }

    private static FileChannel copy(String file, SourceStream source, Progress progress) throws CommandFailure {
        FileChannel copy = null;
        try {
            Path temporary = Files.createTempFile("curia-", ".snap");
            copy = FileChannel.open(
                    temporary, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            progress.counting(source).transferTo(unclosed(copy));
            return copy;
        } catch (IOException e) {
            discard(copy, e);
            if (source.fault() != null) {
                throw ArchiveFile.unreadable(file, source.fault());
            }
            throw new CommandFailure("Error copying the snapshot to a temporary file: " + FileFaults.reason(e), e);
        }
    }

    @SuppressWarnings("resource") // the channel stays open
    private static OutputStream unclosed(FileChannel channel) {
        return Channels.newOutputStream(channel);
    }

    private static void discard(FileChannel copy, IOException cause) {
        if (copy != null) {
            try {
                copy.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /**
     * All of it, from its beginning; the stream is closed before the next one is asked for.
     *
     * @throws CommandFailure if it can no longer be opened
     */
    ArchiveFile open() throws CommandFailure {
        if (copy == null) {
            return ArchiveFile.open(file);
        }
        try {
            copy.position(0);
            InputStream all = new BufferedInputStream(Channels.newInputStream(copy));
            return new ArchiveFile(ArchiveFile.uncloseable(all), copy.size());
        } catch (IOException e) {
            throw ArchiveFile.unreadable(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (copy != null) {
            copy.close();
        }
    }
}
