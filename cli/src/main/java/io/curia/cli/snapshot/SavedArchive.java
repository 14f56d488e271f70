package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.FileFaults;
import io.curia.snapshot.ArchiveException;
import io.curia.snapshot.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * An archive on its way into a file: written under the name with {@code .unverified} behind, then verified as it is on
 * disk, then named. A file that was there under the name stays whole until then. Not thread-safe.
 */
final class SavedArchive {
    private final Path file;
    private final Path unverified;

    /** @throws CommandFailure if no file can have this name, or what has it now cannot be replaced */
    SavedArchive(String name) throws CommandFailure {
        this.file = FileFaults.path(name);
        this.unverified = FileFaults.path(name + ".unverified");
        SaveTarget.requireRoom(name, unverified);
    }

    /**
     * What has its name now.
     *
     * @param index of the last log entry in it, unsigned
     * @param bytes length of the file
     */
    record Published(long index, long bytes) {}

    /**
     * Writes everything and forces it to disk; what could not be written as a whole is removed.
     *
     * @throws CommandFailure if it cannot be written
     * @throws IOException if it cannot be received
     */
    void write(InputStream archive) throws CommandFailure, IOException {
        var source = new SourceStream(archive);
        boolean begun = false;
        boolean whole = false;
        try {
            SaveTarget.removeLeftOver(unverified);
            try (var channel = FileChannel.open(
                            unverified,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            forOwnerOnly());
                    OutputStream out = Channels.newOutputStream(channel)) {
                begun = true;
                source.transferTo(out);
                channel.force(true);
            }
            whole = true;
        } catch (IOException e) {
            if (source.fault() != null) {
                throw source.fault();
            }
            throw SaveTarget.unwritable(unverified, e);
        } finally {
            if (begun && !whole) {
                discard();
            }
        }
    }

    /**
     * Verifies what was written and gives it its name, durably.
     *
     * @throws CommandFailure if it is no archive to restore from, which leaves it under its first name, or cannot be named
     */
    Published publish() throws CommandFailure {
        var published = verify();
        try {
            Files.move(unverified, file, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
        } catch (IOException e) {
            throw new CommandFailure(
                    "Error renaming \"" + unverified + "\" to \"" + file + "\": " + FileFaults.reason(e), e);
        }
        return published;
    }

    private Published verify() throws CommandFailure {
        var opened = ArchiveFile.open(unverified.toString());
        try (InputStream in = opened.stream()) {
            var verified = ArchiveReader.read(in, state -> {});
            verified.meta().requireRestorable(verified.stateBytes());
            verified.meta().requireState();
            return new Published(verified.meta().index(), opened.bytes());
        } catch (ArchiveException e) {
            throw new CommandFailure("Error verifying snapshot file: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    "Error verifying snapshot file: " + FileFaults.text("read", unverified.toString(), e), e);
        }
    }

    private void forceDirectory() throws IOException {
        if (isPosix()) {
            Path directory = file.toAbsolutePath().getParent();
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static FileAttribute<?>[] forOwnerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private void discard() throws CommandFailure {
        try {
            Files.deleteIfExists(unverified);
        } catch (IOException e) {
            throw new CommandFailure("Error removing \"" + unverified + "\": " + FileFaults.reason(e), e);
        }
    }
}
