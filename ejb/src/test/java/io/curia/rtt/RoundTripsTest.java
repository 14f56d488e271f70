package io.curia.rtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.Fsm;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.coordinate.CoordinateBatchCommand;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.Coordinate;
import io.curia.model.Node;
import io.curia.model.NodeCoordinate;
import io.curia.raft.api.ClusterMember;
import io.curia.service.DirectRaftEngine;
import io.curia.state.Coordinates;
import io.curia.state.Registration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private static final String ID = UUID.randomUUID().toString();
    private static final String OTHER = UUID.randomUUID().toString();

    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    private final RoundTrips here = new RoundTrips(raft, fsm, ID, "n1");
    private final RoundTrips there = new RoundTrips(raft, fsm, OTHER, "n2");

    @AfterEach
    void close() {
        here.close();
        there.close();
        raft.close();
    }

    private void members(boolean otherIsAlive) {
        raft.setMembers(List.of(
                new ClusterMember(ID, "n1", "127.0.0.1", 1, true, true, false),
                new ClusterMember(OTHER, "n2", "127.0.0.1", 2, otherIsAlive, true, false)));
    }

    private List<NodeCoordinate> written() {
        return Coordinates.ofNode(fsm.store().read(), "n1", null).value();
    }

    private void register(String id) {
        var node = new Node(id, "n1", "127.0.0.1", "dc1", null, null, 0, 0);
        raft.apply(RegisterCommand.of(new Registration(node, null, null, null, false))
                        .encode())
                .toCompletableFuture()
                .join();
    }

    @Test
    void anAnsweredMessageMovesTheOneWhoAsked() {
        members(true);
        here.ping();
        assertThat(here.place()).isNotEqualTo(Coordinate.ORIGIN);
        assertThat(there.place()).isEqualTo(Coordinate.ORIGIN);
    }

    @Test
    void whoCannotBeReachedIsNotAsked() {
        members(false);
        here.ping();
        assertThat(here.place()).isEqualTo(Coordinate.ORIGIN);
    }

    @Test
    void messagesThatAreNoneOrAnswerNothingAreHarmless() {
        members(true);
        var channel = raft.gossip("round-trips");
        channel.publish(new byte[] {1, 2, 3});
        channel.publish(new Ping(true, OTHER, ID, 0, Coordinate.ORIGIN).encode());
        channel.publish(new Ping(true, OTHER, ID, 7, Coordinate.ORIGIN).encode());
        assertThat(here.place()).isEqualTo(Coordinate.ORIGIN);
    }

    @Test
    void thePlaceIsWrittenOnceUnlessItMoves() {
        members(true);
        register(ID);
        here.write();
        await().until(() -> !written().isEmpty());
        assertThat(written().get(0).coord()).isEqualTo(Coordinate.ORIGIN);
        long applied = raft.lastApplied();
        here.write();
        assertThat(raft.lastApplied()).isEqualTo(applied);

        var far = new Coordinate(List.of(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 0.2, 0, 0.001);
        raft.apply(new CoordinateBatchCommand(List.of(new NodeCoordinate("n1", "", far))).encode())
                .toCompletableFuture()
                .join();
        here.write();
        await().until(() -> written().get(0).coord().equals(Coordinate.ORIGIN));
    }

    @Test
    void nothingIsWrittenOfANodeThatIsAnothers() {
        register(UUID.randomUUID().toString());
        long applied = raft.lastApplied();
        here.write();
        assertThat(raft.lastApplied()).isEqualTo(applied);
    }
}
