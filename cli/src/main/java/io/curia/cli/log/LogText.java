package io.curia.cli.log;

import io.curia.fsm.EntryType;
import io.curia.raft.offline.LogDirectory;
import io.curia.raft.storage.GroupId;
import io.curia.raft.storage.RaftIdentity;
import io.curia.raft.storage.StoredEntry;

/** How a log is shown, in the order in which it is read. */
interface LogText {
    /** Whose log it is. */
    void identity(RaftIdentity identity);

    /** A group that is sound; its entries follow. */
    void group(LogDirectory.Group group);

    /** One that is not, or that comes behind the first damage; those of its entries that can be read follow. */
    void damagedGroup(GroupId id);

    /** An entry of that group. */
    void entry(GroupId id, StoredEntry entry);

    /** The entries that come now are in a damaged file. */
    void endOfWhatIsSound(GroupId id);

    /** What an entry is: the name of its command, or that it is the engine's. */
    static String type(StoredEntry entry) {
        if (!entry.isCommand() || entry.length() == 0) {
            return "Raft";
        }
        return EntryType.nameOf(entry.bytes()[entry.offset()] & 0x7f);
    }
}
