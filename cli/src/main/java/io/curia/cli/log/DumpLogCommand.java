package io.curia.cli.log;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileCommand;
import io.curia.cli.command.FormatOption;
import io.curia.raft.offline.LogDirectory;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.StorageCorruptedException;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what stands in the log of a stopped server, as far as it is sound. */
@Command(description = "Shows the log of a stopped server, entry by entry; changes nothing in its data directory")
public final class DumpLogCommand extends FileCommand {
    @Mixin
    private FormatOption format = new FormatOption();

    @Option(
            names = {"-from", "--from"},
            paramLabel = "<index>",
            defaultValue = "1",
            description = "The first entry to show; the default is the first there is.")
    private long from;

    @Option(
            names = {"-to", "--to"},
            paramLabel = "<index>",
            description = "The last entry to show; the default is the last there is.")
    private long to = Long.MAX_VALUE;

    /** @param environment where the answer goes */
    public DumpLogCommand(Environment environment) {
        super(environment);
    }

    @Override
    protected void run(String directory) throws CommandFailure {
        var text = format.isJson()
                ? new JsonDump(environment().out())
                : new PrettyDump(environment().out());
        try (var log = LogFaults.open(directory, environment())) {
            log.identity().ifPresent(text::identity);
            for (var id : log.groupIds()) {
                dump(log, id, text);
            }
            environment().out().requireWritten();
            var damage = log.damage();
            if (damage.isPresent()) {
                throw new CommandFailure(damage.get());
            }
        } catch (IOException e) {
            throw LogFaults.unreadable(directory, e);
        }
    }

    private void dump(LogDirectory log, GroupId id, LogText text) throws IOException {
        var sound = log.groups().stream().filter(group -> group.id().equals(id)).findFirst();
        if (sound.isPresent()) {
            text.group(sound.get());
        } else {
            text.damagedGroup(id);
        }
        try {
            log.entries(id, entry -> {
                if (entry.index() >= from && entry.index() <= to) {
                    text.entry(id, entry);
                }
            });
        } catch (StorageCorruptedException e) {
            // told at the end, unless something before it is damaged too, which is told then
            text.endOfWhatIsSound(id);
        }
    }
}
