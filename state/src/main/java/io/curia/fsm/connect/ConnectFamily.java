package io.curia.fsm.connect;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.CaConfiguration;
import io.curia.model.CaProviderState;
import io.curia.model.CaRoot;
import io.curia.state.CaTables;
import io.curia.state.CertificateAuthority;
import io.curia.state.Change;
import io.curia.state.StateException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The certificate authority of the mesh. */
@ApplicationScoped
public class ConnectFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(
                CommandHandler.of(EntryType.CONNECT_CA, CaCommand::read, ConnectFamily::apply),
                CommandHandler.of(EntryType.CONNECT_CA_LEAF, CaLeafCommand::read, ConnectFamily::takeIndex));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(
                SnapshotRecords.ofTable(EntryType.CONNECT_CA, CaTables.ROOTS, RowCodecs.CA_ROOT, CaRoot::modifyIndex),
                SnapshotRecords.ofTable(
                        EntryType.CONNECT_CA_PROVIDER_STATE,
                        CaTables.BUILTIN,
                        RowCodecs.CA_PROVIDER_STATE,
                        CaProviderState::modifyIndex),
                SnapshotRecords.ofTable(
                        EntryType.CONNECT_CA_CONFIG,
                        CaTables.CONFIG,
                        RowCodecs.CA_CONFIGURATION::write,
                        RowCodecs.CA_CONFIGURATION::read,
                        (target, config) -> CertificateAuthority.restore(target.change(), config)));
    }

    private static ApplyResult apply(CaCommand command, Change change) {
        return switch (command.op()) {
            case "set-roots" -> new ApplyResult.Bool(setRoots(change, command));
            case "set-config" -> setConfig(change, command.config());
            case "set-roots-config" -> setRootsAndConfig(change, command);
            case "set-provider-state" -> {
                CertificateAuthority.setProviderState(change, given(command.providerState(), "provider state"));
                yield new ApplyResult.Bool(true);
            }
            case "delete-provider-state" -> {
                CertificateAuthority.deleteProviderState(
                        change, given(command.providerState(), "provider state").id());
                yield new ApplyResult.Bool(true);
            }
            case "increment-provider-serial" -> new ApplyResult.Num(CertificateAuthority.incrementSerial(change));
            default -> throw new StateException("Invalid CA operation '" + command.op() + "'");
        };
    }

    private static boolean setRoots(Change change, CaCommand command) {
        var roots = command.roots() == null ? List.<CaRoot>of() : command.roots();
        return CertificateAuthority.setRoots(change, command.rootsIndex(), roots);
    }

    private static ApplyResult setConfig(Change change, CaConfiguration config) {
        var given = given(config, "configuration");
        if (given.modifyIndex() == 0) {
            CertificateAuthority.setConfig(change, given);
            return ApplyResult.Nil.NIL;
        }
        CertificateAuthority.checkAndSetConfig(change, given);
        return new ApplyResult.Bool(true);
    }

    /** The roots stay set though the configuration is refused (fsm-commands §3), so this refusal does not abort. */
    private static ApplyResult setRootsAndConfig(Change change, CaCommand command) {
        if (!setRoots(change, command)) {
            return new ApplyResult.Bool(false);
        }
        try {
            setConfig(change, command.config());
        } catch (StateException e) {
            return new ApplyResult.Failure(e.getMessage());
        }
        return new ApplyResult.Bool(true);
    }

    private static <T> T given(T part, String what) {
        if (part == null) {
            throw new StateException("Missing CA " + what);
        }
        return part;
    }

    private static ApplyResult takeIndex(CaLeafCommand command, Change change) {
        if (!command.op().equals("increment-index")) {
            throw new StateException("Invalid CA Leaf operation '" + command.op() + "'");
        }
        return new ApplyResult.Num(change.index());
    }
}
