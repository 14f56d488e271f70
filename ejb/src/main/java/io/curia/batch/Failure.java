package io.curia.batch;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something failed, in the words an operator reads. */
final class Failure {
    private Failure() {}

    static String text(Exception failure) {
        Throwable root = failure;
        while (!(root instanceof FileSystemException) && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file or directory";
        } else if (root instanceof FileAlreadyExistsException there) {
            return there.getFile() + ": file exists";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
