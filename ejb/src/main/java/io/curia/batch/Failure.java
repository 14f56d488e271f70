package io.curia.batch;

import java.nio.file.AccessDeniedException;
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
        if (root instanceof FileSystemException file) {
            String to = file.getOtherFile() == null ? "" : " -> " + file.getOtherFile();
            return file.getFile() + to + ": " + reason(file);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Most of these exceptions say it by their kind only. */
    private static String reason(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        } else if (failure instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "file exists";
        } else if (failure instanceof AccessDeniedException) {
            return "permission denied to the server's user";
        }
        return failure.getClass().getSimpleName();
    }
}
