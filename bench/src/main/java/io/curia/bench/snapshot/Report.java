package io.curia.bench.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table with aligned columns, the first one and those without a head to the left. Not thread-safe. */
final class Report {
    private final List<String[]> lines = new ArrayList<>();

    Report(String... heads) {
        lines.add(heads);
    }

    void line(String... cells) {
        lines.add(cells);
    }

    void print() {
        int columns = lines.get(0).length;
        int[] widths = new int[columns];
        for (var line : lines) {
            for (int i = 0; i < line.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        for (var line : lines) {
            var text = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                String spaces = " ".repeat(widths[i] - line[i].length());
                boolean left = i == 0 || lines.get(0)[i].isEmpty();
                text.append(i == 0 ? "" : "   ").append(left ? line[i] + spaces : spaces + line[i]);
            }
            System.out.println(text.toString().stripTrailing());
        }
        System.out.println();
    }

    static void keyValue(String key, String value) {
        System.out.println(key + "=" + value.replace(" ", ""));
    }

    static String seconds(long nanos) {
        return format("%.2f s", nanos / 1e9);
    }

    static String millis(long nanos) {
        return format("%.2f ms", nanos / 1e6);
    }

    static String micros(long nanos) {
        return format("%.1f us", nanos / 1e3);
    }

    static String megabytes(long bytes) {
        return format("%.1f MB", bytes / 1e6);
    }

    static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
