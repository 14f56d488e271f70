package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.FileFaults;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Whether an archive can be saved under a name, found out before anything is asked of a server. What is no file, such as
 * a directory, a device or a pipe, is never replaced. Stateless.
 */
final class SaveTarget {
    private static final String FAILED = "Error saving snapshot: ";
    private static final Set<String> STREAMS = Set.of("-", "/dev/stdin", "/dev/stdout", "/dev/stderr");

    private SaveTarget() {}

    /**
     * Looks at the name alone.
     *
     * @throws CommandFailure if it is none, or that of a stream
     */
    static void requireName(String name) throws CommandFailure {
        if (name.isEmpty()) {
            throw new CommandFailure(FAILED + "the name of the file is empty");
        } else if (STREAMS.contains(name)) {
            throw new CommandFailure(FAILED + "what goes to a stream cannot be verified before it is used: name a file"
                    + (name.equals("-") ? ", such as ./-" : ""));
        }
    }

    /**
     * Looks at what there is.
     *
     * @param name of the file
     * @param unverified where the archive is written first
     * @throws CommandFailure if the one cannot be replaced or the other not written
     */
    static void requireRoom(String name, Path unverified) throws CommandFailure {
        try {
            requireFileOrNothing(name);
        } catch (IOException e) {
            throw new CommandFailure(FAILED + FileFaults.text("open", name, e), e);
        }
        try {
            isLeftOver(unverified);
            requireDirectory(unverified.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw unwritable(unverified, e);
        }
    }

    /**
     * Removes what an earlier try has left.
     *
     * @throws IOException if there is something else
     */
    static void removeLeftOver(Path unverified) throws IOException {
        if (isLeftOver(unverified)) {
            Files.delete(unverified);
        }
    }

    static CommandFailure unwritable(Path unverified, IOException fault) {
        return new CommandFailure(
                "Error writing unverified snapshot file: " + FileFaults.text("write", unverified.toString(), fault),
                fault);
    }

    /** A link counts as what it leads to. */
    private static void requireFileOrNothing(String name) throws IOException, CommandFailure {
        if (name.endsWith("/") || name.endsWith(File.separator)) {
            throw new FileSystemException(name, null, "Is a directory");
        }
        try {
            requireFile(name, Files.readAttributes(FileFaults.path(name), BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            // which is what is hoped for
        }
    }

    private static boolean isLeftOver(Path unverified) throws IOException {
        try {
            var found = Files.readAttributes(unverified, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isSymbolicLink()) {
                requireFile(unverified.toString(), found);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void requireFile(String name, BasicFileAttributes found) throws FileSystemException {
        if (found.isDirectory()) {
            throw new FileSystemException(name, null, "Is a directory");
        } else if (!found.isRegularFile()) {
            throw new FileSystemException(name, null, "Not a regular file");
        }
    }

    private static void requireDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        } else if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
    }
}
