package io.curia.service.catalog;

import io.curia.fsm.catalog.DeregisterCommand;
import io.curia.http.json.JsonObject;
import io.curia.http.json.JsonReader;
import io.curia.http.json.JsonValues;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.service.rows.CheckBodies;
import io.curia.service.rows.ServiceBodies;
import io.curia.state.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bodies of registrations and deregistrations (http-api §7). */
final class RegisterBodies {
    /** A registration as given, or null; its checks are one list, the single one last. Nothing is checked or filled in. */
    static final JsonReader<Registration> REGISTER = JsonObject.into(Register::new)
            .field("ID", JsonValues.TEXT, (d, v) -> d.id = v)
            .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
            .field("Address", JsonValues.TEXT, (d, v) -> d.address = v)
            .field("Datacenter", JsonValues.TEXT, (d, v) -> d.datacenter = v)
            .field("TaggedAddresses", JsonValues.map(JsonValues.TEXT), (d, v) -> d.taggedAddresses = v)
            .field("NodeMeta", JsonValues.map(JsonValues.TEXT), (d, v) -> d.nodeMeta = v)
            .field("Service", ServiceBodies.SERVICE, (d, v) -> d.service = v)
            .field("Check", CheckBodies.CHECK, (d, v) -> d.check = v)
            .field("Checks", JsonValues.list(CheckBodies.CHECK), (d, v) -> d.checks = v)
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
        private String id = "";
        private String node = "";
        private String address = "";
        private String datacenter = "";
        private Map<String, String> taggedAddresses;
        private Map<String, String> nodeMeta;
        private NodeService service;
        private HealthCheck check;
        private List<HealthCheck> checks;
        private boolean skipNodeUpdate;

        private Registration finish() {
            var registered = new Node(id, node, address, datacenter, taggedAddresses, nodeMeta, 0, 0);
            List<HealthCheck> all = new ArrayList<>(checks == null ? List.of() : checks);
            all.add(check);
            all.removeIf(each -> each == null);
            return new Registration(registered, service, null, all, skipNodeUpdate);
        }
    }

    private static final class Deregister {
        private String datacenter = "";
        private String node = "";
        private String serviceId = "";
        private String checkId = "";
    }
}
