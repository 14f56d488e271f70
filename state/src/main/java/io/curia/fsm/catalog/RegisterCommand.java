package io.curia.fsm.catalog;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import io.curia.fsm.structs.RowCodecs;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.state.Registration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Type 0: registers a node with a service and checks (fsm-commands §3). Its indexes, those of the node, count in
 * snapshots only.
 *
 * @param registration what is registered
 * @param token kept empty by proposers, for the log is no place for secrets
 */
public record RegisterCommand(Registration registration, String token) implements Command {
    /** A check that fails says more than one that passes, and must be able to say so. */
    private static final long HEALTH_BYTES = 8 * 1024;

    static final StructCodec<RegisterCommand, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", command -> command.node().datacenter(), (draft, value) -> draft.datacenter = value)
            .string("ID", command -> command.node().id(), (draft, value) -> draft.id = value)
            .string("Node", command -> command.node().node(), (draft, value) -> draft.node = value)
            .string("Address", command -> command.node().address(), (draft, value) -> draft.address = value)
            .stringMap(
                    "TaggedAddresses",
                    command -> command.node().taggedAddresses(),
                    (draft, value) -> draft.taggedAddresses = value)
            .stringMap("NodeMeta", command -> command.node().meta(), (draft, value) -> draft.nodeMeta = value)
            .optional(
                    "Service",
                    command -> command.registration.service(),
                    (draft, value) -> draft.service = value,
                    RowCodecs.SERVICE)
            .optional(
                    "Check",
                    command -> command.registration.check(),
                    (draft, value) -> draft.check = value,
                    RowCodecs.CHECK)
            .list(
                    "Checks",
                    command -> command.registration.checks(),
                    (draft, value) -> draft.checks = value,
                    RowCodecs.CHECK)
            .bool(
                    "SkipNodeUpdate",
                    command -> command.registration.skipNodeUpdate(),
                    (draft, value) -> draft.skipNodeUpdate = value)
            .string("Token", RegisterCommand::token, (draft, value) -> draft.token = value)
            .uint64("CreateIndex", command -> command.node().createIndex(), (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", command -> command.node().modifyIndex(), (draft, value) -> draft.modifyIndex = value)
            .build();

    public RegisterCommand {
        Objects.requireNonNull(registration);
        Objects.requireNonNull(token);
    }

    /** The command as this server proposes it. */
    public static RegisterCommand of(Registration registration) {
        return new RegisterCommand(registration, "");
    }

    @Override
    public EntryType type() {
        return EntryType.REGISTER;
    }

    @Override
    public long bearableGrowth() {
        return HEALTH_BYTES;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static RegisterCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private Node node() {
        return registration.node();
    }

    private static final class Draft {
        private String datacenter = "";
        private String id = "";
        private String node = "";
        private String address = "";
        private Map<String, String> taggedAddresses;
        private Map<String, String> nodeMeta;
        private NodeService service;
        private HealthCheck check;
        private List<HealthCheck> checks;
        private boolean skipNodeUpdate;
        private String token = "";
        private long createIndex;
        private long modifyIndex;

        private RegisterCommand finish() {
            var registered =
                    new Node(id, node, address, datacenter, taggedAddresses, nodeMeta, createIndex, modifyIndex);
            return new RegisterCommand(new Registration(registered, service, check, checks, skipNodeUpdate), token);
        }
    }
}
