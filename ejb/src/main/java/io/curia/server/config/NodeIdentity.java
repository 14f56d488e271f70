package io.curia.server.config;

import io.curia.files.FileFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * The identity of a server, a UUID kept in the first line of the file {@code node-id} of its data directory; the second tells the
 * format.
 */
public final class NodeIdentity {
    private static final String FILE_NAME = "node-id";

    private NodeIdentity() {}

    /**
     * Answers the kept identity; if there is none yet, keeps that of the server whose data is there, the configured one,
     * or a random one, durably.
     *
     * @param dataDir an existing directory
     * @param ofData the identity that the data itself tells, if it is not the directory of a new server
     * @throws SettingException if the kept one is damaged, or differs from the configured one
     * @throws io.curia.files.UnknownFormatException if a newer version has written it
     * @throws IOException if the file cannot be read or written
     */
    public static UUID resolve(Path dataDir, Optional<UUID> configured, Optional<UUID> ofData) throws IOException {
        Path file = dataDir.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            keep(file, ofData.or(() -> configured).orElseGet(UUID::randomUUID));
        }
        UUID kept = read(file, ofData);
        if (configured.isPresent() && !configured.get().equals(kept)) {
            throw new SettingException("%s=%s is not the identity %s kept in %s; remove the setting, or use another %s"
                    .formatted(
                            KnownSettings.NODE_ID.name(), configured.get(), kept, file, KnownSettings.DATA_DIR.name()));
        }
        return kept;
    }

    private static UUID read(Path file, Optional<UUID> ofData) throws IOException {
        var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try {
            // administrators may have written it, and earlier versions have, without a format
            if (lines.size() > 1) {
                FileFormat.NODE_ID.requireKnown(file, lines.get(1));
            }
            return KnownSettings.NODE_ID.parse(lines.isEmpty() ? "" : lines.get(0));
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    "%s is damaged (%s); delete it, and %s"
                            .formatted(
                                    file,
                                    e.getMessage(),
                                    ofData.map(id -> "this server's identity " + id + " is written into it again")
                                            .orElse("a new identity is made, for no server has run here yet")),
                    e);
        }
    }

    private static void keep(Path file, UUID id) throws IOException {
        Path fresh = file.resolveSibling(FILE_NAME + ".new");
        try (var channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // a second server on the same directory will be refused, but must not change the first one's identity;
            // closing the channel gives the lock back
            channel.lock();
            if (Files.exists(file)) {
                return;
            }
            var bytes =
                    ByteBuffer.wrap((id + "\n" + FileFormat.NODE_ID.line() + "\n").getBytes(StandardCharsets.UTF_8));
            channel.truncate(0);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            // whole or not at all: a half written identity would keep the server from starting
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory(file.toAbsolutePath().getParent());
        }
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
