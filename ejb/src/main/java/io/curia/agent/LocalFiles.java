package io.curia.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.files.FileFormat;
import io.curia.files.UnknownFormatException;
import io.curia.model.NodeService;
import io.curia.refusal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * What was registered with the agent, on disk: one file for each service and each check, whose name is made of its id. A
 * file is replaced as a whole, and its first line tells its format and a checksum; one that is damaged is set aside and named in
 * the log. For use by one thread at a time.
 */
final class LocalFiles {
    private static final Logger LOG = System.getLogger(LocalFiles.class.getName());
    private static final String NEW = ".new";
    private static final String DAMAGED = ".damaged";
    private static final int CHECKSUM_DIGITS = 8;
    /** More than a first line takes. */
    private static final int LONGEST_HEAD = 40;
    /** More than any body of a request comes to; what is larger is no work of this agent, and is not read. */
    private static final long LONGEST_FILE = 64L << 20;

    private final Path services;
    private final Path checks;

    LocalFiles(Path directory) {
        this.services = directory.resolve("services");
        this.checks = directory.resolve("checks");
    }

    /** What was found on disk. */
    record Kept(List<NodeService> services, List<LocalCheck> checks) {}

    /**
     * Reads everything.
     *
     * @throws io.curia.files.UnknownFormatException if a newer version has written some of it
     */
    Kept read() {
        return new Kept(readAll(services, LocalRecords::readService), readAll(checks, LocalRecords::readCheck));
    }

    /** Keeps a service; on disk when this returns. */
    void write(NodeService service) {
        write(services, service.id(), LocalRecords.write(service), true);
    }

    /** Keeps a check; on disk when this returns. */
    void write(LocalCheck check) {
        write(checks, check.check().checkId(), LocalRecords.write(check), true);
    }

    /** Keeps a check's newest status; a loss of power may bring back the one before. */
    void writeStatus(LocalCheck check) {
        try {
            write(checks, check.check().checkId(), LocalRecords.write(check), false);
        } catch (Refusal e) {
            LOG.log(Level.WARNING, "after a restart a check may have an older status: {0}", e.getMessage());
        }
    }

    void deleteService(String id) {
        delete(services, id);
    }

    void deleteCheck(String id) {
        delete(checks, id);
    }

    private static void delete(Path directory, String id) {
        try {
            Files.deleteIfExists(directory.resolve(nameOf(id)));
        } catch (IOException e) {
            throw Refusal.rejected("the definition could not be deleted: " + e);
        }
    }

    private static void write(Path directory, String id, byte[] content, boolean force) {
        Path file = directory.resolve(nameOf(id));
        Path unfinished = directory.resolve(nameOf(id) + NEW);
        try {
            Files.createDirectories(directory);
            try (var channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(head(content).getBytes(US_ASCII)));
                writeFully(channel, ByteBuffer.wrap(content));
                if (force) {
                    channel.force(true);
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Refusal.rejected("the definition could not be written: " + e);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static <T> List<T> readAll(Path directory, Function<byte[], T> reader) {
        var found = new ArrayList<T>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (!name.endsWith(NEW) && !name.endsWith(DAMAGED)) {
                    read(file, reader, found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static <T> void read(Path file, Function<byte[], T> reader, List<T> found) throws IOException {
        byte[] bytes;
        long size;
        try {
            size = Files.size(file);
            bytes = size > LONGEST_FILE ? new byte[0] : Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return;
        }
        try {
            if (size > LONGEST_FILE) {
                throw new IllegalArgumentException("it has " + size + " bytes, which no registration has");
            }
            found.add(reader.apply(content(file, bytes)));
        } catch (UnknownFormatException e) {
            throw e;
        } catch (RuntimeException e) {
            Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.log(
                    Level.ERROR,
                    "a registration is lost, for its file is damaged ({0}); it was set aside as {1}; register it again",
                    e.getMessage(),
                    aside);
        }
    }

    /** The first line: the format, and a checksum of that and of what follows. */
    private static String head(byte[] content) {
        String format = FileFormat.REGISTRATION.line() + " ";
        return format + checksum(format, content) + "\n";
    }

    private static byte[] content(Path file, byte[] bytes) {
        int end = 0;
        while (end < Math.min(bytes.length, LONGEST_HEAD) && bytes[end] != '\n') {
            end++;
        }
        String head = new String(bytes, 0, end, US_ASCII);
        byte[] content = Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length);
        // before there were formats, the checksum stood alone
        int checksum = head.lastIndexOf(' ') + 1;
        if (content.length == 0 || !head.substring(checksum).equals(checksum(head.substring(0, checksum), content))) {
            throw new IllegalArgumentException("its checksum does not fit");
        } else if (checksum > 0) {
            FileFormat.REGISTRATION.requireKnown(file, head.substring(0, checksum - 1));
        }
        return content;
    }

    private static String checksum(String format, byte[] content) {
        var crc = new CRC32C();
        crc.update(format.getBytes(US_ASCII));
        crc.update(content);
        return HexFormat.of().toHexDigits(crc.getValue(), CHECKSUM_DIGITS);
    }

    private static String nameOf(String id) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
