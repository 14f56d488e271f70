package io.curia.cli.log;

import io.curia.raft.offline.LogDirectory;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.RaftIdentity;
import io.curia.raft.storage.StoredEntry;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintStream;

/** A log for programs: one object a line, each with its kind, so that a long log needs no memory on either side. */
record JsonDump(PrintStream out) implements LogText {
    @Override
    public void identity(RaftIdentity identity) {
        print(line("Server")
                .add("NodeID", identity.nodeId().toString())
                .add("RaftID", identity.raftId().toString()));
    }

    @Override
    public void group(LogDirectory.Group group) {
        var vote = group.vote();
        JsonArrayBuilder founders = Json.createArrayBuilder();
        group.members().stream().skip(1).forEach(id -> founders.add(id.toString()));
        JsonArrayBuilder snapshots = Json.createArrayBuilder();
        group.snapshots()
                .forEach(snapshot -> snapshots.add(Json.createObjectBuilder()
                        .add("Index", snapshot.index())
                        .add("Size", snapshot.bytes())));
        print(line("Group", group.id())
                .add("Damaged", false)
                .add("Term", vote.term())
                .add("VotedFor", vote.votedFor() == null ? "" : vote.votedFor().toString())
                .add("Founders", founders)
                .add("Snapshots", snapshots)
                .add("FirstIndex", group.first())
                .add("LastIndex", group.last()));
    }

    @Override
    public void damagedGroup(GroupId id) {
        print(line("Group", id).add("Damaged", true));
    }

    @Override
    public void entry(GroupId id, StoredEntry entry) {
        print(line("Entry", id)
                .add("Index", entry.index())
                .add("Term", entry.term())
                .add("Type", LogText.type(entry))
                .add("Size", entry.length()));
    }

    @Override
    public void endOfWhatIsSound(GroupId id) {
        // the fault says where it is, and the exit status that there is one
    }

    private static JsonObjectBuilder line(String kind) {
        return Json.createObjectBuilder().add("Kind", kind);
    }

    private static JsonObjectBuilder line(String kind, GroupId id) {
        return line(kind).add("Group", id.name());
    }

    private void print(JsonObjectBuilder line) {
        out.println(line.build());
    }
}
