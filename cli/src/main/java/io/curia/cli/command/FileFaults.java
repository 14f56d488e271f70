package io.curia.cli.command;

import io.curia.client.Faults;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
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
        if (fault instanceof FileSystemException file) {
            return lowerFirst(Faults.reason(file));
        } else if (fault instanceof FileNotFoundException && fault.getMessage().endsWith(")")) {
            String named = fault.getMessage();
            return lowerFirst(named.substring(named.lastIndexOf('(') + 1, named.length() - 1));
        } else if (fault instanceof CharacterCodingException) {
            return "not a text in UTF-8";
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
