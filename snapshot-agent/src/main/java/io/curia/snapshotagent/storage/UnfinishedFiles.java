package io.curia.snapshotagent.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.client.Faults;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.AgentName;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Unfinished archives of one agent: hidden files that only their owner may read. Their names bear a mark, which is the
 * same at each start of the agent, so that it knows what it left when it died. Immutable.
 */
public final class UnfinishedFiles {
    /** Those of earlier versions have no mark. */
    private static final Pattern NAME = Pattern.compile("\\.consul-(?:([0-9a-f]{16})-)?\\d{1,20}\\.snap\\.tmp");
    /** An agent breaks off a run after an hour; the rest is for single runs, and for clocks that differ. */
    private static final Duration ABANDONED_AFTER = Duration.ofHours(2);

    private static final int MARK_BYTES = 8;

    private final String mark;

    private UnfinishedFiles(String mark) {
        this.mark = mark;
    }

    /**
     * Those of an agent. Agents with the same lock on the same server and machine share a mark, for only the holder of
     * the lock writes; one that takes no lock has a mark of its own, for it may run beside others.
     */
    public static UnfinishedFiles of(AgentConfig config, AgentName agent) {
        if (config.schedule().isOneShot()) {
            return new UnfinishedFiles(digest(UUID.randomUUID().toString()));
        }
        return new UnfinishedFiles(digest(String.join(
                "\n",
                AgentName.machine(),
                agent.place(),
                config.server().base().toString(),
                config.server().datacenter(),
                config.presence().lockKey())));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Makes an empty one, mode 0600, and its directory if need be.
     *
     * @param setting names the directory for administrators
     * @throws IOException in the words of an administrator, if it cannot be made
     */
    public Path create(String setting, Path directory) throws IOException {
        makeDirectory(setting, directory);
        try {
            return Files.createTempFile(directory, ".consul-" + mark + "-", ".snap.tmp");
        } catch (FileSystemException e) {
            throw new IOException(
                    setting + " " + directory + " cannot be written to (" + Faults.reason(e)
                            + "): let the agent's user write there, or name another directory",
                    e);
        }
    }

    private static void makeDirectory(String setting, Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (FileSystemException e) {
            throw new IOException(setting + " " + directory + whyNotMade(directory, e), e);
        }
    }

    private static String whyNotMade(Path directory, FileSystemException fault) {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        if (Files.isDirectory(there)) {
            return " cannot be made in " + there + " (" + Faults.reason(fault)
                    + "): let the agent's user write there, or name another directory";
        } else if (there.equals(directory.toAbsolutePath())) {
            return " is not a directory: name one";
        }
        return " cannot be made, for " + there + " is not a directory: name another";
    }

    /**
     * Removes what agents that died have left in a directory: what bears this agent's mark, and what nobody has written
     * to for two hours. To be called while this agent writes nothing and no other with its mark does.
     *
     * @return what was removed; nothing if there is no such directory
     */
    public List<Path> removeLeft(Path directory) throws IOException {
        var removed = new ArrayList<Path>();
        if (!Files.isDirectory(directory)) {
            return removed;
        }
        var before = Instant.now().minus(ABANDONED_AFTER);
        try (var files = Files.newDirectoryStream(directory, ".consul-*.snap.tmp")) {
            for (var file : files) {
                if (isLeft(file, before) && Files.deleteIfExists(file)) {
                    removed.add(file);
                }
            }
        }
        return removed;
    }

    private boolean isLeft(Path file, Instant before) throws IOException {
        var name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        var attributes = attributes(file);
        return attributes.isPresent()
                && attributes.get().isRegularFile()
                && (mark.equals(name.group(1))
                        || attributes.get().lastModifiedTime().toInstant().isBefore(before));
    }

    /** Empty if it has gone meanwhile: another agent may have finished it. */
    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Opens one for writing; faults of the writes name it. */
    public static OutputStream write(Path file) throws IOException {
        return new Writing(file, Files.newOutputStream(file, StandardOpenOption.WRITE));
    }

    /** Returns when what was written is on the disk. */
    public static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static final class Writing extends FilterOutputStream {
        private final Path file;

        Writing(Path file, OutputStream out) {
            super(out);
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new IOException(file + ": " + Faults.line(e), e);
            }
        }
    }
}
