package io.curia.service.agent;

import io.curia.agent.CheckDefinition;
import io.curia.agent.Sidecar;
import io.curia.http.RefusedException;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.NodeService;
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
     * @throws RefusedException with status 400 if no port is left
     */
    static ServiceDefinition complete(ServiceDefinition parent, Collection<NodeService> local) {
        NodeService given = parent.sidecar().service();
        NodeService service = parent.service();
        String id = Sidecar.idOf(service.id());
        String kind = given.kind().isEmpty() ? NodeService.CONNECT_PROXY : given.kind();
        int port = given.port();
        if (port == 0) {
            port = Sidecar.port(id, local)
                    .orElseThrow(() -> RefusedException.text(
                            400, "Invalid SidecarService: none left to allocate of the sidecar ports"));
        }
        var sidecar = new NodeService(
                kind,
                id,
                given.service().isEmpty() ? Sidecar.idOf(service.service()) : given.service(),
                given.tags() == null ? service.tags() : given.tags(),
                given.address(),
                given.taggedAddresses(),
                given.meta() == null ? service.meta() : given.meta(),
                port,
                given.socketPath(),
                given.weights(),
                given.enableTagOverride() || (given.tags() == null && service.enableTagOverride()),
                proxy(kind, given.proxy(), service),
                given.connect(),
                true,
                0,
                0);
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
        return new ConnectProxyConfig(
                named ? given.destinationServiceName() : service.service(),
                given.destinationServiceId().isEmpty() ? service.id() : given.destinationServiceId(),
                placed ? given.localServiceAddress() : LOCALHOST,
                given.localServicePort() == 0 && !socket ? service.port() : given.localServicePort(),
                given.localServiceSocketPath(),
                given.mode(),
                given.config(),
                given.upstreams(),
                given.meshGateway(),
                given.expose(),
                given.transparentProxy());
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
        return new HealthCheckDefinition(
                "",
                "",
                false,
                null,
                "",
                "",
                false,
                tcp,
                "",
                interval,
                0,
                0,
                0,
                null,
                "",
                "",
                "",
                false,
                "",
                aliasService,
                0);
    }
}
