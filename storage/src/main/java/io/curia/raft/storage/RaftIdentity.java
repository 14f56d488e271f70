package io.curia.raft.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who a data directory is. A server votes under the Raft id, which is made with the directory and never given to another;
 * so one that has forgotten its votes cannot act under the id that gave them, whatever its node id is.
 *
 * @param raftId made at random with the data directory
 * @param nodeId what the server is called by everything but Raft; it may outlive the directory
 */
public record RaftIdentity(UUID raftId, UUID nodeId) {
    private static final String FILE_NAME = "raft-identity";
    private static final Pattern NUMBER = Pattern.compile("format=(\\d{1,9})\n");
    private static final Pattern TEXT = Pattern.compile("(?:" + NUMBER + ")?raft-id=(\\S{36})\nnode-id=(\\S{36})\n");

    /** Neither is null. */
    public RaftIdentity {
        Objects.requireNonNull(raftId);
        Objects.requireNonNull(nodeId);
    }

    /**
     * The identity of a data directory in which a server has run before; empty if none has, or if the file that tells it
     * is damaged.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalStateException if a newer version wrote it
     */
    public static Optional<RaftIdentity> of(Path dataDir) throws IOException {
        try {
            var bytes = Files.readAllBytes(file(dataDir));
            var content = new String(bytes, StandardCharsets.UTF_8);
            var number = NUMBER.matcher(content);
            if (number.lookingAt()) {
                Formats.requireKnown(file(dataDir).toString(), Integer.parseInt(number.group(1)), Formats.IDENTITY);
            }
            var text = TEXT.matcher(content);
            return text.matches()
                    ? Optional.of(new RaftIdentity(UUID.fromString(text.group(2)), UUID.fromString(text.group(3))))
                    : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tells that a server has run in a data directory, though all other files may be gone. */
    static Path file(Path dataDir) {
        return dataDir.resolve(FILE_NAME);
    }

    /** Keeps it as a text beside the files of the log; durable when this returns. */
    void keep(Path dataDir) throws IOException {
        var file = file(dataDir);
        var fresh = file.resolveSibling(FILE_NAME + ".new");
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var text = "format=" + Formats.IDENTITY + "\nraft-id=" + raftId + "\nnode-id=" + nodeId + "\n";
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
