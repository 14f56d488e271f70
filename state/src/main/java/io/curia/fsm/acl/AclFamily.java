package io.curia.fsm.acl;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.state.AclAuthMethods;
import io.curia.state.AclBindingRules;
import io.curia.state.AclBootstrap;
import io.curia.state.AclPolicies;
import io.curia.state.AclRoles;
import io.curia.state.AclTables;
import io.curia.state.AclTokens;
import io.curia.state.Change;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiConsumer;

/** Access control: tokens, policies, roles, auth methods and their binding rules. */
@ApplicationScoped
public class AclFamily implements CommandFamily {
    @Override
    public List<CommandHandler<?>> commands() {
        return List.of(
                CommandHandler.of(EntryType.ACL_BOOTSTRAP, AclBootstrapCommand::read, AclFamily::bootstrap),
                CommandHandler.of(EntryType.ACL_TOKEN, AclTokenSetCommand::read, AclFamily::setTokens),
                batch(AclBatchCommand.DELETE_TOKENS, AclTokens::delete),
                batch(AclBatchCommand.SET_POLICIES, AclPolicies::set),
                batch(AclBatchCommand.DELETE_POLICIES, AclPolicies::delete),
                CommandHandler.of(EntryType.ACL_ROLE, AclRoleSetCommand::read, AclFamily::setRoles),
                batch(AclBatchCommand.DELETE_ROLES, AclRoles::delete),
                batch(AclBatchCommand.SET_BINDING_RULES, AclBindingRules::set),
                batch(AclBatchCommand.DELETE_BINDING_RULES, AclBindingRules::delete),
                batch(AclBatchCommand.SET_AUTH_METHODS, AclAuthMethods::set),
                batch(AclBatchCommand.DELETE_AUTH_METHODS, AclAuthMethods::delete));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(
                LegacyAclRecords.tokens(),
                LegacyAclRecords.bootstrap(),
                SnapshotRecords.ofTable(
                        EntryType.ACL_TOKEN,
                        AclTables.TOKENS,
                        RowCodecs.TOKEN::write,
                        RowCodecs.TOKEN::read,
                        (target, token) -> {
                            AclTokens.restore(target.change(), token);
                            target.raiseIndex(AclTokens.INDEX_KEY, token.modifyIndex());
                        }),
                SnapshotRecords.ofTable(
                        EntryType.ACL_POLICY, AclTables.POLICIES, RowCodecs.POLICY, AclPolicy::modifyIndex),
                SnapshotRecords.ofTable(EntryType.ACL_ROLE, AclTables.ROLES, RowCodecs.ROLE, AclRole::modifyIndex),
                SnapshotRecords.ofTable(
                        EntryType.ACL_BINDING_RULE,
                        AclTables.RULES,
                        RowCodecs.BINDING_RULE,
                        AclBindingRule::modifyIndex),
                SnapshotRecords.ofTable(
                        EntryType.ACL_AUTH_METHOD,
                        AclTables.METHODS,
                        RowCodecs.AUTH_METHOD,
                        AclAuthMethod::modifyIndex));
    }

    private static ApplyResult bootstrap(AclBootstrapCommand command, Change change) {
        AclBootstrap.bootstrap(change, command.token(), command.resetIndex());
        return ApplyResult.Nil.NIL;
    }

    private static ApplyResult setTokens(AclTokenSetCommand command, Change change) {
        var options = new AclTokens.Options(
                command.cas(), command.allowMissingLinks(), command.prohibitUnprivileged(), command.fromReplication());
        for (var each : orNone(command.tokens())) {
            AclTokens.set(change, each, options);
        }
        return ApplyResult.Nil.NIL;
    }

    private static ApplyResult setRoles(AclRoleSetCommand command, Change change) {
        for (var each : orNone(command.roles())) {
            AclRoles.set(change, each, command.allowMissingLinks());
        }
        return ApplyResult.Nil.NIL;
    }

    private static <T> CommandHandler<AclBatchCommand<T>> batch(
            AclBatchCommand.Form<T> form, BiConsumer<Change, T> write) {
        return CommandHandler.of(form.type(), form::read, (command, change) -> {
            orNone(command.items()).forEach(each -> write.accept(change, each));
            return ApplyResult.Nil.NIL;
        });
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }
}
