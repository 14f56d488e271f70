package io.curia.cli.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What is wrong with a file, in the words that users of Consul know. Stateless. */
public final class FileFaults {
    private FileFaults() {}

    /** The operation, the file and the reason, such as {@code open x: no such file or directory}. */
    public static String text(String operation, String file, IOException fault) {
        return operation + " " + file + ": " + reason(fault);
    }

    /** The reason alone. */
    public static String reason(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (fault instanceof AccessDeniedException) {
            return "permission denied";
        } else if (fault instanceof FileAlreadyExistsException) {
            return "file exists";
        } else if (fault instanceof DirectoryNotEmptyException) {
            return "directory not empty";
        } else if (fault instanceof NotDirectoryException) {
            return "not a directory";
        } else if (fault instanceof FileNotFoundException && fault.getMessage().endsWith(")")) {
            String named = fault.getMessage();
            return lowerFirst(named.substring(named.lastIndexOf('(') + 1, named.length() - 1));
        } else if (fault instanceof CharacterCodingException) {
            return "not a text in UTF-8";
        } else if (fault instanceof FileSystemException file && file.getReason() != null) {
            return lowerFirst(file.getReason());
        }
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : lowerFirst(fault.getMessage());
    }

    /**
     * The path of that name.
     *
     * @throws CommandFailure if no file can have it
     */
    public static Path path(String name) throws CommandFailure {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new CommandFailure("no file can be named so: " + e.getMessage(), e);
        }
    }

    private static String lowerFirst(String text) {
        boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
