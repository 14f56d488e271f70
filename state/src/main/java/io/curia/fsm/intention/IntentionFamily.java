package io.curia.fsm.intention;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.Intention;
import io.curia.model.IntentionMutation;
import io.curia.state.Change;
import io.curia.state.IntentionTables;
import io.curia.state.Intentions;
import io.curia.state.LegacyIntentions;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Intentions. Those of today are config entries; records of their own have those in the form of before 1.9. */
@ApplicationScoped
public class IntentionFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(CommandHandler.of(EntryType.INTENTION, IntentionCommand::read, IntentionFamily::apply));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(SnapshotRecords.ofTable(
                EntryType.INTENTION, IntentionTables.INTENTIONS, RowCodecs.INTENTION, Intention::modifyIndex));
    }

    private static ApplyResult apply(IntentionCommand command, Change change) {
        if (command.mutation() != null) {
            mutate(change, command.op(), command.mutation());
        } else {
            changeLegacy(change, command.op(), command.intention());
        }
        return ApplyResult.Nil.NIL;
    }

    private static void mutate(Change change, String op, IntentionMutation mutation) {
        switch (op) {
            case "create" -> Intentions.create(change, mutation);
            case "update" -> Intentions.updateById(change, mutation);
            case "upsert" -> Intentions.upsert(change, mutation);
            case "delete" -> {
                if (mutation.id().isEmpty()) {
                    Intentions.delete(change, mutation.source(), mutation.destination());
                } else {
                    Intentions.deleteById(change, mutation.id());
                }
            }
            default -> throw new StateException("Invalid Intention mutation operation '" + op + "'");
        }
    }

    private static void changeLegacy(Change change, String op, Intention intention) {
        switch (op) {
            case "create", "update" -> LegacyIntentions.set(change, intention);
            case "delete" -> LegacyIntentions.delete(change, intention == null ? "" : intention.id());
            case "delete-all" -> LegacyIntentions.deleteAll(change);
            default -> throw new StateException("Invalid Intention operation '" + op + "'");
        }
    }
}
