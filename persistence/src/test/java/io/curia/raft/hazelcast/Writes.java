package io.curia.raft.hazelcast;

import static io.curia.raft.hazelcast.Servers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What a test has written. A busy machine may change the leader at any time; nobody knows then whether a write took
 * effect, so it is made again, and may be there twice. For one thread at a time.
 */
final class Writes {
    private final List<String> texts = new ArrayList<>();
    private final Set<String> repeated = new HashSet<>();

    /** Writes several texts at once through a server that is running. */
    void write(Servers.Server through, String name, int count) {
        Map<String, CompletableFuture<?>> writes = new LinkedHashMap<>();
        for (var i = 0; i < count; i++) {
            var text = name + "-" + i;
            writes.put(
                    text,
                    through.engine.apply(text.getBytes(StandardCharsets.UTF_8)).toCompletableFuture());
        }
        writes.forEach((text, write) -> {
            try {
                write.join();
            } catch (CompletionException e) {
                assertThat(e).matches(Servers::isForWantOfALeader);
                repeated.add(text);
                through.applySurely(text);
            }
            texts.add(text);
        });
    }

    /** Takes over what was written elsewhere. */
    void add(Writes others) {
        texts.addAll(others.texts);
        repeated.addAll(others.repeated);
    }

    /** Waits until all servers hold the same, and fails unless it is what was written. */
    void assertHeldBy(Servers servers) {
        assertHeldBy(servers.all);
    }

    /** The same of some of the servers. */
    void assertHeldBy(List<Servers.Server> servers) {
        var first = servers.get(0);
        for (var server : servers) {
            await().atMost(PATIENCE).until(() -> new HashSet<>(server.state.texts()).containsAll(texts));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(server.state.texts()).isEqualTo(first.state.texts()));
            assertThat(server.fatal).isEmpty();
        }
        assertThat(first.state.distinctTexts()).containsExactlyInAnyOrderElementsOf(texts);
        var twice = new ArrayList<>(first.state.texts());
        first.state.distinctTexts().forEach(twice::remove);
        assertThat(repeated).containsAll(twice);
    }
}
