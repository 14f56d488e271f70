package io.curia.cli.operator;

import io.curia.cli.command.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** Lines of cells under one another, each column as wide as its widest cell and two blanks. Not thread-safe. */
final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    /** Adds a line; all have as many cells. */
    Columns line(Object... cells) {
        var line = new ArrayList<String>();
        for (Object cell : cells) {
            line.add(VisibleText.of(String.valueOf(cell)));
        }
        lines.add(line);
        return this;
    }

    /** All lines, without an end after the last. */
    @Override
    public String toString() {
        var texts = new ArrayList<String>();
        for (var line : lines) {
            var text = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                String cell = line.get(i);
                text.append(cell);
                if (i < line.size() - 1) {
                    text.append(" ".repeat(width(i) - length(cell))).append(GAP);
                }
            }
            texts.add(text.toString());
        }
        return String.join("\n", texts);
    }

    private int width(int column) {
        return lines.stream().mapToInt(line -> length(line.get(column))).max().orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
