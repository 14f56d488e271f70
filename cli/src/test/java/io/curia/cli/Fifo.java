package io.curia.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Named pipes, where the system has them. */
final class Fifo {
    private Fifo() {}

    /** A new one; without them the test is skipped. */
    static Path in(Path directory, String name) throws IOException, InterruptedException {
        var fifo = directory.resolve(name);
        try {
            int code = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
            Assumptions.assumeTrue(code == 0, "no pipes here");
        } catch (IOException e) {
            Assumptions.abort("no pipes here: " + e.getMessage());
        }
        return fifo;
    }
}
