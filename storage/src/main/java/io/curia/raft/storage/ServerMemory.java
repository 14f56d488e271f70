package io.curia.raft.storage;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What this server has seen of the others, durably: their last start, and how far they have surely had the log. By it a data
 * directory is known that was put back from an older copy, and one whose group was given up. It errs on the side of whoever comes:
 * what it has not seen it does not hold against anybody. Any thread.
 */
public final class ServerMemory {
    private static final Logger LOG = System.getLogger(ServerMemory.class.getName());

    /**
     * What was seen of one server.
     *
     * @param index of a committed entry that it had on disk, in that run or in one before
     */
    record Seen(Credentials.Run run, long index) {}

    private final MetadataStore store;
    private final Credentials own;
    private final Set<UUID> superseded;
    private final Map<UUID, Seen> seen;
    private boolean unkept;
    private boolean untold;

    /**
     * Begins a run of this server.
     *
     * @param end the index at which its log ends now; 0 if it has none
     * @throws IOException if it cannot be noted that it has begun
     */
    ServerMemory(RaftIdentity identity, MetadataStore store, long end) throws IOException {
        this.store = store;
        this.superseded = new TreeSet<>(store.superseded());
        this.untold = !superseded.isEmpty();
        this.seen = new HashMap<>(store.readSeen());
        var group = store.readMetadataGroup();
        this.own = new Credentials(
                identity.raftId(),
                new Credentials.Run(store.nextRun(), UUID.randomUUID()),
                end,
                group == null ? 0 : group.seed(),
                store.readServers().keySet());
    }

    /** What this server presents itself with. */
    public Credentials own() {
        return own;
    }

    /**
     * Holds a server against what was seen of it, and remembers it unless something speaks against it.
     *
     * @return what speaks against it; empty if nothing does
     */
    public synchronized Optional<String> judge(Credentials who) {
        if (who.raftId().equals(own.raftId())) {
            return Optional.empty();
        } else if (isSuperseded(who)) {
            return Optional.of("its group was given up for one that was founded anew");
        }
        var before = seen.get(who.raftId());
        if (before != null && !before.run().equals(who.run())) {
            if (who.end() < before.index()) {
                return Optional.of("it is an older copy: its log ends at entry %d, and it has acknowledged entry %d"
                        .formatted(who.end(), before.index()));
            } else if (who.run().number() <= before.run().number()) {
                return Optional.of("it is an older copy: it is started for the %d. time, and was seen at start %d"
                        .formatted(who.run().number(), before.run().number()));
            }
        }
        remember(who.raftId(), new Seen(who.run(), before == null ? 0 : before.index()));
        keep();
        return Optional.empty();
    }

    /** A server that is none of them by its Raft id may have followed the group that was given up. */
    private boolean isSuperseded(Credentials who) {
        return superseded.contains(who.raftId())
                || (who.seed() < own.seed() && who.acquaintances().stream().anyMatch(superseded::contains));
    }

    private void remember(UUID raftId, Seen now) {
        if (!now.equals(seen.put(raftId, now))) {
            unkept = true;
            untold = true;
        }
    }

    /** A server has a committed entry on disk. Counts only for the run of it that was let in. */
    public synchronized void acknowledged(UUID raftId, Credentials.Run run, long index) {
        var before = seen.get(raftId);
        if (before != null && before.run().equals(run) && before.index() < index) {
            remember(raftId, new Seen(run, index));
        }
    }

    /** Whether everybody that was seen is known to have had an entry on disk. */
    public synchronized boolean hasSeenAllAt(long index) {
        return !seen.isEmpty() && seen.values().stream().allMatch(what -> what.index() >= index);
    }

    /** What others should hear of; empty if there is nothing new since this was asked last. */
    public synchronized Optional<byte[]> news() {
        if (!untold) {
            return Optional.empty();
        }
        untold = false;
        var told = encode(seen);
        var buffer =
                ByteBuffer.allocate(4 + 16 * superseded.size() + told.length).putInt(superseded.size());
        superseded.forEach(id -> Credentials.putId(buffer, id));
        return Optional.of(buffer.put(told).array());
    }

    /** The news of another, which has let in whom this one was not asked about. */
    public synchronized void hear(byte[] told) {
        var buffer = ByteBuffer.wrap(told);
        for (int n = buffer.getInt(); n > 0; n--) {
            var id = Credentials.readId(buffer);
            if (!id.equals(own.raftId()) && superseded.add(id)) {
                unkept = true;
                untold = true;
            }
        }
        decode(buffer).forEach((raftId, theirs) -> {
            var ours = seen.get(raftId);
            boolean isNewer =
                    ours == null || (theirs.run().number() >= ours.run().number() && theirs.index() >= ours.index());
            if (isNewer && !raftId.equals(own.raftId()) && !theirs.equals(ours)) {
                seen.put(raftId, theirs);
                unkept = true;
            }
        });
    }

    /** Makes durable what was seen, if it is more than before. */
    public synchronized void keep() {
        if (unkept) {
            try {
                store.persistSuperseded(superseded);
                store.persistSeen(encode(seen));
                unkept = false;
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "what was seen of the other servers is kept later: {0}", e.toString());
            }
        }
    }

    static byte[] encode(Map<UUID, Seen> seen) {
        var buffer = ByteBuffer.allocate(seen.size() * (16 + Credentials.Run.BYTES + 8));
        new TreeMap<>(seen).forEach((raftId, what) -> {
            Credentials.putId(buffer, raftId);
            what.run().put(buffer);
            buffer.putLong(what.index());
        });
        return buffer.array();
    }

    static Map<UUID, Seen> decode(ByteBuffer buffer) {
        var seen = new HashMap<UUID, Seen>();
        while (buffer.hasRemaining()) {
            seen.put(Credentials.readId(buffer), new Seen(Credentials.Run.read(buffer), buffer.getLong()));
        }
        return seen;
    }
}
