package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.cli.command.FormatOption;
import io.curia.cli.command.HttpFaults;
import io.curia.cli.command.JsonText;
import io.curia.cli.command.Progress;
import io.curia.cli.command.ServerOptions;
import io.curia.client.HttpApi;
import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a snapshot of a server's state into a file, which gets its name only when it is whole, verified and on disk. */
@Command(description = "Saves the state of a cluster to a file, and verifies it")
public final class SaveCommand extends FileCommand {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = {"-append-filename", "--append-filename"},
            paramLabel = "<list>",
            description = {
                "What to put into the file's name before its ending, separated by commas:",
                "version, dc, node, status (leader or follower) of the server."
            })
    private String appended = "";

    /** @param environment where the answer goes, and what is not given as flags */
    public SaveCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String file) throws CommandFailure {
        SaveTarget.requireName(file);
        var api = server.connect(environment());
        String named = FileNameSuffix.append(file, appended, api);
        var target = new SavedArchive(named);
        try (InputStream archive = request(api);
                var progress = new Progress(environment(), "received", Progress.UNKNOWN)) {
            target.write(progress.counting(archive));
        } catch (IOException e) {
            throw failed(api, e);
        }
        report(named, target.publish());
    }

    private InputStream request(HttpApi api) throws CommandFailure {
        try {
            return api.send("GET", SnapshotPath.VALUE, server.query(), null, null);
        } catch (IOException e) {
            throw failed(api, e);
        }
    }

    private static CommandFailure failed(HttpApi api, IOException fault) {
        return new CommandFailure(
                "Error saving snapshot: " + HttpFaults.text(api, "GET", SnapshotPath.VALUE, fault), fault);
    }

    private void report(String file, SavedArchive.Published published) {
        String index = Long.toUnsignedString(published.index());
        if (format.isJson()) {
            environment()
                    .out()
                    .println(JsonText.of(Json.createObjectBuilder()
                            .add("File", file)
                            .add("Index", InspectionText.unsigned(published.index()))
                            .add("Size", published.bytes())
                            .build()));
        } else {
            environment().out().println("Saved and verified snapshot to index " + index);
        }
    }
}
