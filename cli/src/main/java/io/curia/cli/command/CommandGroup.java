package io.curia.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has others under it. Not thread-safe. */
@Command
public final class CommandGroup implements Callable<Integer> {
    private final String name;
    private final String description;
    private final Environment environment;
    private CommandSpec spec;

    /**
     * @param name its name, for the top of the tree
     * @param description what those under it are for
     */
    public CommandGroup(String name, String description, Environment environment) {
        this.name = name;
        this.description = description;
        this.environment = environment;
    }

    @Spec
    void setSpec(CommandSpec newSpec) {
        spec = newSpec;
        spec.name(name);
        spec.usageMessage().description(description);
    }

    /** Says what there is, for alone it does nothing. */
    @Override
    public Integer call() {
        environment.err().print(spec.commandLine().getUsageMessage());
        return 1;
    }
}
