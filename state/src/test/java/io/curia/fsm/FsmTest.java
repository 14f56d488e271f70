package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.fsm.ReplicatedState.Effect;
import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.fsm.catalog.RegisterCommand;
import io.curia.fsm.kv.KvFamily;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.kv.TombstoneReapCommand;
import io.curia.fsm.session.SessionCommand;
import io.curia.fsm.txn.TxnCommand;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.Tombstone;
import io.curia.model.TxnOp;
import io.curia.state.Change;
import io.curia.state.KvEntries;
import io.curia.state.Registration;
import io.curia.state.Tombstones;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FsmTest {
    private static final ByteString KEY = ByteString.of("k");

    private final Fsm fsm = Fsms.create();

    @Test
    void appliesAtTheIndexOfTheLog() {
        assertThat(fsm.lastAppliedIndex()).isZero();
        assertThat(fsm.apply(7, Fsms.set("k", "v"))).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(Fsms.get(fsm, "k")).isEqualTo(new KvEntry(KEY, ByteString.of("v"), 0, 0, "", 7, 7));
        assertThat(fsm.lastAppliedIndex()).isEqualTo(7);
    }

    @Test
    void answersWhatEachOperationAnswers() {
        assertThat(fsm.apply(1, Fsms.set("k", "v"))).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(fsm.apply(2, Fsms.on(KvsOp.CAS, "k", 9))).isEqualTo(new ApplyResult.Bool(false));
        assertThat(fsm.apply(3, Fsms.on(KvsOp.CAS, "k", 1))).isEqualTo(new ApplyResult.Bool(true));
        assertThat(fsm.apply(4, Fsms.on(KvsOp.DELETE_CAS, "k", 1))).isEqualTo(new ApplyResult.Bool(false));
        assertThat(fsm.apply(5, Fsms.on(KvsOp.DELETE_CAS, "k", 3))).isEqualTo(new ApplyResult.Bool(true));
        assertThat(fsm.apply(6, Fsms.on(KvsOp.DELETE, "k", 0))).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(fsm.apply(7, Fsms.on(KvsOp.DELETE_TREE, "k", 0))).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(fsm.apply(8, Fsms.on(KvsOp.LOCK, "k", 0))).isEqualTo(new ApplyResult.Failure("missing session"));
        assertThat(fsm.apply(9, Fsms.on(KvsOp.UNLOCK, "k", 0))).isEqualTo(new ApplyResult.Failure("missing session"));
        assertThat(fsm.lastAppliedIndex()).isEqualTo(9);
    }

    @Test
    void unknownOperationsFailAndChangeNothing() {
        var get = new KvsCommand("dc1", "get", KvEntry.ofKey(KEY, 0), "");
        assertThat(fsm.apply(1, get.encode())).isEqualTo(new ApplyResult.Failure("Invalid KVS operation 'get'"));
        var keep = new TombstoneReapCommand("dc1", "keep", 1, "");
        assertThat(fsm.apply(2, keep.encode()))
                .isEqualTo(new ApplyResult.Failure("Invalid Tombstone operation 'keep'"));
        assertThat(fsm.lastAppliedIndex()).isEqualTo(2);
    }

    @Test
    void reapsTombstonesUpToAnIndex() {
        for (long i = 1; i <= 3; i++) {
            fsm.apply(2 * i, Fsms.set("k" + i, "v"));
            fsm.apply(2 * i + 1, Fsms.on(KvsOp.DELETE, "k" + i, 0));
        }
        assertThat(fsm.apply(8, TombstoneReapCommand.upTo(5).encode())).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(Tombstones.all(fsm.store().read())).containsExactly(new Tombstone(ByteString.of("k3"), 7));
    }

    @Test
    void unknownTypesStopTheServerUnlessTheyMayBeIgnored() {
        refused(() -> fsm.apply(1, new byte[] {99, (byte) 0x80}));
        assertThat(fsm.apply(1, new byte[] {(byte) (99 | 0x80), (byte) 0x80})).isEqualTo(ApplyResult.Nil.NIL);
        assertThat(fsm.lastAppliedIndex()).isEqualTo(1);
    }

    @Test
    void knownTypesAreAppliedWithTheIgnoreBitToo() {
        var entry = Fsms.set("k", "v");
        entry[0] |= (byte) 0x80;
        fsm.apply(1, entry);
        assertThat(Fsms.get(fsm, "k").modifyIndex()).isEqualTo(1);
    }

    @Test
    void entriesThatDoNotDecodeStopTheServer() {
        var whole = Fsms.set("k", "v");
        refused(() -> fsm.apply(1, new byte[0]));
        refused(() -> fsm.apply(1, java.util.Arrays.copyOf(whole, whole.length - 1)));
        refused(() -> fsm.apply(1, java.util.Arrays.copyOf(whole, whole.length + 1)));
        refused(() -> fsm.apply(1, new byte[] {2, (byte) 0x90}));
        assertThat(fsm.lastAppliedIndex()).isZero();
        assertThat(Fsms.get(fsm, "k")).isNull();
    }

    @Test
    void entriesOutOfOrderStopTheServer() {
        fsm.apply(5, Fsms.set("k", "v"));
        refused(() -> fsm.apply(5, Fsms.set("k", "w")));
        refused(() -> fsm.apply(4, Fsms.set("k", "w")));
        assertThat(Fsms.get(fsm, "k").value()).isEqualTo(ByteString.of("v"));
    }

    @Test
    void aFaultWhileApplyingStopsTheServerAndLeavesNothingBehind() {
        var broken = new Fsm(List.of(new KvFamily(), new FaultyFamily()), Runnable::run);
        refused(() -> broken.apply(1, new Faulty().encode()));
        assertThat(Fsms.get(broken, "half")).isNull();
        broken.apply(2, Fsms.set("k", "v"));
        assertThat(Fsms.get(broken, "k")).isNotNull();
    }

    private static void refused(ThrowingCallable applying) {
        assertThatExceptionOfType(UnappliableEntryException.class).isThrownBy(applying);
    }

    /** A family whose one command fails half-way; it takes a type that the standard machine does not have in the log. */
    private static final class FaultyFamily implements CommandFamily {
        @Override
        public List<CommandHandler<?>> commands() {
            return List.of(CommandHandler.of(EntryType.AREA, FaultyFamily::read, FaultyFamily::apply));
        }

        private static Faulty read(MsgpackReader in) {
            in.skip();
            return new Faulty();
        }

        private static ApplyResult apply(Faulty command, Change change) {
            KvEntries.set(change, KvEntry.of(ByteString.of("half"), null, 0));
            throw new IllegalStateException("a fault");
        }
    }

    private record Faulty() implements Command {
        @Override
        public EntryType type() {
            return EntryType.AREA;
        }

        @Override
        public void writePayload(MsgpackWriter out) {
            out.nil();
        }
    }

    @Test
    void reckonsWhatTheStateTakes() {
        assertThat(fsm.heapBytes()).isZero();
        fsm.apply(1, Fsms.set("k", "v".repeat(10_000)));
        long one = fsm.heapBytes();
        assertThat(one).isBetween(10_000L, 12_000L);
        var capture = fsm.capture();
        fsm.apply(2, Fsms.set("k", "w".repeat(10_000)));
        assertThat(fsm.heapBytes()).isEqualTo(one);
        assertThat(capture.heldBytes()).isBetween(10_000L, 12_000L);
        assertThat(fsm.freedBytes()).isBetween(10_000L, 12_000L);
        fsm.apply(3, Fsms.on(KvsOp.DELETE_TREE, "k", 0));
        assertThat(fsm.heapBytes()).isLessThan(2_000);
        assertThat(fsm.freedBytes()).isBetween(20_000L, 24_000L);
        assertThat(capture.heldBytes()).isBetween(20_000L, 24_000L);
    }

    @Test
    void tellsWhatAddsToTheState() {
        fsm.apply(1, Fsms.set("k", "12345"));
        long before = fsm.heapBytes();
        assertThat(fsm.effectOf(Fsms.set("k", "54321"))).isEqualTo(Effect.KEEPS);
        assertThat(fsm.effectOf(Fsms.set("k", "123456"))).isEqualTo(Effect.GROWS);
        assertThat(fsm.effectOf(Fsms.set("l", ""))).isEqualTo(Effect.GROWS);
        assertThat(fsm.effectOf(Fsms.on(KvsOp.CAS, "k", 9))).isEqualTo(Effect.KEEPS);
        assertThat(fsm.effectOf(Fsms.on(KvsOp.DELETE, "k", 0))).isEqualTo(Effect.DELETES);
        assertThat(fsm.effectOf(Fsms.on(KvsOp.DELETE_CAS, "k", 1))).isEqualTo(Effect.DELETES);
        assertThat(fsm.effectOf(Fsms.on(KvsOp.DELETE_TREE, "k", 0))).isEqualTo(Effect.DELETES);
        assertThat(fsm.effectOf(SessionCommand.destroy("x").encode())).isEqualTo(Effect.DELETES);
        assertThat(fsm.effectOf(DeregisterCommand.ofNode("n").encode())).isEqualTo(Effect.DELETES);
        assertThat(fsm.effectOf(TombstoneReapCommand.upTo(1).encode())).isEqualTo(Effect.DELETES);
        assertThat(fsm.effectOf(new byte[0])).isEqualTo(Effect.GROWS);
        assertThat(fsm.heapBytes()).isEqualTo(before);
        assertThat(fsm.lastAppliedIndex()).isEqualTo(1);
    }

    @Test
    void aTransactionAddsWhatItLeavesMoreThanItTakes() {
        fsm.apply(1, Fsms.set("large", "v".repeat(10_000)));
        assertThat(fsm.effectOf(txn(set("small", 10)))).isEqualTo(Effect.GROWS);
        assertThat(fsm.effectOf(txn(set("small", 10), delete("large")))).isEqualTo(Effect.KEEPS);
        assertThat(fsm.effectOf(txn(delete("large"), delete("other")))).isEqualTo(Effect.DELETES);
        assertThat(Fsms.get(fsm, "small")).isNull();
        assertThat(Fsms.get(fsm, "large")).isNotNull();
    }

    private static byte[] txn(TxnOp... ops) {
        return TxnCommand.of(List.of(ops)).encode();
    }

    private static TxnOp set(String key, int length) {
        return new TxnOp.OfKey("set", KvEntry.of(ByteString.of(key), ByteString.of("v".repeat(length)), 0));
    }

    private static TxnOp delete(String key) {
        return new TxnOp.OfKey("delete", KvEntry.ofKey(ByteString.of(key), 0));
    }

    /** A check must be able to tell that it fails; one more check is more state. */
    @Test
    void healthIsToldThoughTheStateIsFull() {
        fsm.apply(1, register("c", HealthCheck.PASSING, ""));
        assertThat(fsm.effectOf(register("c", HealthCheck.CRITICAL, "x".repeat(4096))))
                .isEqualTo(Effect.KEEPS);
        assertThat(fsm.effectOf(register("c", HealthCheck.CRITICAL, "x".repeat(40_960))))
                .isEqualTo(Effect.GROWS);
        assertThat(fsm.effectOf(register("d", HealthCheck.PASSING, ""))).isEqualTo(Effect.GROWS);
    }

    private static byte[] register(String checkId, String status, String output) {
        var check = HealthCheck.of("n", checkId, "", status).withStatus(status, output);
        return RegisterCommand.of(new Registration(Node.of("n", "127.0.0.1"), null, check, null, false))
                .encode();
    }
}
