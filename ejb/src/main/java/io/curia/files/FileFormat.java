package io.curia.files;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The kinds of files that are kept, with the number of the format in which each is written. A number rises when what was written
 * before cannot be read the same way any more; files without one were written before there were numbers.
 */
public enum FileFormat {
    /** The identity of the server. */
    NODE_ID(1),
    /** A service or a check that was registered with the agent. */
    REGISTRATION(1);

    private static final String PREFIX = "format ";
    private static final Pattern LINE = Pattern.compile(PREFIX + "([1-9][0-9]{0,8})");

    private final int number;

    FileFormat(int number) {
        this.number = number;
    }

    /** What a file of the present format says of itself. */
    public String line() {
        return PREFIX + number;
    }

    /**
     * Makes sure that a file of this kind can be read.
     *
     * @param line what it says of its format
     * @throws IllegalArgumentException if that is no format
     * @throws UnknownFormatException if the format is newer than the present one
     */
    public void requireKnown(Path file, String line) {
        var found = LINE.matcher(line);
        if (!found.matches()) {
            throw new IllegalArgumentException("'" + line + "' is no format");
        } else if (Integer.parseInt(found.group(1)) > number) {
            throw new UnknownFormatException(
                    "%s has format %s, and this version knows those up to %d: start a version that knows it"
                            .formatted(file, found.group(1), number));
        }
    }
}
