package io.curia.cli.command;

import picocli.CommandLine.Option;

/** The flag that chooses the format. Not thread-safe. */
public final class FormatOption {
    @Option(
            names = {"-format", "--format"},
            paramLabel = "<pretty|json>",
            defaultValue = "pretty",
            description = "Output format; the default is pretty.")
    private Format format;

    /** Whether JSON is wanted. */
    public boolean isJson() {
        return format == Format.JSON;
    }
}
