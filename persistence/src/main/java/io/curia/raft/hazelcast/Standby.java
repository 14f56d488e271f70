package io.curia.raft.hazelcast;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells the operator of a server that is connected to the cluster and does not vote. Used by one thread. */
final class Standby {
    private static final Logger LOG = System.getLogger(Standby.class.getName());

    private boolean told;

    /** To be called now and then while this server is in no Raft group. */
    void tick() {
        if (!told) {
            LOG.log(Level.INFO, "this server does not vote; it stands by until the leader lets it");
            told = true;
        }
    }
}
