package io.curia.raft.storage;

import java.io.EOFException;
import java.io.IOException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * What a failure of MVStore means for one file, in words for the operator: that the disk refused, that another server uses the
 * file, or that it is damaged. Immutable.
 *
 * @param what names the file's content, for example {@code "log of group curia"}
 * @param fileName the file, as MVStore is told it
 */
record MvFaults(String what, String fileName) {
    /** The file is gone from its path, or another is there: nothing that is written counts any more. */
    static final class DisplacedException extends IOException {
        private static final long serialVersionUID = 1L;

        private DisplacedException(String message) {
            super(message);
        }
    }

    /** Both, for messages that begin with neither. */
    String name() {
        return what + " (" + fileName + ")";
    }

    DisplacedException displaced() {
        return new DisplacedException("the " + name() + " was removed or replaced while it was in use");
    }

    /** A write failed. */
    IOException notWritten(MVStoreException e) {
        var io = ioCause(e);
        return new IOException("cannot write the " + what + ": " + (io == null ? e.getMessage() : message(io)), e);
    }

    /**
     * Why the file or what it holds could not be read, if it is damaged.
     *
     * @throws IllegalStateException if a newer version wrote it, or another server uses it
     * @throws IOException if the disk refuses
     */
    RuntimeException damage(RuntimeException e) throws IOException {
        if (e instanceof Formats.NewerFormatException) {
            throw e;
        }
        if (e instanceof MVStoreException mv && mv.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
            throw new IllegalStateException("another server uses " + fileName, e);
        }
        var io = ioCause(e);
        if (io != null) {
            throw new IOException("cannot read the " + what + ": " + message(io), io);
        }
        // whatever MVStore stumbles over when it reads bytes that it did not write
        return e;
    }

    StorageCorruptedException corrupted(RuntimeException damage) {
        var how = damage instanceof IllegalArgumentException ? damage.getMessage() : damage.toString();
        return new StorageCorruptedException(
                "damaged: " + name() + ": " + how.replaceAll("\\s*[\r\n]+\\s*", " "), damage);
    }

    /** What the disk said, if it was the disk; the end of a file come too soon is damage. */
    private static IOException ioCause(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof IOException io && !(t instanceof EOFException)) {
                return io;
            }
        }
        return null;
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
