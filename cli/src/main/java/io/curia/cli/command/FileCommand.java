package io.curia.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** A command about one file. Not thread-safe. */
public abstract class FileCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(paramLabel = "FILE", arity = "0..*")
    private List<String> arguments = new ArrayList<>();

    protected FileCommand(Environment environment) {
        this.environment = Objects.requireNonNull(environment);
    }

    @Override
    public final Integer call() throws CommandFailure {
        if (arguments.isEmpty()) {
            throw new CommandFailure("Missing FILE argument");
        } else if (arguments.size() > 1) {
            throw new CommandFailure("Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        run(arguments.get(0));
        return 0;
    }

    /**
     * Does what the command is for.
     *
     * @param file as the user wrote it
     * @throws CommandFailure if it cannot
     */
    protected abstract void run(String file) throws CommandFailure;

    /** What the command has from outside. */
    protected final Environment environment() {
        return environment;
    }
}
