package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileFaults;
import io.curia.cli.command.Progress;
import io.curia.snapshot.ArchiveException;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * An archive that was opened: a file, a pipe, or standard input.
 *
 * @param stream its bytes; to be closed, which leaves standard input open
 * @param bytes how many there are, or {@link Progress#UNKNOWN}
 */
record ArchiveFile(InputStream stream, long bytes) {
    private static final String STANDARD_INPUT = "-";
    private static final String FAILED = "Error opening snapshot file: ";

    /**
     * Opens what the user has named; {@code -} is standard input.
     *
     * @throws CommandFailure if there is no such file, or it must not be read
     */
    static ArchiveFile open(String file, Environment environment) throws CommandFailure {
        return file.equals(STANDARD_INPUT)
                ? new ArchiveFile(uncloseable(environment.in()), Progress.UNKNOWN)
                : open(file);
    }

    /** @throws CommandFailure if there is no such file, or it must not be read */
    static ArchiveFile open(String file) throws CommandFailure {
        var path = FileFaults.path(file);
        try {
            var attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                var fault = new FileSystemException(file, null, "Is a directory");
                throw new CommandFailure(FAILED + FileFaults.text("read", file, fault), fault);
            }
            return attributes.isRegularFile() ? regular(path) : pipe(path);
        } catch (IOException e) {
            throw new CommandFailure(FAILED + FileFaults.text("open", file, e), e);
        }
    }

    private static ArchiveFile regular(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.READ);
        return new ArchiveFile(new BufferedInputStream(Channels.newInputStream(channel)), channel.size());
    }

    /** The stream of a channel would ask for its place in the file, and a pipe has none. */
    private static ArchiveFile pipe(Path path) throws IOException {
        return new ArchiveFile(new BufferedInputStream(new FileInputStream(path.toFile())), Progress.UNKNOWN);
    }

    static InputStream uncloseable(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }

    /** What is told of an archive whose reading has failed. */
    static CommandFailure unreadable(String file, IOException fault) {
        if (fault instanceof StateRecords.StateFault) {
            return new CommandFailure("Error extracting snapshot data: " + fault.getMessage(), fault);
        } else if (fault instanceof ArchiveException) {
            return new CommandFailure("Error reading snapshot: " + fault.getMessage(), fault);
        }
        return new CommandFailure("Error reading snapshot: " + FileFaults.text("read", file, fault), fault);
    }
}
