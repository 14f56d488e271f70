package io.curia.cli.command;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells in aligned columns, laid out as {@code consul snapshot inspect} does. Not thread-safe. */
public final class TextTable {
    private static final int PADDING = 6;

    private final List<String[]> rows = new ArrayList<>();

    /** Adds a line; all lines have as many cells. */
    public TextTable row(Object... cells) {
        var texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            texts[i] = VisibleText.of(String.valueOf(cells[i]));
        }
        texts[0] = " " + texts[0];
        rows.add(texts);
        return this;
    }

    /** All lines, each with its end; every column but the last is as wide as its widest cell and six blanks. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        int[] widths = widths();
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                text.append(row[i]);
                if (i < row.length - 1) {
                    text.append(" ".repeat(widths[i] - length(row[i])));
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], length(row[i]) + PADDING);
            }
        }
        return widths;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
