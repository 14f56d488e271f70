package io.curia.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class UnexpectedFaultTest {
    @Command(name = "faulty")
    private static final class Faulty implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("two\nlines \u001b[31m", new ArithmeticException());
        }
    }

    @Test
    void isOneLineThatSaysWhatAndWhere() {
        var err = new ByteArrayOutputStream();
        var environment = new Environment(
                new ByteArrayInputStream(new byte[0]),
                Output.to(OutputStream.nullOutputStream()),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                false);
        int code = GoFlags.configure(new CommandLine(new Faulty()), environment).execute();
        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .matches(
                        "Error: unexpected IllegalStateException: two\\\\x0alines \\\\x1b\\[31m, caused by"
                                + " ArithmeticException \\(at io\\.curia\\.cli\\.command\\.UnexpectedFaultTest\\$Faulty\\.call:\\d+\\)\n");
    }

    @Test
    void tooLittleMemoryHasARemedy() {
        assertThat(UnexpectedFault.line(new OutOfMemoryError("Java heap space")))
                .isEqualTo("Error: not enough memory (Java heap space): JAVA_TOOL_OPTIONS=-Xmx4g, for example, gives"
                        + " more");
    }
}
