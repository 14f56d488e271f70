package io.curia.fsm.kv;

import io.curia.codec.MsgpackReader;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.KvEntry;
import io.curia.model.Tombstone;
import io.curia.state.Change;
import io.curia.state.KvEntries;
import io.curia.state.KvTables;
import io.curia.state.StateException;
import io.curia.state.Tombstones;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The key/value store and its tombstones. */
@ApplicationScoped
public class KvFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(
                CommandHandler.of(EntryType.KVS, KvsCommand::read, KvFamily::apply),
                CommandHandler.of(EntryType.TOMBSTONE, TombstoneReapCommand::read, KvFamily::reap));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(
                SnapshotRecords.ofTable(EntryType.KVS, KvTables.KVS, RowCodecs.KV, KvEntry::modifyIndex),
                SnapshotRecords.ofTable(
                        EntryType.TOMBSTONE,
                        KvTables.TOMBSTONES,
                        (out, stone) -> RowCodecs.KV.write(out, KvEntry.ofKey(stone.key(), stone.index())),
                        KvFamily::readTombstone,
                        (target, stone) -> target.insert(KvTables.TOMBSTONES, stone, stone.index())));
    }

    /** It looks like an entry with only a key and an index. */
    private static Tombstone readTombstone(MsgpackReader in) {
        var entry = RowCodecs.KV.read(in);
        return new Tombstone(entry.key(), entry.modifyIndex());
    }

    private static ApplyResult apply(KvsCommand command, Change change) {
        var op = KvsOp.byWireName(command.op())
                .orElseThrow(() -> new StateException("Invalid KVS operation '" + command.op() + "'"));
        var entry = command.entry();
        return switch (op) {
            case CAS -> new ApplyResult.Bool(KvEntries.cas(change, entry));
            case DELETE_CAS -> new ApplyResult.Bool(KvEntries.deleteCas(change, entry.key(), entry.modifyIndex()));
            case LOCK -> new ApplyResult.Bool(KvEntries.lock(change, entry));
            case UNLOCK -> new ApplyResult.Bool(KvEntries.unlock(change, entry));
            case SET -> {
                KvEntries.set(change, entry);
                yield ApplyResult.Nil.NIL;
            }
            case DELETE -> {
                KvEntries.delete(change, entry.key());
                yield ApplyResult.Nil.NIL;
            }
            case DELETE_TREE -> {
                KvEntries.deleteTree(change, entry.key());
                yield ApplyResult.Nil.NIL;
            }
        };
    }

    private static ApplyResult reap(TombstoneReapCommand command, Change change) {
        if (!command.op().equals(TombstoneReapCommand.REAP)) {
            throw new StateException("Invalid Tombstone operation '" + command.op() + "'");
        }
        Tombstones.reap(change, command.reapIndex());
        return ApplyResult.Nil.NIL;
    }
}
