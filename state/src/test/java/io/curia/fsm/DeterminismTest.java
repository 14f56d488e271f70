package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.kv.TombstoneReapCommand;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeterminismTest {
    private static final String SESSION = "01234567-89ab-cdef-0123-456789abcdef";

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void theSameLogGivesTheSameAnswersAndTheSameBytes(@ForAll("logs") List<byte[]> log) throws IOException {
        var one = Fsms.create();
        var other = Fsms.create();
        int index = 0;
        for (var entry : log) {
            index++;
            assertThat(other.apply(index, entry)).isEqualTo(one.apply(index, entry));
            if (index == log.size() / 2) {
                other = Fsms.restored(Fsms.captured(other));
            }
        }
        assertThat(Fsms.captured(other)).isEqualTo(Fsms.captured(one));
    }

    @Provide
    Arbitrary<List<byte[]>> logs() {
        var keys = Arbitraries.of("a", "a/b", "a/c", "b", "").map(ByteString::of);
        var values = Arbitraries.of("", "1", "2").map(ByteString::of);
        var indexes = Arbitraries.longs().between(0, 20);
        var sessions = Arbitraries.of("", "short", SESSION);
        Arbitrary<byte[]> writes = Combinators.combine(
                        Arbitraries.of(KvsOp.class), keys, values, indexes, indexes, sessions)
                .as((op, key, value, flags, index, session) -> KvsCommand.of(
                                op, new KvEntry(key, value, flags, 0, session, 0, index))
                        .encode());
        Arbitrary<byte[]> reaps =
                indexes.map(index -> TombstoneReapCommand.upTo(index).encode());
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(9, writes), net.jqwik.api.Tuple.of(1, reaps))
                .list()
                .ofMaxSize(60);
    }
}
