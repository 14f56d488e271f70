package io.curia.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An archive that a Consul server wrote, with what is known of it. The README beside the files says what each holds. */
public enum ConsulArchive {
    FRESH("fresh", 12),
    FULL("full", 190),
    ACL("acl", 58),
    KV_20K("kv-20k", 20_013),
    THREE_SERVERS("three-servers", 74),
    LEGACY("legacy", 43);

    private final String file;
    private final int records;

    ConsulArchive(String file, int records) {
        this.file = file;
        this.records = records;
    }

    /** How many records it holds. */
    public int records() {
        return records;
    }

    /** The archive itself; a copy for each caller. */
    public byte[] bytes() {
        return resource(".snap");
    }

    /** Writes the archive as a file of its own into a directory. */
    public Path copyTo(Path directory) throws IOException {
        return Files.write(directory.resolve(file + ".snap"), bytes());
    }

    /**
     * What another reader finds in it: a JSON object whose {@code records} have each a {@code name} and a {@code value}.
     *
     * @throws IllegalStateException for {@link #KV_20K}, whose is too long to keep
     */
    public byte[] json() {
        return resource(".json");
    }

    private byte[] resource(String ending) {
        try (var in = ConsulArchive.class.getResourceAsStream("archives/" + file + ending)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + file + ending);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
