package io.curia.torture.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curia.torture.check.Additions;
import io.curia.torture.check.Linearizability;
import io.curia.torture.check.Promises;
import io.curia.torture.check.Violation;
import io.curia.torture.client.Api;
import io.curia.torture.client.Clients;
import io.curia.torture.client.Target;
import io.curia.torture.history.History;
import io.curia.torture.history.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each fault that is planted is noticed by what the clients see, and nothing is noticed where none is. Several at a time, for
 * most of it is waiting.
 */
@Execution(ExecutionMode.CONCURRENT)
class PlantedFaultsTest {
    private static final int ENOUGH = 2_000;
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private record Address(Api api, String incarnation) implements Target {}

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void eachIsNoticed(Fault fault) throws Exception {
        assertThat(seenOf(fault)).isNotEmpty();
    }

    @Test
    void nothingIsNoticedWhereAllIsWell() throws Exception {
        assertThat(seenOf(Fault.NONE)).isEmpty();
    }

    private List<Violation> seenOf(Fault fault) throws Exception {
        try (var store = new SmallStore(fault);
                var history = new History(directory.resolve("history"));
                var clients = new Clients(targets(store), history, 7)) {
            await().until(() -> history.operations().size() > ENOUGH);
            clients.end();
            return violations(history.operations(), number(store));
        }
    }

    private static List<Target> targets(SmallStore store) {
        return List.of(new Address(new Api(store.port()), "store#1"), new Address(new Api(store.port()), "store#1"));
    }

    private static List<Violation> violations(List<Operation> history, long number) {
        var violations = new ArrayList<Violation>(Linearizability.check(history));
        violations.addAll(Promises.indexesNeverGoBack(history));
        violations.addAll(Promises.oneHolderPerLockIndex(history));
        violations.addAll(Promises.oneHolderAtATime(history));
        violations.addAll(Additions.countOnce(history, Map.of(Clients.NUMBER, number)));
        violations.addAll(Promises.watchesWake(history, SOON, (from, to) -> true));
        return violations;
    }

    private static long number(SmallStore store) throws IOException, InterruptedException {
        var reply = new Api(store.port()).send("GET", "/v1/kv/" + Clients.NUMBER + "?raw", null, SOON);
        return Long.parseLong(reply.body());
    }
}
