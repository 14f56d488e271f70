package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.state.KvEntries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;

/** State machines and entries for tests. */
final class Fsms {
    private Fsms() {}

    static Fsm create() {
        return StandardFsm.create(Runnable::run);
    }

    /** The handler of a type of command. */
    static CommandHandler<?> handler(int type) {
        return handlers()
                .filter(each -> each.type().number() == type)
                .findFirst()
                .orElseThrow();
    }

    /** All handlers of commands. */
    static Stream<CommandHandler<?>> handlers() {
        return StandardFsm.families().stream().flatMap(family -> family.commands().stream());
    }

    /** What an entry decodes to. */
    static Command decoded(byte[] entry) {
        return handler(entry[0]).decoder().decode(new MsgpackReader(entry, 1, entry.length));
    }

    static byte[] set(String key, String value) {
        return KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of(key), ByteString.of(value), 0))
                .encode();
    }

    static byte[] on(KvsOp op, String key, long modifyIndex) {
        return KvsCommand.of(op, KvEntry.ofKey(ByteString.of(key), modifyIndex)).encode();
    }

    static KvEntry get(Fsm fsm, String key) {
        return KvEntries.get(fsm.store().read(), ByteString.of(key), null).value();
    }

    static byte[] captured(Fsm fsm) throws IOException {
        return written(fsm.capture());
    }

    static byte[] written(ReplicatedState.Capture capture) throws IOException {
        var out = new ByteArrayOutputStream();
        capture.writeTo(out);
        return out.toByteArray();
    }

    static Fsm restored(byte[] capture) throws IOException {
        var fsm = create();
        fsm.restore(new ByteArrayInputStream(capture));
        return fsm;
    }
}
