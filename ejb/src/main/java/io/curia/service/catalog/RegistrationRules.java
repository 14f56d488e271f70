package io.curia.service.catalog;

import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.refusal.Refusal;
import io.curia.state.Registration;
import io.curia.state.ServiceMeta;
import io.curia.text.Texts;
import java.util.List;
import java.util.Set;

/** What a registration must be like, and what is filled in before it is proposed (http-api §7). */
public final class RegistrationRules {
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
    private static final int UUID_LENGTH = 36;

    private RegistrationRules() {}

    /**
     * The registration, complete.
     *
     * @throws Refusal if it cannot be accepted, whatever the state is
     */
    static Registration prepare(Registration given, String datacenter) {
        Node node = given.node();
        requireNode(node.node());
        if (idFault(node.id()) != null) {
            throw refused(idFault(node.id()));
        }
        if (node.address().isEmpty() && !given.skipNodeUpdate()) {
            throw refused("Must provide address if SkipNodeUpdate is not set");
        }
        NodeService service = given.service() == null ? null : prepare(given.service(), node.node());
        List<HealthCheck> checks = given.checks().stream()
                .map(check -> prepare(check, node.node()))
                .toList();
        return new Registration(
                inDatacenter(node, datacenter),
                service,
                null,
                checks.isEmpty() ? null : checks,
                given.skipNodeUpdate());
    }

    /** Refuses an empty name. */
    static void requireNode(String name) {
        if (name.isEmpty()) {
            throw refused("Must provide node");
        }
    }

    /** What is wrong with the id of a node; null if nothing is. */
    public static String idFault(String id) {
        if (id.isEmpty()) {
            return null;
        } else if (id.length() != UUID_LENGTH) {
            return "Bad node ID: uuid string is wrong length";
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            boolean fits = hyphen ? id.charAt(i) == '-' : Character.digit(id.charAt(i), 16) >= 0 && id.charAt(i) < 0x80;
            if (!fits) {
                return "Bad node ID: uuid is improperly formatted";
            }
        }
        return null;
    }

    /** Whether an address means all addresses of a machine, so that nobody could connect to it. */
    public static boolean isAnyAddress(String address) {
        return ANY_ADDRESS.contains(address);
    }

    private static NodeService prepare(NodeService service, String node) {
        String fault = MeshRules.fault(service);
        if (fault != null) {
            throw refused(fault);
        }
        if (service.service().isEmpty()) {
            throw refused(service.id().isEmpty() ? "Must provide service name" : "Must provide service name with ID");
        }
        if (isAnyAddress(service.address())) {
            throw refused("Invalid service address");
        }
        NodeService named = service.id().isEmpty() ? service.withName(service.service(), service.service()) : service;
        String metaFault = ServiceMeta.fault(named.meta(), named.kind());
        if (metaFault != null) {
            throw refused("failed inserting service: Invalid Service Meta for node " + node + " and serviceID "
                    + named.id() + ": " + metaFault);
        }
        return named;
    }

    private static HealthCheck prepare(HealthCheck given, String node) {
        HealthCheck check = given.node().isEmpty() ? given.withNode(node) : given;
        if (!check.node().equals(node)) {
            throw refused("check node " + Texts.quote(check.node()) + " does not match node " + Texts.quote(node));
        }
        String id = check.checkId().isEmpty() ? check.name() : check.checkId();
        if (id.isEmpty()) {
            throw refused("failed inserting check: missing value for index 'id' on node " + Texts.quote(node));
        }
        return withIdAndType(check, id, check.type().isEmpty() ? type(check.definition()) : check.type());
    }

    /** What kind of check a definition describes, or an empty text. */
    static String type(HealthCheckDefinition definition) {
        if (!definition.grpc().isEmpty()) {
            return "grpc";
        } else if (!definition.http().isEmpty()) {
            return "http";
        } else if (!definition.tcp().isEmpty()) {
            return "tcp";
        } else if (definition.ttl() > 0) {
            return "ttl";
        } else if (!definition.aliasNode().isEmpty()
                || !definition.aliasService().isEmpty()) {
            return "alias";
        } else if (definition.scriptArgs() != null && !definition.scriptArgs().isEmpty()) {
            return definition.dockerContainerId().isEmpty() ? "script" : "docker";
        }
        return definition.h2ping().isEmpty() ? "" : "h2ping";
    }

    private static Node inDatacenter(Node node, String datacenter) {
        return new Node(node.id(), node.node(), node.address(), datacenter, node.taggedAddresses(), node.meta(), 0, 0);
    }

    private static HealthCheck withIdAndType(HealthCheck check, String id, String type) {
        return HealthCheck.SHAPE
                .draft(check)
                .set(HealthCheck.CHECK_ID, id)
                .set(HealthCheck.TYPE, type)
                .build()
                .withIndexes(0, 0);
    }

    private static Refusal refused(String text) {
        return Refusal.rejected(text);
    }
}
