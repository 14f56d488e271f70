package io.curia.fsm.catalog;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.codec.StructCodec;
import io.curia.fsm.Command;
import io.curia.fsm.EntryType;
import java.util.Objects;

/**
 * Type 1: deregisters a service if its id is given, else a check if its id is given, else the node (fsm-commands §3).
 *
 * @param datacenter the datacenter asked for; not looked at
 * @param node name of the node
 * @param serviceId id of the service, or an empty text
 * @param checkId id of the check, or an empty text
 * @param token kept empty by proposers
 */
public record DeregisterCommand(String datacenter, String node, String serviceId, String checkId, String token)
        implements Command {
    private static final StructCodec<DeregisterCommand, Draft> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .string("Datacenter", DeregisterCommand::datacenter, (draft, value) -> draft.datacenter = value)
            .string("Node", DeregisterCommand::node, (draft, value) -> draft.node = value)
            .string("ServiceID", DeregisterCommand::serviceId, (draft, value) -> draft.serviceId = value)
            .string("CheckID", DeregisterCommand::checkId, (draft, value) -> draft.checkId = value)
            .string("Token", DeregisterCommand::token, (draft, value) -> draft.token = value)
            .build();

    public DeregisterCommand {
        Objects.requireNonNull(datacenter);
        Objects.requireNonNull(node);
        Objects.requireNonNull(serviceId);
        Objects.requireNonNull(checkId);
        Objects.requireNonNull(token);
    }

    /** Deregisters a node with all that is on it. */
    public static DeregisterCommand ofNode(String node) {
        return new DeregisterCommand("", node, "", "", "");
    }

    /** Deregisters a service with its checks. */
    public static DeregisterCommand ofService(String node, String serviceId) {
        return new DeregisterCommand("", node, serviceId, "", "");
    }

    /** Deregisters a check. */
    public static DeregisterCommand ofCheck(String node, String checkId) {
        return new DeregisterCommand("", node, "", checkId, "");
    }

    @Override
    public EntryType type() {
        return EntryType.DEREGISTER;
    }

    @Override
    public boolean onlyDeletes() {
        return true;
    }

    @Override
    public void writePayload(MsgpackWriter out) {
        CODEC.write(out, this);
    }

    static DeregisterCommand read(MsgpackReader in) {
        return CODEC.read(in);
    }

    private static final class Draft {
        private String datacenter = "";
        private String node = "";
        private String serviceId = "";
        private String checkId = "";
        private String token = "";

        private DeregisterCommand finish() {
            return new DeregisterCommand(datacenter, node, serviceId, checkId, token);
        }
    }
}
