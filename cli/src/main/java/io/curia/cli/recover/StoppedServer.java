package io.curia.cli.recover;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileFaults;
import io.curia.cli.log.LogFaults;
import io.curia.raft.offline.LogDirectory;
import io.curia.raft.offline.PeersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The data directory of a server that does not run.
 *
 * @param damage what a start would end with; null if it is sound
 */
record StoppedServer(String directory, Remains remains, String damage) {
    private static final String GROUP = "curia";

    /** @throws CommandFailure if it is no data directory, or a server uses it */
    static StoppedServer read(String directory, Environment environment) throws CommandFailure {
        try (var log = LogFaults.open(directory, environment)) {
            var group = log.groups().stream()
                    .filter(each -> each.id().name().equals(GROUP))
                    .reduce((older, newer) -> newer);
            return new StoppedServer(
                    directory, remains(directory, log, group), log.damage().orElse(null));
        } catch (IOException e) {
            throw LogFaults.unreadable(directory, e);
        }
    }

    private static Remains remains(String directory, LogDirectory log, Optional<LogDirectory.Group> group)
            throws IOException {
        var nodeId =
                log.identity().map(identity -> identity.nodeId().toString()).orElse("");
        var name = log.voters().stream()
                .filter(LogDirectory.Voter::self)
                .map(LogDirectory.Voter::name)
                .findFirst()
                .orElse("");
        var state = log.damage().isPresent() ? "damaged" : group.isPresent() ? "stopped" : "without state";
        if (group.isEmpty()) {
            return new Remains(directory, nodeId, name, state, -1, -1, -1, -1, "", log.voters());
        }
        var found = group.get();
        long captured = found.snapshots().isEmpty()
                ? 0
                : found.snapshots().get(found.snapshots().size() - 1).index();
        return new Remains(
                directory,
                nodeId,
                name,
                state,
                found.vote().term(),
                found.endTerm(),
                found.end(),
                captured,
                "wrote " + ago(log.lastWritten(found.id())),
                log.voters());
    }

    private static String ago(Instant written) {
        long seconds = Math.max(0, Duration.between(written, Instant.now()).toSeconds());
        return Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(java.util.Locale.ROOT) + " ago";
    }

    /** Whether its next start founds a group, or takes part in the founding of one. */
    boolean isToFound() {
        return Files.exists(PeersFile.in(Path.of(directory)));
    }

    /** Has its next start found the group anew. */
    void foundAnew() throws CommandFailure {
        var self = remains.voters().stream()
                .filter(LogDirectory.Voter::self)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(directory
                        + " is not of a voter: it cannot be told under which address it would found the group"));
        try {
            PeersFile.askFor(FileFaults.path(directory), new PeersFile.Peer(remains.nodeId(), self.address(), true));
        } catch (IOException e) {
            throw new CommandFailure("Error writing peers.json: " + FileFaults.text("write", directory, e), e);
        }
    }
}
