package io.curia.raft.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * The place of an open file: a path, and what the file system calls the file that was there. A file that was removed or
 * replaced takes writes as before, but nobody will find them.
 */
record FilePlace(Path path, Object key) {
    /** The key is null where the file system knows none; then only the absence of a file is noticed. */
    static FilePlace of(Path path) throws IOException {
        return new FilePlace(path, keyAt(path));
    }

    /** Whether the file at the path is still the same. Any thread. */
    boolean isInPlace() {
        try {
            return Objects.equals(keyAt(path), key);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // a disk that does not answer is told of by the next write
            return true;
        }
    }

    private static Object keyAt(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }
}
