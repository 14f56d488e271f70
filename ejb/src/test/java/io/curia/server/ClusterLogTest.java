package io.curia.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.cluster.Members;
import io.curia.fsm.Fsm;
import io.curia.fsm.standard.StandardFsm;
import io.curia.raft.api.ClusterMember;
import io.curia.raft.api.RaftException;
import io.curia.service.DirectRaftEngine;
import io.curia.testing.LogLines;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterLogTest {
    private static final ClusterMember SELF = member(DirectRaftEngine.NODE_ID, "n1", true);

    private final Fsm fsm = StandardFsm.create(Runnable::run);
    private final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    private final ClusterLog watch = new ClusterLog(raft, new Members(raft, fsm), DirectRaftEngine.NODE_ID);
    private final LogLines log = new LogLines(ClusterLog.class);

    @AfterEach
    void close() {
        log.close();
        watch.close();
        raft.close();
    }

    private static ClusterMember member(String id, String name, boolean alive) {
        return new ClusterMember(id, name, "127.0.0.2", 8300, alive, true, false);
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            watch.look();
        }
    }

    @Test
    void eachLeaderIsToldOnce() {
        looks(3);
        raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        looks(20);
        raft.failWith(null);
        raft.leadIn(3);
        looks(3);
        assertThat(log.lines())
                .containsExactly(
                        "INFO this server, n1 (127.0.0.1:8300), leads since term 1",
                        "INFO this server, n1 (127.0.0.1:8300), leads since term 3");
    }

    @Test
    void anElectionThatIsSoonOverIsNoLoss() {
        looks(2);
        raft.failWith(new RaftException(RaftException.Kind.NO_LEADER, "none"));
        looks(2);
        raft.failWith(null);
        looks(2);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void serversThatComeAndGoAreToldOnceEach() {
        looks(2);
        raft.setMembers(List.of(SELF, member("2", "n2", true)));
        looks(2);
        raft.setMembers(List.of(SELF, member("2", "n2", false)));
        looks(2);
        raft.setMembers(List.of(SELF));
        looks(2);
        assertThat(log.lines().subList(1, log.lines().size()))
                .containsExactly(
                        "INFO server n2 (2) at 127.0.0.2:8300 is connected",
                        "WARNING server n2 (2) at 127.0.0.2:8300 cannot be reached",
                        "WARNING server n2 (2) at 127.0.0.2:8300 is no server of the cluster any more");
    }
}
