package io.curia.cli.command;

import picocli.CommandLine.TypeConversionException;

/** How a command writes what it has found. */
public enum Format {
    /** For people. */
    PRETTY,
    /** For programs. */
    JSON;

    static Format of(String text) {
        return switch (text) {
            case "pretty" -> PRETTY;
            case "json" -> JSON;
            default -> throw new TypeConversionException("neither pretty nor json");
        };
    }
}
