package io.curia.cli.log;

import io.curia.raft.offline.LogDirectory;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.RaftIdentity;
import io.curia.raft.storage.StoredEntry;
import java.io.PrintStream;

/** A log for people: a head for each group, and a line for each entry. */
record PrettyDump(PrintStream out) implements LogText {
    private static final String ENTRY = "%12s %6s  %-24s %9s%n";

    @Override
    public void identity(RaftIdentity identity) {
        out.printf("Node ID  %s%nRaft ID  %s%n", identity.nodeId(), identity.raftId());
    }

    @Override
    public void group(LogDirectory.Group group) {
        var vote = group.vote();
        out.printf(
                "%nGroup    %s@%d@%d%n",
                group.id().name(), group.id().seed(), group.id().id());
        out.printf(
                "Term     %d, %s%n", vote.term(), vote.votedFor() == null ? "no vote" : "vote for " + vote.votedFor());
        out.printf(
                "Founders %s%n",
                String.join(
                        " ",
                        group.members().stream().skip(1).map(Object::toString).toList()));
        group.snapshots()
                .forEach(snapshot -> out.printf("Snapshot %d, %d bytes%n", snapshot.index(), snapshot.bytes()));
        head();
    }

    @Override
    public void damagedGroup(GroupId id) {
        out.printf("%nGroup    %s@%d@%d, of which can be read:%n", id.name(), id.seed(), id.id());
        head();
    }

    private void head() {
        out.printf(ENTRY, "Index", "Term", "Type", "Size");
    }

    @Override
    public void entry(GroupId id, StoredEntry entry) {
        out.printf(ENTRY, entry.index(), entry.term(), LogText.type(entry), entry.length());
    }

    @Override
    public void endOfWhatIsSound(GroupId id) {
        out.println("  (the next file is damaged)");
    }
}
