package io.curia.fsm.acl;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.CommandFamily;
import io.curia.fsm.CommandHandler;
import io.curia.fsm.EntryType;
import io.curia.fsm.SnapshotRecords;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.state.AclAuthStore;
import io.curia.state.AclBootstrap;
import io.curia.state.AclPolicyStore;
import io.curia.state.AclRoleStore;
import io.curia.state.AclTables;
import io.curia.state.AclTokenStore;
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
                batch(AclBatchCommand.DELETE_TOKENS, AclTokenStore::delete),
                batch(AclBatchCommand.SET_POLICIES, AclPolicyStore::set),
                batch(AclBatchCommand.DELETE_POLICIES, AclPolicyStore::delete),
                CommandHandler.of(EntryType.ACL_ROLE, AclRoleSetCommand::read, AclFamily::setRoles),
                batch(AclBatchCommand.DELETE_ROLES, AclRoleStore::delete),
                batch(AclBatchCommand.SET_BINDING_RULES, AclAuthStore::setRule),
                batch(AclBatchCommand.DELETE_BINDING_RULES, AclAuthStore::deleteRule),
                batch(AclBatchCommand.SET_AUTH_METHODS, AclAuthStore::setMethod),
                batch(AclBatchCommand.DELETE_AUTH_METHODS, AclAuthStore::deleteMethod));
    }

    @Override
    public List<SnapshotRecords> records() {
        return List.of(
                LegacyAclRecords.tokens(),
                LegacyAclRecords.bootstrap(),
                SnapshotRecords.ofTable(
                        EntryType.ACL_TOKEN,
                        AclTables.TOKENS,
                        AclCodecs.TOKEN::write,
                        AclCodecs.TOKEN::read,
                        (target, token) -> {
                            AclTokenStore.restore(target.change(), token);
                            target.raiseIndex(AclTokenStore.INDEX_KEY, token.modifyIndex());
                        }),
                SnapshotRecords.ofTable(
                        EntryType.ACL_POLICY, AclTables.POLICIES, AclCodecs.POLICY, AclPolicy::modifyIndex),
                SnapshotRecords.ofTable(EntryType.ACL_ROLE, AclTables.ROLES, AclCodecs.ROLE, AclRole::modifyIndex),
                SnapshotRecords.ofTable(
                        EntryType.ACL_BINDING_RULE,
                        AclTables.RULES,
                        AuthCodecs.BINDING_RULE,
                        AclBindingRule::modifyIndex),
                SnapshotRecords.ofTable(
                        EntryType.ACL_AUTH_METHOD,
                        AclTables.METHODS,
                        AuthCodecs.AUTH_METHOD,
                        AclAuthMethod::modifyIndex));
    }

    private static ApplyResult bootstrap(AclBootstrapCommand command, Change change) {
        AclBootstrap.bootstrap(change, command.token(), command.resetIndex());
        return ApplyResult.Nil.NIL;
    }

    private static ApplyResult setTokens(AclTokenSetCommand command, Change change) {
        var options = new AclTokenStore.Options(
                command.cas(), command.allowMissingLinks(), command.prohibitUnprivileged(), command.fromReplication());
        for (var each : orNone(command.tokens())) {
            AclTokenStore.set(change, each, options);
        }
        return ApplyResult.Nil.NIL;
    }

    private static ApplyResult setRoles(AclRoleSetCommand command, Change change) {
        for (var each : orNone(command.roles())) {
            AclRoleStore.set(change, each, command.allowMissingLinks());
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
