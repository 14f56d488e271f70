package io.curia.server;

import io.curia.agent.Agent;
import io.curia.agent.LocalState;
import io.curia.agent.UserEvents;
import io.curia.archives.ScratchDirectory;
import io.curia.cluster.NodeInfo;
import io.curia.cluster.ServerControl;
import io.curia.fsm.Fsm;
import io.curia.http.Limits;
import io.curia.raft.api.RaftEngine;
import io.curia.server.config.Settings;
import io.curia.service.snapshot.SnapshotReports;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes the parts of the server injectable. They come without proxies, for every request passes through them. */
@ApplicationScoped
public class ServerBeans {
    @Inject
    private CuriaServer server;

    @Produces
    @Singleton
    Settings settings() {
        return server.running().settings();
    }

    @Produces
    @Singleton
    NodeInfo node() {
        return server.running().node();
    }

    @Produces
    @Singleton
    Limits limits() {
        return Limits.of(settings().kvMaxValueSize());
    }

    @Produces
    @Singleton
    Fsm fsm() {
        return server.running().fsm();
    }

    @Produces
    @Singleton
    RaftEngine raft() {
        return server.running().raft();
    }

    @Produces
    @Singleton
    Agent agent() {
        return server.running().agent();
    }

    @Produces
    @Singleton
    LocalState localState() {
        return agent().state();
    }

    @Produces
    @Singleton
    ServerControl control() {
        return server.running().control();
    }

    @Produces
    @Singleton
    UserEvents events() {
        return server.running().events();
    }

    @Produces
    @Singleton
    ScratchDirectory scratch() {
        return server.running().scratch();
    }

    @Produces
    @Singleton
    SnapshotReports snapshotReports() {
        return server.running().snapshotReports();
    }
}
