package io.curia.torture.report;

import io.curia.torture.check.Violation;
import io.curia.torture.history.History;
import io.curia.torture.history.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the page, which needs nothing beside it. Stateless. */
public final class Report {
    private static final int BAR_HEIGHT = 16;
    private static final int WIDTH = 1200;

    private Report() {}

    /**
     * Writes what happened, and a picture of the operations around each broken promise.
     *
     * @param command that does it once more
     */
    public static void write(Path page, String command, History history, List<Violation> violations)
            throws IOException {
        var html = new StringBuilder("""
                <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Curia under faults</title>
                <style>body{font:14px sans-serif;margin:2em}svg{border:1px solid #999}text{font:11px monospace}
                .DONE{fill:#9c9}.REFUSED{fill:#ccc}.UNKNOWN{fill:#fc9}.event{stroke:#c33}</style>
                <h1>Curia under faults</h1>
                """);
        html.append(String.format(
                Locale.ROOT,
                "<p>%d operations, %s</p>\n",
                history.operations().size(),
                violations.isEmpty() ? "every promise was kept" : violations.size() + " promises broken"));
        html.append("<p><code>").append(escaped(command)).append("</code></p>\n");
        for (var violation : violations) {
            html.append(String.format(
                    Locale.ROOT, "<h2>%s</h2><p>%s</p>\n", escaped(violation.promise()), escaped(violation.text())));
            if (!violation.window().isEmpty()) {
                html.append(picture(violation.window(), history.events()));
            }
        }
        html.append("<h2>What was done to the servers</h2><table>\n");
        for (var event : history.events()) {
            html.append(
                    String.format(Locale.ROOT, "<tr><td>%.3f s<td>%s\n", event.atNs() / 1e9, escaped(event.text())));
        }
        html.append("</table></html>\n");
        Files.writeString(page, html);
    }

    /** A bar for each operation, from start to end, below each other. */
    private static String picture(List<Operation> window, List<History.Event> events) {
        long from = window.stream().mapToLong(Operation::startNs).min().orElseThrow();
        long to = window.stream().mapToLong(Operation::endNs).max().orElseThrow();
        double scale = (double) WIDTH / Math.max(1, to - from);
        int height = BAR_HEIGHT * (window.size() + 1);
        var svg = new StringBuilder(
                String.format(Locale.ROOT, "<svg width=\"%d\" height=\"%d\">\n", WIDTH + 600, height));
        for (var event : events) {
            if (event.atNs() >= from && event.atNs() <= to) {
                double x = (event.atNs() - from) * scale;
                svg.append(String.format(
                        Locale.ROOT,
                        "<line class=\"event\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"><title>%s</title></line>\n",
                        x,
                        x,
                        height,
                        escaped(event.text())));
            }
        }
        int line = 0;
        for (var operation : window) {
            double x = (operation.startNs() - from) * scale;
            double width = Math.max(2, (operation.endNs() - operation.startNs()) * scale);
            int y = BAR_HEIGHT * line++;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/><text x=\"%.1f\" y=\"%d\">%s</text>\n",
                    operation.outcome(),
                    x,
                    y,
                    width,
                    BAR_HEIGHT - 2,
                    x + 2,
                    y + BAR_HEIGHT - 5,
                    escaped(label(operation))));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String label(Operation operation) {
        return String.format(
                Locale.ROOT,
                "client %d, %s: %s %s %s = %s (index %d, %.3f s)",
                operation.client(),
                operation.server(),
                operation.kind(),
                operation.key(),
                operation.input(),
                operation.output(),
                operation.index(),
                operation.startNs() / 1e9);
    }

    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '&' -> "&amp;";
                    case '"' -> "&quot;";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }
}
