package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.cli.command.FileFaults;
import io.curia.cli.command.FormatOption;
import io.curia.cli.command.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what an archive holds, by type; asks no server. */
@Command(description = "Tells what is in a snapshot, by type of record; - is standard input")
public final class InspectCommand extends FileCommand {
    private static final String RAW_STATE = "state.bin";

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = {"-kvdetails", "--kvdetails"},
            description = "Count the keys too, grouped by the first parts of their names.")
    private boolean keyDetails;

    @Option(
            names = {"-kvdepth", "--kvdepth"},
            paramLabel = "<int>",
            defaultValue = "2",
            description = "How many parts make a group; the default is 2.")
    private int keyDepth;

    @Option(
            names = {"-kvfilter", "--kvfilter"},
            paramLabel = "<prefix>",
            defaultValue = "",
            description = "Count only keys with this prefix.")
    private String keyFilter;

    /** @param environment where the answer goes */
    public InspectCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String file) throws CommandFailure {
        var inspection = inspect(file);
        if (format.isJson()) {
            environment().out().println(InspectionText.json(inspection));
        } else {
            environment().out().print(InspectionText.pretty(inspection));
        }
    }

    private Inspection inspect(String file) throws CommandFailure {
        var grouping = new KeyGrouping(keyDetails, keyDepth, keyFilter);
        Path path = FileFaults.path(file);
        try {
            var opened = ArchiveFile.open(file, environment());
            try (InputStream in = opened.stream();
                    var progress = new Progress(environment(), "reading", opened.bytes())) {
                return isRawState(path)
                        ? Inspection.ofState(progress.counting(in), path, grouping)
                        : Inspection.ofArchive(progress.counting(in), grouping);
            }
        } catch (IOException e) {
            throw ArchiveFile.unreadable(file, e);
        }
    }

    private static boolean isRawState(Path path) {
        var name = path.getFileName();
        return name != null && name.toString().toLowerCase(Locale.ROOT).equals(RAW_STATE);
    }
}
