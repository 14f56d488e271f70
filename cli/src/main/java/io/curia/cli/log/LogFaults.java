package io.curia.cli.log;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileFaults;
import io.curia.raft.offline.LogDirectory;
import java.io.IOException;
import java.nio.file.NotDirectoryException;

/** Opens data directories, and says what keeps one from being opened. Stateless. */
public final class LogFaults {
    private LogFaults() {}

    /**
     * Opens the data directory of a stopped server. What a start would log about the files is printed as plain lines.
     *
     * @throws CommandFailure if there is none, or a server uses it
     */
    public static LogDirectory open(String directory, Environment environment) throws CommandFailure {
        var lines = new StorageLines(environment);
        try {
            return LogDirectory.open(FileFaults.path(directory));
        } catch (NotDirectoryException e) {
            throw new CommandFailure(directory + " is no data directory of a server: it has no directory raft", e);
        } catch (IOException e) {
            throw unreadable(directory, e);
        } catch (IllegalStateException e) {
            throw new CommandFailure(e.getMessage(), e);
        } finally {
            lines.close();
        }
    }

    /** A directory that cannot be read. */
    public static CommandFailure unreadable(String directory, IOException fault) {
        return new CommandFailure("Error reading " + directory + ": " + FileFaults.reason(fault), fault);
    }
}
