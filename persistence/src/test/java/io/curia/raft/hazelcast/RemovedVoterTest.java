package io.curia.raft.hazelcast;

import static org.awaitility.Awaitility.await;

import com.hazelcast.cp.internal.raft.MembershipChangeMode;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One that is taken out of the voters by an entry that is not agreed on yet. */
class RemovedVoterTest {
    @TempDir
    Path root;

    private final Writes writes = new Writes();

    @Test
    void whoAloneKnowsOfItHandsItOn() throws IOException, InterruptedException {
        try (var servers = new Servers(root, 1)) {
            servers.startAll();
            var leaver = servers.awaitLeader();
            var last = servers.join(root.resolve("joined"));
            servers.start(last);
            await().atMost(Servers.PATIENCE).until(() -> last.engine.lastApplied() > 0);
            GrowingTest.promote(leaver, last);
            await().atMost(Servers.PATIENCE).until(leaver.engine::isLeader);
            writes.write(last, "two", 5);

            servers.kill(last);
            RaftEndpoint self = leaver.engine.look(node -> node.getLocalMember());
            leaver.engine.look(node -> node.replicateMembershipChange(self, MembershipChangeMode.REMOVE));
            servers.start(last);

            // whose log is shorter, and which needs the other's vote as long as it does not know that it is alone
            await().atMost(Servers.PATIENCE).until(last.engine::isLeader);
            writes.write(last, "one", 5);
            writes.assertHeldBy(List.of(last));
        }
    }
}
