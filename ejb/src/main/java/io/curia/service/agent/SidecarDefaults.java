package io.curia.service.agent;

import io.curia.agent.CheckDefinition;
import io.curia.agent.Sidecar;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.NodeService;
import io.curia.refusal.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Completes the definition of a sidecar from that of its service (http-api §16). */
final class SidecarDefaults {
    private static final long LISTENING_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final String LOCALHOST = "127.0.0.1";

    private SidecarDefaults() {}

    /**
     * The sidecar of a service, ready to be registered.
     *
     * @param local the services the agent has
     * @throws Refusal if no port is left
     */
    static ServiceDefinition complete(ServiceDefinition parent, Collection<NodeService> local) {
        NodeService given = parent.sidecar().service();
        NodeService service = parent.service();
        String id = Sidecar.idOf(service.id());
        String kind = given.kind().isEmpty() ? NodeService.CONNECT_PROXY : given.kind();
        int port = given.port();
        if (port == 0) {
            port = Sidecar.port(id, local)
                    .orElseThrow(() ->
                            Refusal.invalid("Invalid SidecarService: none left to allocate of the sidecar ports"));
        }
        var draft = NodeService.SHAPE
                .draft(given)
                .set(NodeService.KIND, kind)
                .set(NodeService.ID, id)
                .set(NodeService.PORT, port)
                .set(NodeService.PROXY, proxy(kind, given.proxy(), service))
                .set(NodeService.LOCALLY_REGISTERED_AS_SIDECAR, true);
        if (given.service().isEmpty()) {
            draft.set(NodeService.SERVICE, Sidecar.idOf(service.service()));
        }
        if (given.meta() == null) {
            draft.set(NodeService.META, service.meta());
        }
        if (given.tags() == null) {
            boolean override = given.enableTagOverride() || service.enableTagOverride();
            draft.set(NodeService.TAGS, service.tags()).set(NodeService.ENABLE_TAG_OVERRIDE, override);
        }
        var sidecar = draft.build();
        var checks = parent.sidecar().checks();
        return new ServiceDefinition(sidecar, true, checks.isEmpty() ? checks(sidecar, service) : checks, null);
    }

    private static ConnectProxyConfig proxy(String kind, ConnectProxyConfig given, NodeService service) {
        if (!kind.equals(NodeService.CONNECT_PROXY)) {
            return given;
        }
        boolean named = !given.destinationServiceName().isEmpty();
        boolean socket = !given.localServiceSocketPath().isEmpty();
        boolean placed = socket || !given.localServiceAddress().isEmpty();
        return ConnectProxyConfig.SHAPE
                .draft(given)
                .set(
                        ConnectProxyConfig.DESTINATION_SERVICE_NAME,
                        named ? given.destinationServiceName() : service.service())
                .set(
                        ConnectProxyConfig.DESTINATION_SERVICE_ID,
                        given.destinationServiceId().isEmpty() ? service.id() : given.destinationServiceId())
                .set(ConnectProxyConfig.LOCAL_SERVICE_ADDRESS, placed ? given.localServiceAddress() : LOCALHOST)
                .set(
                        ConnectProxyConfig.LOCAL_SERVICE_PORT,
                        given.localServicePort() == 0 && !socket ? service.port() : given.localServicePort())
                .build();
    }

    /** Whether the proxy listens, and whether the service behind it is well. */
    private static List<CheckDefinition> checks(NodeService sidecar, NodeService service) {
        String address = sidecar.address().isEmpty() ? LOCALHOST : sidecar.address();
        var listening = run(address + ":" + sidecar.port(), LISTENING_INTERVAL, "");
        var aliasing = run("", 0, service.id());
        return List.of(
                new CheckDefinition("", "Connect Sidecar Listening", "", "", "", listening, 0, 0),
                new CheckDefinition("", "Connect Sidecar Aliasing " + service.id(), "", "", "", aliasing, 0, 0));
    }

    private static HealthCheckDefinition run(String tcp, long interval, String aliasService) {
        return HealthCheckDefinition.SHAPE
                .draft()
                .set(HealthCheckDefinition.TCP, tcp)
                .set(HealthCheckDefinition.INTERVAL, interval)
                .set(HealthCheckDefinition.ALIAS_SERVICE, aliasService)
                .build();
    }
}
