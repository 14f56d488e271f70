package io.curia.fsm.acl;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import io.curia.model.AclPolicy;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A command that is nothing but a list, of rows to write or of what names the rows to delete (fsm-commands §3).
 *
 * @param form which command it is
 * @param items the rows, ids or names; may be null
 * @param <T> the items
 */
public record AclBatchCommand<T>(Form<T> form, List<T> items) implements Command {
    /** Deletes tokens by their accessor ids. */
    public static final Form<String> DELETE_TOKENS = Form.deleting(EntryType.ACL_TOKEN_DELETE, "TokenIDs");

    /** Writes policies. */
    public static final Form<AclPolicy> SET_POLICIES = Form.writing(EntryType.ACL_POLICY, "Policies", RowCodecs.POLICY);

    /** Deletes policies by their ids. */
    public static final Form<String> DELETE_POLICIES = Form.deleting(EntryType.ACL_POLICY_DELETE, "PolicyIDs");

    /** Deletes roles by their ids. */
    public static final Form<String> DELETE_ROLES = Form.deleting(EntryType.ACL_ROLE_DELETE, "RoleIDs");

    /** Writes binding rules. */
    public static final Form<AclBindingRule> SET_BINDING_RULES =
            Form.writing(EntryType.ACL_BINDING_RULE, "BindingRules", RowCodecs.BINDING_RULE);

    /** Deletes binding rules by their ids. */
    public static final Form<String> DELETE_BINDING_RULES =
            Form.deleting(EntryType.ACL_BINDING_RULE_DELETE, "BindingRuleIDs");

    /** Writes auth methods. */
    public static final Form<AclAuthMethod> SET_AUTH_METHODS =
            Form.writing(EntryType.ACL_AUTH_METHOD, "AuthMethods", RowCodecs.AUTH_METHOD);

    /** Deletes auth methods by their names, with their binding rules and tokens. */
    public static final Form<String> DELETE_AUTH_METHODS =
            Form.deleting(EntryType.ACL_AUTH_METHOD_DELETE, "AuthMethodNames");

    /**
     * One of these commands: its type and the name of its one field. There is one instance for each.
     *
     * @param <T> the items
     */
    public static final class Form<T> {
        private final EntryType type;
        private final StructCodec<AclBatchCommand<T>, Draft<T>> codec;

        private Form(EntryType type, Consumer<StructCodec.Builder<AclBatchCommand<T>, Draft<T>>> field) {
            this.type = type;
            var builder = StructCodec.<AclBatchCommand<T>, Draft<T>>of(
                    Draft::new, draft -> new AclBatchCommand<>(this, draft.items));
            field.accept(builder);
            this.codec = builder.build();
        }

        private static <T> Form<T> writing(EntryType type, String name, StructCodec<T, ?> rows) {
            return new Form<>(
                    type,
                    codec -> codec.list(name, AclBatchCommand::items, (draft, value) -> draft.items = value, rows));
        }

        private static Form<String> deleting(EntryType type, String name) {
            return new Form<>(
                    type, codec -> codec.strings(name, AclBatchCommand::items, (draft, value) -> draft.items = value));
        }

        EntryType type() {
            return type;
        }

        AclBatchCommand<T> read(MsgpackReader in) {
            return codec.read(in);
        }

        @Override
        public String toString() {
            return type.toString();
        }
    }

    public AclBatchCommand {
        Objects.requireNonNull(form);
        items = items == null ? null : List.copyOf(items);
    }

    @Override
    public EntryType type() {
        return form.type;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        form.codec.write(out, this);
    }

    private static final class Draft<T> {
        private List<T> items;
    }
}
