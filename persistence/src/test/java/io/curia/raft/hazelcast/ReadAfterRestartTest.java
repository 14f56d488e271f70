package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftEngine;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAfterRestartTest {
    @TempDir
    Path dir;

    @Test
    void noReadIsAllowedBeforeTheLogIsAppliedAgain() throws Exception {
        try (var servers = new Servers(dir, 1)) {
            var server = servers.all.get(0);
            servers.start(server);
            servers.awaitLeader();
            for (var text : List.of("a", "b", "c")) {
                server.apply(text);
            }
            servers.stop(server);

            var state = new AskingState();
            try (var engine = HazelcastRaftEngine.start(servers.config(server), state, (reason, cause) -> {})) {
                state.engine.complete(engine);
                await().atMost(Servers.PATIENCE).until(engine::isLeader);
                engine.awaitReadable(Consistency.DEFAULT)
                        .toCompletableFuture()
                        .get(Servers.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(state.readable).containsExactly(false, false, false);
            }
        }
    }

    /** Asks at every entry whether the state could be read at once. */
    private static final class AskingState implements ReplicatedState {
        private final CompletableFuture<RaftEngine> engine = new CompletableFuture<>();
        private final List<Boolean> readable = new CopyOnWriteArrayList<>();

        @Override
        public ApplyResult apply(long raftIndex, byte[] entry) {
            readable.add(engine.join()
                    .awaitReadable(Consistency.DEFAULT)
                    .toCompletableFuture()
                    .isDone());
            return new ApplyResult.Num(raftIndex);
        }

        @Override
        public Capture capture() {
            throw new UnsupportedOperationException("the log is too short for a snapshot");
        }

        @Override
        public Prepared prepare(InputStream in) {
            throw new UnsupportedOperationException("there was no snapshot");
        }
    }
}
