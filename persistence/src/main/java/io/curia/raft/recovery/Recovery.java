package io.curia.raft.recovery;

import io.curia.fsm.ReplicatedState;
import io.curia.fsm.UnappliableEntryException;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.offline.PeersFile;
import io.curia.raft.storage.DataDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * Founds the group anew before the server starts, if {@code peers.json} asks for it: the state that this disk has, uncommitted
 * entries included, becomes that of a group with a new seed, which this server is alone in until others join. Messages of the
 * group of before mean nothing to the new one. May be cut off at any moment, and is then done again or finished.
 */
public final class Recovery {
    private static final Logger LOG = System.getLogger(Recovery.class.getName());

    /** So long a start waits for the other servers of a list; less than WildFly waits for a deployment. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LINGER = Duration.ofSeconds(10);
    private static final String JOINS = "joins";

    private final RaftConfig config;
    private final String group;
    private final DirectorySwap swap;
    private final Duration patience;

    /** @param group the name of the log's group */
    public Recovery(RaftConfig config, String group) {
        this(config, group, PATIENCE);
    }

    /** @param patience how long the other servers of a list are waited for */
    Recovery(RaftConfig config, String group, Duration patience) {
        this.config = config;
        this.group = group;
        this.swap = new DirectorySwap(config.dataDir());
        this.patience = patience;
    }

    /**
     * The configuration to start with after {@link #run}: that of a server which founds no cluster and joins the one that was founded
     * anew, if this one set its state aside for that.
     */
    public RaftConfig config() {
        var file = config.dataDir().resolve("raft").resolve(JOINS);
        try {
            return Files.exists(file) ? config.joining(Files.readString(file).strip()) : config;
        } catch (IOException e) {
            throw new UncheckedIOException("it cannot be read whom this server joins: " + e.getMessage(), e);
        }
    }

    /**
     * Does what is asked for, if anything is.
     *
     * @param state with nothing in it, as it has again when this returns
     * @throws IllegalStateException if it cannot be done; the data directory is as it was then
     */
    public void run(ReplicatedState state, Founder founder) {
        try {
            swap.finish();
            var givenUp = DataDirectory.givenUp(config.dataDir());
            if (givenUp.isPresent()) {
                beginAnew(givenUp.get());
            }
            var file = PeersFile.in(config.dataDir());
            if (!Files.exists(file)) {
                return;
            }
            if (!PeersFile.isLookedAt(config.dataDir())) {
                LOG.log(Level.WARNING, "{0} is removed: it counts only where a server has run before", file);
                Files.delete(file);
                return;
            }
            follow(PeersFile.read(file), state, founder);
        } catch (IOException e) {
            throw new UncheckedIOException("recovery failed: " + e.getMessage(), e);
        }
    }

    /**
     * Sets the files of the data directory aside, so that the next start is that of a server without state.
     *
     * @param reason why they may not be used any more
     */
    public void beginAnew(String reason) {
        try {
            // unless a server uses them
            DataDirectory.open(config.dataDir()).close();
            LOG.log(
                    Level.WARNING,
                    "what this server had may not take part any more ({0}); it is in {1}, and the server begins anew without state",
                    reason,
                    swap.setAside());
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the log cannot be set aside: " + e.getMessage(), e);
        }
    }

    /** To be called once the server runs: from its next start on the operator may ask. */
    public void lookAtNextStart() {
        try {
            PeersFile.lookAtNextStart(config.dataDir());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "peers.json will not be looked at by the next start: {0}", e.toString());
        }
    }

    private void follow(PeersFile peers, ReplicatedState state, Founder founder) throws IOException {
        var voters = peers.voters();
        var own = IntStream.range(0, voters.size())
                .filter(place -> isThis(voters.get(place)))
                .findFirst();
        var survivor = voters.get(0);
        if (voters.size() > 1 && own.isPresent()) {
            var end = Survivor.end(config, group);
            survivor = new PeerAssembly(voters, own.getAsInt(), patience, LINGER)
                    .newest(config.bindAddress(), end.term(), end.index());
            // from now on it does not take the others to know
            PeersFile.replace(config.dataDir(), survivor);
        }
        if (isThis(survivor)) {
            foundWith(state, founder);
        } else {
            joinAnew(survivor);
        }
    }

    private boolean isThis(PeersFile.Peer peer) {
        return peer.id().isEmpty()
                ? peer.address().equals(config.advertiseAddress() + ":" + config.port())
                : peer.id().equals(config.nodeId().toString());
    }

    private void joinAnew(PeersFile.Peer founder) throws IOException {
        // unless a server uses them
        DataDirectory.open(config.dataDir()).close();
        var aside = swap.setAside();
        Files.createDirectories(config.dataDir().resolve("raft"));
        Files.writeString(config.dataDir().resolve("raft").resolve(JOINS), founder.address() + "\n");
        LOG.log(
                Level.WARNING,
                "peers.json has the server at {0} found the group anew: what this one had is in {1}, and it joins without state",
                founder.address(),
                aside);
    }

    private void foundWith(ReplicatedState state, Founder founder) throws IOException {
        var empty = new ByteArrayOutputStream();
        state.capture().writeTo(empty);
        try {
            var survivor = Survivor.read(config, group, state);
            var staged = swap.begin();
            var others = founder.found(config.in(staged), survivor.nextSeed());
            survivor.putInto(staged, group, new CapturedState(state.capture()), others);
            PeersFile.lookAtNextStart(staged);
            swap.complete();
            tell(survivor, swap.finish());
        } catch (UnappliableEntryException e) {
            throw new IllegalStateException(
                    "recovery failed: " + e.getMessage() + "; start the version of the server that wrote it", e);
        } finally {
            state.restore(new ByteArrayInputStream(empty.toByteArray()));
        }
    }

    private static void tell(Survivor survivor, Path aside) {
        LOG.log(
                Level.WARNING,
                "the group is founded anew with the state that this server had at entry {0}, term {1}, committed or not; the files"
                        + " of before are in {2}. What other servers had beyond that is lost, and they join anew",
                Long.toString(survivor.replay().lastIndex()),
                Integer.toString(survivor.replay().lastTerm()),
                aside);
    }
}
