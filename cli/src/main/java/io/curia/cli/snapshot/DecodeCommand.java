package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.cli.command.FileFaults;
import io.curia.cli.command.Output;
import io.curia.codec.MsgpackReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** Writes each record of an archive as a line of JSON; asks no server. */
@Command(description = "Writes the records of a snapshot as lines of JSON; - is standard input")
public final class DecodeCommand extends FileCommand {
    /** @param environment where the lines go */
    public DecodeCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String file) throws CommandFailure {
        try (InputStream in = ArchiveFile.open(file, environment()).stream()) {
            decode(file, in);
        } catch (IOException e) {
            throw new CommandFailure("Error reading snapshot: " + FileFaults.text("close", file, e), e);
        }
    }

    private void decode(String file, InputStream in) throws CommandFailure {
        var lines = new Lines(environment().out());
        try {
            try {
                StateRecords.readArchive(in, lines);
            } finally {
                lines.drain();
            }
        } catch (OutputFault e) {
            throw e.failure();
        } catch (IOException e) {
            throw ArchiveFile.unreadable(file, e);
        }
    }

    /** Writes records as they come, many at a time. */
    private static final class Lines implements StateRecords.Visitor {
        private static final int PORTION = 64 * 1024;

        private final Output out;
        private final StringBuilder waiting = new StringBuilder();

        Lines(Output out) {
            this.out = out;
        }

        @Override
        public void record(int type, String name, MsgpackReader value, long bytes) throws OutputFault {
            waiting.append(RecordLines.line(name, value.any()));
            if (waiting.length() >= PORTION) {
                drain();
            }
        }

        void drain() throws OutputFault {
            byte[] bytes = waiting.toString().getBytes(StandardCharsets.UTF_8);
            out.write(bytes, 0, bytes.length);
            waiting.setLength(0);
            try {
                out.requireWritten();
            } catch (CommandFailure e) {
                throw new OutputFault(e);
            }
        }
    }

    /** What is written is lost, so there is no use in going on. */
    private static final class OutputFault extends IOException {
        private static final long serialVersionUID = 1L;

        private final CommandFailure failure;

        OutputFault(CommandFailure failure) {
            super(failure);
            this.failure = failure;
        }

        CommandFailure failure() {
            return failure;
        }
    }
}
