package io.curia.cli.operator;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.HttpFaults;
import io.curia.cli.command.ServerOptions;
import io.curia.client.HttpApi;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a server. Not thread-safe. */
abstract class OperatorCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    private final Environment environment;
    private final String failed;

    /** @param failed what stands before the reason of a failure */
    OperatorCommand(Environment environment, String failed) {
        this.environment = Objects.requireNonNull(environment);
        this.failed = Objects.requireNonNull(failed);
    }

    @Override
    public final Integer call() throws CommandFailure {
        run(server.connect(environment));
        return 0;
    }

    /** Does what the command is for. */
    abstract void run(HttpApi api) throws CommandFailure;

    /** The body of the server's answer. */
    final String ask(HttpApi api, String method, String path, Map<String, String> query, String body)
            throws CommandFailure {
        var all = server.query();
        all.putAll(query);
        try {
            return api.text(method, path, all, body, null);
        } catch (IOException e) {
            throw new CommandFailure(failed + ": " + HttpFaults.text(api, method, path, e), e);
        }
    }

    /** The object that a server answers. */
    final JsonObject get(HttpApi api, String path, Map<String, String> query) throws CommandFailure {
        return object(ask(api, "GET", path, query, null));
    }

    final JsonObject object(String answer) throws CommandFailure {
        try (var reader = Json.createReader(new StringReader(answer))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw failure("the server's answer is not what was asked for", e);
        }
    }

    final CommandFailure failure(String reason, Exception cause) {
        return new CommandFailure(failed + ": " + reason, cause);
    }

    final void print(String line) {
        environment.out().println(line);
    }
}
