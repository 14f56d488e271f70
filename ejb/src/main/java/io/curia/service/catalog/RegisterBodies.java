package io.curia.service.catalog;

import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.Draft;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.service.rows.RowBodies;
import io.curia.state.Registration;
import java.util.ArrayList;
import java.util.List;

/** The bodies of registrations and deregistrations (http-api §7). */
final class RegisterBodies {
    /** A registration as given, or null; its checks are one list, the single one last. Nothing is checked or filled in. */
    static final JsonReader<Registration> REGISTER = JsonObject.into(Register::new)
            .row(Node.SHAPE, d -> d.node, "Meta", "CreateIndex", "ModifyIndex")
            .field("NodeMeta", JsonValues.map(JsonValues.TEXT), (d, v) -> d.node.set(Node.META, v))
            .field("Service", RowBodies.SERVICE, (d, v) -> d.service = v)
            .field("Check", RowBodies.CHECK, (d, v) -> d.check = v)
            .field("Checks", JsonValues.list(RowBodies.CHECK), (d, v) -> d.checks = v)
            .field("SkipNodeUpdate", JsonValues.BOOL, (d, v) -> d.skipNodeUpdate = v)
            .ignore("Token", "CreateIndex", "ModifyIndex")
            .build(Register::finish);

    /** What is to be deregistered, or null. */
    static final JsonReader<DeregisterCommand> DEREGISTER = JsonObject.into(Deregister::new)
            .field("Datacenter", JsonValues.TEXT, (d, v) -> d.datacenter = v)
            .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
            .field("ServiceID", JsonValues.TEXT, (d, v) -> d.serviceId = v)
            .field("CheckID", JsonValues.TEXT, (d, v) -> d.checkId = v)
            .ignore("Address", "Token")
            .build(d -> new DeregisterCommand(d.datacenter, d.node, d.serviceId, d.checkId, ""));

    private RegisterBodies() {}

    private static final class Register {
        private final Draft<Node> node = Node.SHAPE.draft();
        private NodeService service;
        private HealthCheck check;
        private List<HealthCheck> checks;
        private boolean skipNodeUpdate;

        private Registration finish() {
            List<HealthCheck> all = new ArrayList<>(checks == null ? List.of() : checks);
            all.add(check);
            all.removeIf(each -> each == null);
            return new Registration(node.build(), service, null, all, skipNodeUpdate);
        }
    }

    private static final class Deregister {
        private String datacenter = "";
        private String node = "";
        private String serviceId = "";
        private String checkId = "";
    }
}
