package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.FileFaults;
import io.curia.snapshot.ArchiveException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * An archive that was opened.
 *
 * @param stream its bytes; to be closed
 * @param bytes how many there are
 */
record ArchiveFile(InputStream stream, long bytes) {
    /** @throws CommandFailure if there is no such file, or it must not be read */
    static ArchiveFile open(String file) throws CommandFailure {
        try {
            var channel = FileChannel.open(FileFaults.path(file), StandardOpenOption.READ);
            return new ArchiveFile(new BufferedInputStream(Channels.newInputStream(channel)), channel.size());
        } catch (IOException e) {
            throw new CommandFailure("Error opening snapshot file: " + FileFaults.text("open", file, e), e);
        }
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
