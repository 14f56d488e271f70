package io.curia.raft.hazelcast;

import com.hazelcast.core.LifecycleEvent;
import io.curia.raft.api.FatalHandler;
import io.curia.raft.storage.RaftFiles;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Why a server's part of the log ends though nobody has closed it, and what its operator is told. Any thread. */
final class Endings {
    private final FatalHandler fatal;
    private final Path dataDir;
    private final BooleanSupplier isClosed;
    private final AtomicBoolean displaced = new AtomicBoolean();

    Endings(FatalHandler fatal, Path dataDir, BooleanSupplier isClosed) {
        this.fatal = fatal;
        this.dataDir = dataDir;
        this.isClosed = isClosed;
    }

    /** The data directory may not take part any more. */
    void givenUp(RaftFiles files, String reason) {
        files.noteGivenUp(reason);
        fatal.onGivenUp(
                "its data directory may not take part any more (" + reason + "): it begins anew at its next start");
    }

    /** The library has changed its state. */
    void memberStateChanged(LifecycleEvent event) {
        if (event.getState() == LifecycleEvent.LifecycleState.SHUTDOWN && !isClosed.getAsBoolean()) {
            fatal.onFatal(
                    "this server's part of the Raft log has ended by itself; look at the lines before this one, most"
                            + " often the servers do not agree on who founds the cluster (curia.bootstrap-expect)",
                    null);
        }
    }

    /** The data directory is not in its place any more. */
    void displaced() {
        if (!isClosed.getAsBoolean() && displaced.compareAndSet(false, true)) {
            fatal.onFatal(
                    "the data directory " + dataDir + " was removed or replaced while this server ran: what it"
                            + " wrote last is acknowledged to nobody, unless others have it; put the directory back, or, in a"
                            + " cluster, start with an empty one; on a single server restore a snapshot into a new one",
                    null);
        }
    }
}
