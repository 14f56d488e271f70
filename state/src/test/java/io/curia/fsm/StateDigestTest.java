package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.digest.StateDigest;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.system.LogCheckpointCommand;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;
import io.curia.model.UsageEntry;
import io.curia.state.KvTables;
import io.curia.state.Registration;
import io.curia.state.UsageTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Equal states have equal digests, however they came about, and others have others. */
class StateDigestTest {
    private static final String SESSION = "01234567-89ab-cdef-0123-456789abcdef";

    private static StateDigest digest(Fsm fsm) {
        return StateDigest.of(fsm.snapshot().txn(), () -> {});
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whoeverAppliedTheLogHasTheSameAsWhoWasBroughtUpByACapture(@ForAll("logs") List<byte[]> log)
            throws IOException {
        var one = Fsms.create();
        var other = Fsms.create();
        int index = 0;
        for (var entry : log) {
            index++;
            one.apply(index, entry);
            other.apply(index, entry);
            if (index == log.size() / 2) {
                other = Fsms.restored(Fsms.captured(other));
                assertThat(digest(other).differences(digest(one))).isEmpty();
            }
        }
        assertThat(digest(other).differences(digest(one))).isEmpty();
        assertThat(digest(other).hash()).isEqualTo(digest(one).hash());
    }

    @Provide
    Arbitrary<List<byte[]>> logs() {
        var numbers = Arbitraries.integers().between(0, 1000);
        var samples = Combinators.combine(numbers, numbers, Arbitraries.longs().between(0, 20))
                .as((which, pick, at) -> Samples.of(which, pick, at).encode());
        var catalog = numbers.map(StateDigestTest::catalog);
        var keys = numbers.map(n -> Fsms.on(n % 2 == 0 ? KvsOp.SET : KvsOp.DELETE, "k" + n % 5, 0));
        return Arbitraries.oneOf(List.of(samples, catalog, keys)).list().ofMaxSize(40);
    }

    private static byte[] catalog(int n) {
        if (n % 4 == 0) {
            return SessionCommand.create(Session.of(SESSION, "n1", List.of("c1")))
                    .encode();
        }
        var node = Node.of("n1", "10.0.0.1");
        var service = n % 3 == 0 ? null : NodeService.of("web-" + n % 2, "web", 80);
        var check = HealthCheck.of("n1", "c1", "", n % 5 == 0 ? "critical" : "passing");
        return RegisterCommand.of(new Registration(node, service, check, null, false))
                .encode();
    }

    @Test
    void namesTheTablesThatDiffer() {
        var one = Fsms.create();
        var other = Fsms.create();
        one.apply(1, Fsms.set("a", "1"));
        other.apply(1, Fsms.set("a", "1"));
        assertThat(digest(one)).isEqualTo(digest(other));

        var txn = other.store().write();
        txn.insert(KvTables.KVS, new KvEntry(ByteString.of("a"), ByteString.of("2"), 0, 0, "", 1, 1));
        txn.commit();
        assertThat(digest(one).differences(digest(other))).containsExactly("kvs");
        assertThat(digest(one).hash()).isNotEqualTo(digest(other).hash());

        var derived = one.store().write();
        derived.insert(UsageTables.USAGE, new UsageEntry("made-up", 1, 1));
        derived.commit();
        assertThat(digest(one).differences(digest(other))).containsExactly("kvs", "usage");
    }

    @Test
    void whoAsksMayGiveUpInBetween() {
        var fsm = Fsms.create();
        for (int i = 1; i <= 2000; i++) {
            fsm.apply(i, Fsms.set("key/" + i, "value"));
        }
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> StateDigest.of(fsm.snapshot().txn(), () -> {
                    throw new CancellationException();
                }));
    }

    @Test
    void aCheckpointShowsTheStateOfItsPlaceInTheLog() {
        var fsm = Fsms.create();
        var seen = new ArrayList<String>();
        fsm.onCheckpoint((index, state) ->
                seen.add(index + ": " + state.txn().count(KvTables.KVS) + " keys, index " + state.index()));
        fsm.apply(3, Fsms.set("a", "1"));
        assertThat(fsm.apply(5, new LogCheckpointCommand().encode())).isEqualTo(ApplyResult.Nil.NIL);
        fsm.apply(6, Fsms.set("b", "1"));
        assertThat(seen).containsExactly("5: 1 keys, index 5");
    }
}
