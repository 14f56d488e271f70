package io.curia.raft.hazelcast;

import io.curia.raft.admission.OpenProposals;
import io.curia.raft.storage.LogStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Tells the operator and the writers of one group whether its disk takes writes.
 *
 * @param appended told of each entry, on the group's thread
 * @param proposals end when the disk fails
 * @param dataDir as the operator knows it
 * @param snapshotLost told of a fault after which this server must stop
 * @param displaced run when the files are no longer where they were opened; this server must stop
 */
record StoreListener(
        Runnable appended,
        OpenProposals proposals,
        Path dataDir,
        Consumer<IOException> snapshotLost,
        Runnable displaced)
        implements LogStore.Listener {
    private static final Logger LOG = System.getLogger(StoreListener.class.getName());

    @Override
    public void onAppend() {
        appended.run();
    }

    @Override
    public void onFlushFailed(IOException cause) {
        if (proposals.diskFailed(cause)) {
            LOG.log(
                    Level.ERROR,
                    "{0}; writes are refused until the disk takes them again: make room in {1}",
                    cause.getMessage(),
                    dataDir);
        }
    }

    @Override
    public void onFlushRecovered() {
        LOG.log(Level.INFO, "the disk takes writes again");
        proposals.diskRecovered();
    }

    @Override
    public void onSnapshotLost(IOException cause) {
        snapshotLost.accept(cause);
    }

    @Override
    public void onDisplaced(IOException cause) {
        displaced.run();
    }
}
