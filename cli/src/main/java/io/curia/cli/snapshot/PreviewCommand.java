package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.cli.command.FormatOption;
import io.curia.cli.command.HttpFaults;
import io.curia.cli.command.Progress;
import io.curia.cli.command.ServerOptions;
import io.curia.client.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a server what a restore would change, which it finds out without changing anything. */
@Command(description = "Tells what a restore would change, without restoring; - is standard input")
public final class PreviewCommand extends FileCommand {
    private static final String FAILED = "Error previewing snapshot: ";

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = {"-keys", "--keys"},
            description = "Name what would be added (+), changed (~) and removed (-), up to a hundred each.")
    private boolean keys;

    /** @param environment where the answer goes, and what is not given as flags */
    public PreviewCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String file) throws CommandFailure {
        var api = server.connect(environment());
        String answer = ask(api, file);
        try (var reader = Json.createReader(new StringReader(answer))) {
            var preview = reader.readObject();
            if (format.isJson()) {
                environment().out().println(answer.stripTrailing());
            } else {
                environment().out().print(PreviewText.of(preview, keys));
            }
        } catch (JsonException | ClassCastException e) {
            throw new CommandFailure(FAILED + "the server's answer is no preview; it may be too old for one", e);
        }
    }

    private String ask(HttpApi api, String file) throws CommandFailure {
        var query = server.query();
        query.put("preview", "");
        try (var upload = Upload.of(file, environment());
                var progress = new Progress(environment(), "sent", upload.bytes());
                InputStream answer = upload.send(api, query, progress)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(FAILED + HttpFaults.text(api, "PUT", SnapshotPath.VALUE, e), e);
        }
    }
}
