package io.curia.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A known vulnerability of a library, a line of {@code advisories.txt}.
 *
 * @param fixed the first version without it; {@code *} if there is none
 */
public record Advisory(String id, String group, String artifact, String fixed, State state, String reason) {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** What is done about it. */
    public enum State {
        FIXED,
        GUARDED,
        ACCEPTED
    }

    /** All lines of a file. */
    public static List<Advisory> read(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Advisory::parse)
                    .toList();
        }
    }

    private static Advisory parse(String line) {
        String[] fields = line.split("\\|");
        String[] name = fields[1].strip().split(":");
        return new Advisory(
                fields[0].strip(),
                name[0],
                name[1],
                fields[2].strip(),
                State.valueOf(fields[3].strip().toUpperCase(Locale.ROOT)),
                fields[4].strip());
    }

    /** Whether a library has the fault. */
    public boolean affects(Inventory.Library library) {
        return artifact.equals(library.artifact())
                && (library.group().isEmpty() || group.equals(library.group()))
                && (fixed.equals("*") || isBefore(library.version(), fixed));
    }

    /** Whether a version is older than another, by their numbers alone. */
    static boolean isBefore(String version, String other) {
        List<Long> left = numbers(version);
        List<Long> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            long a = i < left.size() ? left.get(i) : 0;
            long b = i < right.size() ? right.get(i) : 0;
            if (a != b) {
                return a < b;
            }
        }
        return false;
    }

    private static List<Long> numbers(String version) {
        return NUMBER.matcher(version)
                .results()
                .map(number -> Long.valueOf(number.group()))
                .toList();
    }
}
