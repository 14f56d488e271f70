package io.curia.cli;

import io.curia.cli.command.Environment;
import io.curia.cli.command.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs commands in this process. */
final class Cli {
    private Cli() {}

    /** What a command left behind. */
    record Outcome(int code, String out, String err) {}

    static Outcome run(String... args) {
        return run(Map.of(), args);
    }

    static Outcome run(Map<String, String> variables, String... args) {
        return run(variables, new byte[0], args);
    }

    static Outcome run(Map<String, String> variables, byte[] in, String... args) {
        return run(variables, new ByteArrayInputStream(in), args);
    }

    static Outcome run(Map<String, String> variables, InputStream in, String... args) {
        var out = new ByteArrayOutputStream();
        var outcome = run(variables, in, out, args);
        return new Outcome(outcome.code(), out.toString(StandardCharsets.UTF_8), outcome.err());
    }

    /** With an output of its own; the outcome has none. */
    static Outcome run(Map<String, String> variables, InputStream in, OutputStream out, String... args) {
        var err = new ByteArrayOutputStream();
        var environment = new Environment(
                in, Output.to(out), new PrintStream(err, true, StandardCharsets.UTF_8), variables, false);
        int code = CuriaCli.run(environment, args);
        return new Outcome(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
