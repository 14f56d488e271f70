package io.curia.server;

import io.curia.agent.Agent;
import io.curia.agent.AgentSettings;
import io.curia.agent.UserEvents;
import io.curia.archives.ScratchDirectory;
import io.curia.autopilot.Moment;
import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.Members;
import io.curia.cluster.NodeInfo;
import io.curia.cluster.ServerControl;
import io.curia.comparison.Reports;
import io.curia.comparison.StateReport;
import io.curia.fsm.Fsm;
import io.curia.raft.RaftEngines;
import io.curia.raft.api.FatalHandler;
import io.curia.raft.api.GossipChannel;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.ServerTraits;
import io.curia.rtt.RoundTrips;
import io.curia.server.config.NodeIdentity;
import io.curia.server.config.Settings;
import io.curia.service.snapshot.SnapshotReports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** A started server. Its parts live until {@link #close}; any thread may use them. */
public final class RunningServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.curia.server");
    private static final Duration REAP_INTERVAL = Duration.ofSeconds(30);

    private final Settings settings;
    private final NodeInfo node;
    private final Fsm fsm;
    private final RaftEngine raft;
    private final LeaderDuties duties;
    private final StateHasher hasher;
    private final ClusterLog log;
    private final RoundTrips roundTrips;
    private final Agent agent;
    private final UserEvents events;
    private final ServerControl control;
    private final ScratchDirectory scratch;
    private final Optional<SnapshotSaver> snapshots;

    private RunningServer(
            Settings settings, NodeInfo node, Fsm fsm, RaftEngine raft, ScratchDirectory scratch, ClassLoader loader) {
        this.settings = settings;
        this.node = node;
        this.fsm = fsm;
        this.raft = raft;
        this.scratch = scratch;
        this.duties = new LeaderDuties(raft);
        var members = new Members(raft, fsm);
        var reports = new Reports();
        this.hasher = hasher(node, fsm, raft.gossip("states"), reports);
        var comparison = new StateComparison(
                raft, members, node.nodeId(), reports, settings.stateComparisonInterval(), duties, System::nanoTime);
        var sessions = new SessionExpiry(raft, fsm, duties, System::nanoTime);
        var autopilot = autopilot(settings, node, fsm, raft, comparison, duties);
        var reconcile = new MemberReconcile(raft, fsm, node, System::nanoTime);
        duties.add(new TombstoneReaping(raft, fsm, settings.tombstoneTtl(), duties));
        duties.add(sessions);
        duties.add(autopilot);
        duties.add(comparison);
        duties.add(reconcile);
        duties.add(new RestoreExpiry(raft, fsm, System::nanoTime));
        duties.start();
        this.log = new ClusterLog(raft, members, node.nodeId());
        log.start();
        this.roundTrips = new RoundTrips(raft, fsm, node.nodeId(), node.nodeName());
        roundTrips.start();
        raft.onMembershipChange(() -> duties.execute(reconcile::changed));
        var transfers = new LeaderTransfers(raft, node.nodeId());
        raft.answerQuestions(LeaderQuestions.answerer(
                new LeaderKnowledge(fsm, sessions, autopilot, transfers, members, comparison)));
        this.agent = startAgent(settings, node, fsm, raft);
        this.events = UserEvents.start(raft.gossip("events"), node.nodeName(), agent.state());
        this.control = new OperatorControl(
                raft,
                node.nodeId(),
                settings.leaveDrainTime(),
                loader,
                () -> RaftEngines.foundAnewAtNextStart(
                        settings.dataDir(), node.nodeId(), node.advertiseAddress() + ":" + settings.raftPort()),
                System::exit);
        this.snapshots =
                settings.snapshotAgent().map(told -> SnapshotSaver.start(told, node.nodeName(), raft, fsm, loader));
    }

    private static StateHasher hasher(NodeInfo node, Fsm fsm, GossipChannel channel, Reports reports) {
        channel.subscribe(message -> StateReport.decode(message).ifPresent(reports::add));
        var hasher = new StateHasher(node.nodeId(), node.version(), report -> channel.publish(report.encode()));
        fsm.onCheckpoint(hasher);
        return hasher;
    }

    private static AutopilotDuty autopilot(
            Settings settings,
            NodeInfo node,
            Fsm fsm,
            RaftEngine raft,
            StateComparison comparison,
            LeaderDuties duties) {
        var heartbeat = Duration.ofMillis(settings.raftTimings().heartbeatMs());
        var terms = new AutopilotDuty.Terms(node.nodeId(), settings.autopilot(), heartbeat);
        return new AutopilotDuty(
                raft, fsm, comparison::differs, terms, duties, () -> new Moment(System.nanoTime(), Instant.now()));
    }

    private static Agent startAgent(Settings settings, NodeInfo node, Fsm fsm, RaftEngine raft) {
        var how = new AgentSettings(
                settings.dataDir().resolve("agent"),
                settings.enableScriptChecks(),
                settings.syncInterval(),
                settings.checkUpdateInterval(),
                REAP_INTERVAL);
        return Agent.start(
                raft,
                fsm,
                node.nodeId(),
                node.nodeName(),
                node.advertiseAddress(),
                node.datacenter(),
                settings.nodeMeta(),
                how);
    }

    /**
     * Starts a server. It takes part in the cluster when this returns, though there may be no leader yet.
     *
     * @param fsm with an empty state, which the log then fills
     * @param fatal told of faults after which the server must stop
     * @param loader the application's, for classes that the log keeps by name
     * @throws io.curia.server.config.SettingException if a setting does not fit what is kept in the data directory
     * @throws io.curia.raft.storage.StorageCorruptedException if the data directory holds damaged files
     * @throws StartException if the machine does not give what the settings ask for
     */
    static RunningServer start(Settings settings, Fsm fsm, FatalHandler fatal, ClassLoader loader) {
        Machine.makeDirectory(settings.dataDir());
        String bindAddress = Machine.resolve("curia.bind-address", settings.bindAddress());
        String advertiseAddress = Machine.resolve("curia.advertise-address", settings.advertiseAddress());
        UUID id = identity(settings);
        Machine.requireFree(bindAddress, settings.raftPort());
        long heap = Runtime.getRuntime().maxMemory();
        var config = new RaftConfig(
                id,
                settings.nodeName(),
                settings.datacenter(),
                settings.dataDir(),
                bindAddress,
                advertiseAddress,
                settings.raftPort(),
                settings.bootstrapExpect(),
                settings.retryJoin(),
                settings.raftTimings(),
                settings.snapshotThreshold(),
                RaftConfig.snapshotBytes(heap),
                settings.maxPendingEntries(),
                RaftConfig.pendingBytes(settings.maxPendingBytes(), heap),
                heap,
                settings.rpcHoldTimeout(),
                loader,
                new ServerTraits(settings.readReplica(), version(), settings.nodeMeta()));
        var node = new ServerNode(
                settings.datacenter(),
                settings.nodeName(),
                id.toString(),
                version(),
                advertiseAddress,
                settings.httpPort());
        RaftEngine raft;
        try {
            raft = RaftEngines.start(config, fsm, fatal);
        } catch (IllegalStateException e) {
            throw new StartException(e.getMessage(), e);
        }
        // not before: until then another server may use the directory
        ScratchDirectory scratch = scratch(settings, raft);
        LOG.log(
                Level.INFO,
                "Curia {0}: node {1} ({2}) of datacenter {3}, Raft on {4}:{5}, data in {6}",
                node.version(),
                node.nodeName(),
                node.nodeId(),
                node.datacenter(),
                advertiseAddress,
                Integer.toString(settings.raftPort()),
                settings.dataDir());
        return new RunningServer(settings, node, fsm, raft, scratch, loader);
    }

    private static UUID identity(Settings settings) {
        try {
            return NodeIdentity.resolve(
                    settings.dataDir(), settings.nodeId(), RaftEngines.nodeIdOf(settings.dataDir()));
        } catch (IOException e) {
            throw Machine.unusable(settings.dataDir(), e);
        } catch (IllegalStateException e) {
            throw new StartException(e.getMessage(), e);
        }
    }

    private static ScratchDirectory scratch(Settings settings, RaftEngine raft) {
        try {
            return ScratchDirectory.open(settings.dataDir().resolve("scratch"));
        } catch (IOException e) {
            raft.close();
            throw Machine.unusable(settings.dataDir(), e);
        }
    }

    private static String version() {
        try (InputStream in = RunningServer.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings it was started with. */
    public Settings settings() {
        return settings;
    }

    /** Who it is. */
    public NodeInfo node() {
        return node;
    }

    /** Its state machine; only the log may apply to it. */
    public Fsm fsm() {
        return fsm;
    }

    /** Its log. */
    public RaftEngine raft() {
        return raft;
    }

    /** Its services and checks. */
    public Agent agent() {
        return agent;
    }

    /** What may be done to it as a whole. */
    public ServerControl control() {
        return control;
    }

    /** The events that users fire. */
    public UserEvents events() {
        return events;
    }

    /** Where requests keep what is large. */
    public ScratchDirectory scratch() {
        return scratch;
    }

    /** What its snapshot agent has to say, if it has one. */
    public SnapshotReports snapshotReports() {
        return () -> snapshots.flatMap(SnapshotSaver::report);
    }

    /** Stops the agents and the leader's duties, then leaves the log. Idempotent. */
    @Override
    public void close() {
        log.close();
        roundTrips.close();
        snapshots.ifPresent(SnapshotSaver::close);
        agent.close();
        duties.close();
        hasher.close();
        raft.close();
        fsm.stop();
    }
}
