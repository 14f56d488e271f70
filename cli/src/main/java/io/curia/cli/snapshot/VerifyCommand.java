package io.curia.cli.snapshot;

import io.curia.cli.command.ByteSize;
import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.cli.command.FileFaults;
import io.curia.cli.command.FormatOption;
import io.curia.cli.command.JsonText;
import io.curia.cli.command.Progress;
import io.curia.cli.command.TextTable;
import io.curia.fsm.ArchivedState;
import io.curia.fsm.standard.StandardFsm;
import io.curia.snapshot.ArchiveException;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Checks an archive as a server does before it restores it: reads it to the end and builds its state, which takes as much
 * memory as that has. Asks no server.
 */
@Command(description = "Checks that a snapshot can be restored, without a server; - is standard input")
public final class VerifyCommand extends FileCommand {
    private static final String FAILED = "Error verifying snapshot: ";

    @Mixin
    private FormatOption format = new FormatOption();

    /** @param environment where the answer goes */
    public VerifyCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String file) throws CommandFailure {
        try (var archive = RepeatableArchive.of(file, environment())) {
            var inspection = reading(file, archive, "checking", in -> Inspection.ofArchive(in, KeyGrouping.NONE));
            requireRestorable(inspection);
            var state = reading(file, archive, "reading", in -> StandardFsm.create(Runnable::run)
                    .readArchive(in));
            requireRestorable(state);
            environment().out().print(format.isJson() ? json(inspection, state) : pretty(inspection, state));
        } catch (IOException e) {
            throw ArchiveFile.unreadable(file, e);
        }
    }

    /** One way to read an archive. */
    private interface Reading<T> {
        T from(InputStream archive) throws IOException;
    }

    private <T> T reading(String file, RepeatableArchive archive, String what, Reading<T> reading)
            throws CommandFailure {
        var opened = archive.open();
        var source = new SourceStream(opened.stream());
        try (source;
                var progress = new Progress(environment(), what, opened.bytes())) {
            return reading.from(progress.counting(source));
        } catch (ArchiveException | StateRecords.StateFault e) {
            throw new CommandFailure(FAILED + e.getMessage(), e);
        } catch (IOException e) {
            var fault = source.fault();
            if (fault != null) {
                throw new CommandFailure(FAILED + FileFaults.text("read", file, fault), fault);
            }
            throw new CommandFailure(FAILED + "failed to restore snapshot: " + e.getMessage(), e);
        }
    }

    private static void requireRestorable(Inspection inspection) throws CommandFailure {
        try {
            inspection.meta().requireRestorable(inspection.stateBytes());
        } catch (ArchiveException e) {
            throw new CommandFailure(FAILED + e.getMessage(), e);
        }
    }

    private static void requireRestorable(ArchivedState state) throws CommandFailure {
        try {
            state.requireRestorable(0);
        } catch (ArchiveException e) {
            throw new CommandFailure(FAILED + e.getMessage(), e);
        }
    }

    private static String pretty(Inspection inspection, ArchivedState state) {
        var meta = inspection.meta();
        var checks = new TextTable()
                .row("Archive", "whole, nothing after its end")
                .row("Checksums", "meta.json and state.bin match SHA256SUMS")
                .row("Version", meta.version() + ", as a restore demands")
                .row("Size", ByteSize.text(inspection.stateBytes()) + " of state, as meta.json says")
                .row(
                        "Records",
                        inspection.records() + " of " + inspection.types().size()
                                + " types, all read into a state, greatest index "
                                + Long.toUnsignedString(state.greatestIndex()));
        return "Verified snapshot to index " + Long.toUnsignedString(meta.index()) + "\n\n" + checks;
    }

    private static String json(Inspection inspection, ArchivedState state) {
        var meta = inspection.meta();
        return JsonText.of(Json.createObjectBuilder()
                        .add("ID", meta.id())
                        .add("Index", InspectionText.unsigned(meta.index()))
                        .add("Term", InspectionText.unsigned(meta.term()))
                        .add("Version", meta.version())
                        .add("Size", inspection.stateBytes())
                        .add("Records", inspection.records())
                        .add("Types", inspection.types().size())
                        .add("GreatestIndex", InspectionText.unsigned(state.greatestIndex()))
                        .build())
                + "\n";
    }
}
