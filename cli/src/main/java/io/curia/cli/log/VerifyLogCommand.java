package io.curia.cli.log;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.raft.offline.LogDirectory;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Does with a data directory what the start of its server does before it takes part in anything; on a copy. */
@Command(description = "Checks the data directory of a stopped server as its start would; changes nothing in it")
public final class VerifyLogCommand extends FileCommand {
    /** @param environment where the answer goes */
    public VerifyLogCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String directory) throws CommandFailure {
        try (var log = LogFaults.open(directory, environment())) {
            var damage = log.damage();
            if (damage.isPresent()) {
                throw new CommandFailure(damage.get());
            }
            environment().out().println(directory + " is sound");
            log.groups().forEach(this::tell);
        } catch (IOException e) {
            throw LogFaults.unreadable(directory, e);
        }
    }

    private void tell(LogDirectory.Group group) {
        var snapshots = group.snapshots();
        environment()
                .out()
                .printf(
                        "%s: term %d, %s, %s%n",
                        group.id().name(),
                        group.vote().term(),
                        group.last() == 0 ? "no entries" : "entries " + group.first() + " to " + group.last(),
                        snapshots.isEmpty()
                                ? "no snapshot"
                                : "newest snapshot "
                                        + snapshots.get(snapshots.size() - 1).index());
    }
}
