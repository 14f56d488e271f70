package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.cli.command.FormatOption;
import io.curia.cli.command.HttpFaults;
import io.curia.cli.command.JsonText;
import io.curia.cli.command.Progress;
import io.curia.cli.command.ServerOptions;
import jakarta.json.Json;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts an archive in the place of a cluster's state. The servers verify it, so here it is only sent. */
@Command(description = "Restores the state of a cluster from a file; - is standard input")
public final class RestoreCommand extends FileCommand {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    /** @param environment where the answer goes, and what is not given as flags */
    public RestoreCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String file) throws CommandFailure {
        var api = server.connect(environment());
        try (var upload = Upload.of(file, environment());
                var progress = new Progress(environment(), "sent", upload.bytes())) {
            upload.send(api, server.query(), progress).close();
            report(file, upload.sent());
        } catch (IOException e) {
            throw new CommandFailure(
                    "Error restoring snapshot: " + HttpFaults.text(api, "PUT", SnapshotPath.VALUE, e), e);
        }
    }

    private void report(String file, long bytes) {
        if (format.isJson()) {
            environment()
                    .out()
                    .println(JsonText.of(Json.createObjectBuilder()
                            .add("File", file)
                            .add("Size", bytes)
                            .build()));
        } else {
            environment().out().println("Restored snapshot");
        }
    }
}
