package io.curia.client;

import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in one line what went wrong. */
public final class Faults {
    private Faults() {}

    /** The reason in an exception's message or, where there is none, in its cause's, or else its kind. */
    public static String line(Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof FileSystemException file && file.getFile() != null) {
                String to = file.getOtherFile() == null ? "" : " -> " + file.getOtherFile();
                return oneLine(file.getFile() + to + ": " + reason(file));
            } else if (each.getMessage() != null && !each.getMessage().isBlank()) {
                return oneLine(each.getMessage());
            }
        }
        return fault instanceof ConnectException ? "cannot connect" : kind(fault);
    }

    /** What is wrong with a file, without its name. */
    public static String reason(FileSystemException fault) {
        if (fault.getReason() != null) {
            return fault.getReason();
        } else if (fault instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (fault instanceof FileAlreadyExistsException) {
            return "file exists";
        } else if (fault instanceof AccessDeniedException) {
            return "permission denied";
        } else if (fault instanceof NotDirectoryException) {
            return "not a directory";
        } else if (fault instanceof DirectoryNotEmptyException) {
            return "directory not empty";
        }
        return kind(fault);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    private static String kind(Throwable fault) {
        return fault.getClass().getSimpleName().replaceFirst("Exception$", "");
    }
}
