package io.curia.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command has from outside. Immutable; the streams are as thread-safe as they are.
 *
 * @param in standard input
 * @param out what the command is run for
 * @param err faults and progress
 * @param variables the environment variables
 * @param terminal whether somebody watches {@code err}
 */
public record Environment(
        InputStream in, Output out, PrintStream err, Map<String, String> variables, boolean terminal) {
    /** Set by the script that starts the process, for Java cannot tell of standard error. */
    private static final String TERMINAL = "curia.cli.terminal";

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** That of this process. */
    public static Environment ofProcess() {
        return new Environment(
                System.in,
                Output.to(new FileOutputStream(FileDescriptor.out)),
                // names are written as they are, whatever the locale
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Boolean.getBoolean(TERMINAL));
    }

    /** The variable, or an empty text. */
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }
}
