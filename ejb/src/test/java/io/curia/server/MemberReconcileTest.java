package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;
import io.curia.raft.api.ClusterMember;
import io.curia.service.DirectRaftEngine;
import io.curia.state.Checks;
import io.curia.state.KvEntries;
import io.curia.state.Nodes;
import io.curia.state.Registration;
import io.curia.state.Services;
import io.curia.state.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemberReconcileTest {
    private static final String ID = UUID.randomUUID().toString();
    private static final String OTHER_ID = UUID.randomUUID().toString();
    private static final String OLD_ID = UUID.randomUUID().toString();
    private static final ClusterMember VM = member(ID, "vm", true);

    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    private long now;
    private final MemberReconcile reconcile =
            new MemberReconcile(raft, fsm, new ServerNode("dc1", "vm", ID, "1.2.3", "127.0.0.1", 8500), () -> now);

    @AfterEach
    void close() {
        raft.close();
    }

    private static ClusterMember member(String id, String name, boolean alive) {
        return new ClusterMember(id, name, "127.0.0.1", 8300, alive, true, false);
    }

    private void members(ClusterMember... members) {
        raft.setMembers(Arrays.asList(members));
    }

    /** All that was proposed before is applied when this is. */
    private void apply(Command command) {
        raft.apply(command.encode()).toCompletableFuture().join();
    }

    private void settle() {
        apply(KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of("settle"), ByteString.EMPTY, 0)));
    }

    /** A node as another cluster's leader registered it. */
    private void archived(String id, String name) {
        apply(registered(id, name));
    }

    private static Command registered(String id, String name) {
        var check = HealthCheck.of(name, HealthCheck.SERF_HEALTH, "", HealthCheck.PASSING);
        var node = new Node(id, name, "10.0.0.9", "dc1", null, null, 0, 0);
        return RegisterCommand.of(new Registration(node, NodeService.of("web", "web", 80), check, null, false));
    }

    private void restoreArchiveWithNode(String id, String name) throws IOException {
        var elsewhere = StandardFsm.create(Runnable::run);
        elsewhere.apply(1, registered(id, name).encode());
        Restores.restore(raft, Restores.archive(elsewhere));
    }

    private void lockedBySessionOf(String node, String session) {
        apply(SessionCommand.create(new Session(
                session, "", node, 0, Session.RELEASE, "", List.of(HealthCheck.SERF_HEALTH), null, List.of(), 0, 0)));
        apply(KvsCommand.of(
                KvsOp.LOCK,
                KvEntry.of(ByteString.of("lock"), ByteString.EMPTY, 0).withLock(session, 0)));
    }

    private Node node(String name) {
        return Nodes.byName(fsm.store().read(), name);
    }

    private String health(String node) {
        var check = Checks.find(fsm.store().read(), node, HealthCheck.SERF_HEALTH);
        return check == null ? null : check.status();
    }

    private boolean hasService(String node, String id) {
        return Services.row(fsm.store().read(), node, id) != null;
    }

    private void turnAfter(Duration time) {
        now += time.toNanos();
        reconcile.turn();
        settle();
    }

    @Test
    void aLivingServerTakesItsNameOverAndKeepsWhatHangsOnIt() {
        var session = UUID.randomUUID().toString();
        archived(OLD_ID, "vm");
        lockedBySessionOf("vm", session);
        long created = node("vm").createIndex();
        members(VM);

        reconcile.begin();
        settle();

        assertThat(node("vm").id()).isEqualTo(ID);
        assertThat(node("vm").address()).isEqualTo("127.0.0.1");
        assertThat(node("vm").createIndex()).isEqualTo(created);
        assertThat(health("vm")).isEqualTo(HealthCheck.PASSING);
        assertThat(hasService("vm", "web")).isTrue();
        assertThat(hasService("vm", "consul")).isTrue();
        assertThat(Sessions.get(fsm.store().read(), session, null).value()).isNotNull();
        assertThat(KvEntries.get(fsm.store().read(), ByteString.of("lock"), null)
                        .value()
                        .session())
                .isEqualTo(session);
    }

    @Test
    void soAfterARestoreWithoutWaitingForAnything() throws Exception {
        members(VM);
        reconcile.begin();
        settle();
        restoreArchiveWithNode(OLD_ID, "vm");

        turnAfter(Duration.ofSeconds(1));

        assertThat(node("vm").id()).isEqualTo(ID);
        assertThat(hasService("vm", "consul")).isTrue();
    }

    @Test
    void aServerThatIsThereUnderANameIsNotTurnedOut() {
        members(VM, member(OTHER_ID, "VM", true));
        archived(OTHER_ID, "VM");

        reconcile.begin();
        settle();
        turnAfter(Duration.ofMinutes(1));

        assertThat(node("vm").id()).isEqualTo(OTHER_ID);
        assertThat(health("vm")).isEqualTo(HealthCheck.PASSING);
    }

    @Test
    void serversThatHaveExchangedTheirNamesBothComeToTheirs() {
        archived(ID, "other");
        archived(OTHER_ID, "vm");
        members(VM, member(OTHER_ID, "other", true));

        reconcile.begin();
        settle();
        turnAfter(Duration.ofMinutes(1));

        assertThat(node("vm").id()).isEqualTo(ID);
        assertThat(node("other").id()).isEqualTo(OTHER_ID);
        assertThat(health("vm")).isEqualTo(HealthCheck.PASSING);
        assertThat(health("other")).isEqualTo(HealthCheck.PASSING);
    }

    @Test
    void theNodeOfAServerThatIsAwayIsCriticalWhoseverIdItHas() {
        archived(OLD_ID, "other");
        members(VM, member(OTHER_ID, "other", false));

        reconcile.begin();
        settle();
        turnAfter(Duration.ofMinutes(5));

        assertThat(node("other").id()).isEqualTo(OLD_ID);
        assertThat(health("other")).isEqualTo(HealthCheck.CRITICAL);

        members(VM, member(OTHER_ID, "other", true));
        reconcile.changed();
        settle();
        assertThat(node("other").id()).isEqualTo(OTHER_ID);
        assertThat(health("other")).isEqualTo(HealthCheck.PASSING);
    }

    @Test
    void oneThatCameInTheSteadOfAnotherIsNotMarkedWithIt() {
        archived(OTHER_ID, "vm");
        members(VM, member(OTHER_ID, "vm", false));

        reconcile.begin();
        settle();

        assertThat(node("vm").id()).isEqualTo(ID);
        assertThat(health("vm")).isEqualTo(HealthCheck.PASSING);
    }

    @Test
    void nodesOfServersThatAreGoneAreCriticalAtOnceAndLeaveAMinuteLater() {
        for (int i = 0; i < 200; i++) {
            archived(UUID.randomUUID().toString(), "gone" + i);
        }
        lockedBySessionOf("gone0", UUID.randomUUID().toString());
        apply(RegisterCommand.of(new Registration(Node.of("external", "10.0.0.8"), null, null, null, false)));
        members(VM);

        reconcile.begin();
        settle();
        turnAfter(Duration.ofSeconds(1));

        assertThat(health("gone0")).isEqualTo(HealthCheck.CRITICAL);
        assertThat(health("gone199")).isEqualTo(HealthCheck.CRITICAL);
        assertThat(Sessions.all(fsm.store().read())).isEmpty();
        turnAfter(Duration.ofSeconds(58));
        assertThat(node("gone0")).isNotNull();

        turnAfter(Duration.ofSeconds(2));
        turnAfter(Duration.ofSeconds(1));

        assertThat(Nodes.all(fsm.store().read())).extracting(Node::node).containsExactly("external", "vm");
    }

    @Test
    void nothingIsWrittenWhenAllIsInStep() {
        members(VM);
        reconcile.begin();
        settle();
        long before = raft.lastApplied();
        turnAfter(Duration.ofMinutes(2));
        assertThat(raft.lastApplied()).isEqualTo(before + 1);
    }
}
