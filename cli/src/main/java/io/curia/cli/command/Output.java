package io.curia.cli.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command is run for, as UTF-8. Unlike a plain {@link PrintStream} it can tell why something was lost. As
 * thread-safe as that.
 */
public final class Output extends PrintStream {
    private final Watched watched;

    private Output(Watched watched) {
        super(watched, false, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    /** Prints there. */
    public static Output to(OutputStream out) {
        return new Output(new Watched(out));
    }

    /**
     * Makes sure that everything that was printed has been written.
     *
     * @throws CommandFailure if something was lost, now or before
     */
    public void requireWritten() throws CommandFailure {
        flush();
        IOException fault = watched.fault;
        if (fault != null) {
            throw new CommandFailure("Error writing to standard output: " + FileFaults.reason(fault), fault);
        }
    }

    /** Keeps the first fault, of which a {@link PrintStream} only remembers that there was one. */
    private static final class Watched extends FilterOutputStream {
        private volatile IOException fault;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw keep(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw keep(e);
            }
        }

        private IOException keep(IOException e) {
            if (fault == null) {
                fault = e;
            }
            return e;
        }
    }
}
