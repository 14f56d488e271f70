package io.curia.service.catalog;

import io.curia.model.ConnectProxyConfig;
import io.curia.model.ExposePath;
import io.curia.model.NodeService;
import io.curia.model.Upstream;
import io.curia.text.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What must be true of proxies and gateways that are registered (http-api §7 and §16). */
public final class MeshRules {
    private static final Set<String> GATEWAYS =
            Set.of(NodeService.MESH_GATEWAY, NodeService.TERMINATING_GATEWAY, NodeService.INGRESS_GATEWAY);
    private static final Set<String> DESTINATION_TYPES = Set.of("", Upstream.SERVICE, Upstream.PREPARED_QUERY);
    private static final Set<String> EXPOSED_PROTOCOLS = Set.of("", "http", "http2");
    private static final String WILDCARD = "*";
    private static final String LOCALHOST = "127.0.0.1";
    private static final int MAX_PORT = 65535;

    private MeshRules() {}

    /** All that is wrong with a service as a part of the mesh, as one text; null if nothing is. */
    public static String fault(NodeService service) {
        List<String> faults = new ArrayList<>();
        if (service.kind().equals(NodeService.CONNECT_PROXY)) {
            proxy(service, faults);
        } else if (GATEWAYS.contains(service.kind())) {
            gateway(service, faults);
        }
        return faults.isEmpty() ? null : text(faults);
    }

    private static void proxy(NodeService service, List<String> faults) {
        ConnectProxyConfig proxy = service.proxy();
        if (proxy.destinationServiceName().isBlank()) {
            faults.add("Proxy.DestinationServiceName must be non-empty for Connect proxy services");
        }
        if (proxy.destinationServiceName().equals(WILDCARD)) {
            faults.add("Proxy.DestinationServiceName must not be a wildcard for Connect proxy services");
        }
        if (service.port() == 0 && service.socketPath().isEmpty()) {
            faults.add("Port or SocketPath must be set for a Connect proxy");
        }
        if (service.connect().isNative()) {
            faults.add("A Proxy cannot also be Connect Native, only typical services");
        }
        if (proxy.upstreams() != null) {
            upstreams(proxy.upstreams(), faults);
        }
        if (proxy.expose().paths() != null) {
            exposed(proxy.expose().paths(), faults);
        }
    }

    private static void upstreams(List<Upstream> upstreams, List<String> faults) {
        Set<Destination> destinations = new HashSet<>();
        Set<String> listeners = new HashSet<>();
        for (Upstream upstream : upstreams) {
            String fault = fault(upstream);
            if (fault != null) {
                faults.add(fault);
            }
            Destination destination = Destination.of(upstream);
            if (!destinations.add(destination)) {
                faults.add("upstreams cannot contain duplicates of " + destination);
                continue;
            }
            String listener = listener(upstream);
            if (!listeners.add(listener) && !upstream.centrallyConfigured()) {
                faults.add("upstreams cannot contain duplicates by local bind address and port or unix path; "
                        + Texts.quote(listener) + " is specified twice");
            }
        }
    }

    /** What is wrong with one upstream by itself; null if nothing is. */
    private static String fault(Upstream upstream) {
        boolean port = upstream.localBindPort() != 0;
        boolean socket = !upstream.localBindSocketPath().isEmpty();
        if (!DESTINATION_TYPES.contains(upstream.destinationType())) {
            return "unknown upstream destination type: " + Texts.quote(upstream.destinationType());
        } else if (upstream.destinationName().isEmpty()) {
            return "upstream destination name cannot be empty";
        } else if (upstream.centrallyConfigured()) {
            return null;
        } else if (upstream.destinationName().equals(WILDCARD)) {
            return "upstream destination name cannot be a wildcard";
        } else if (!port && !socket) {
            return "upstream local bind port or local socket path must be defined and nonzero";
        } else if (port && socket) {
            return "only one of upstream local bind port or local socket path can be defined and nonzero";
        }
        return null;
    }

    /** Where a proxy listens for an upstream. */
    private static String listener(Upstream upstream) {
        if (!upstream.localBindSocketPath().isEmpty()) {
            return upstream.localBindSocketPath();
        }
        String address = upstream.localBindAddress().isEmpty() ? LOCALHOST : upstream.localBindAddress();
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + upstream.localBindPort();
    }

    /** What an upstream leads to. */
    private record Destination(String type, String name, String namespace, String datacenter) {
        static Destination of(Upstream upstream) {
            return new Destination(
                    upstream.destinationType(),
                    upstream.destinationName(),
                    upstream.destinationNamespace(),
                    upstream.datacenter());
        }

        @Override
        public String toString() {
            return "[type=" + Texts.quote(type) + ", name=" + Texts.quote(name) + ", namespace="
                    + Texts.quote(namespace) + ", datacenter=" + Texts.quote(datacenter) + "]";
        }
    }

    private static void exposed(List<ExposePath> paths, List<String> faults) {
        Set<String> names = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (ExposePath path : paths) {
            if (path.path().isEmpty()) {
                faults.add("expose.paths: empty path exposed");
            }
            if (!names.add(path.path())) {
                faults.add("expose.paths: duplicate paths exposed");
            }
            if (!ports.add(path.listenerPort())) {
                faults.add("expose.paths: duplicate listener ports exposed");
            }
            if (path.listenerPort() <= 0 || path.listenerPort() > MAX_PORT) {
                faults.add("expose.paths: invalid listener port: " + path.listenerPort());
            }
            String protocol = path.protocol().toLowerCase(Locale.ROOT);
            if (!EXPOSED_PROTOCOLS.contains(protocol)) {
                faults.add("protocol '" + protocol + "' not supported for path: " + path.path()
                        + ", must be in: [http http2]");
            }
        }
    }

    private static void gateway(NodeService service, List<String> faults) {
        String kind = service.kind();
        ConnectProxyConfig proxy = service.proxy();
        if (service.port() == 0 && !kind.equals(NodeService.INGRESS_GATEWAY)) {
            faults.add("Port must be non-zero for a " + kind);
        }
        if (service.connect().sidecarService() != null) {
            faults.add("A " + kind + " cannot have a sidecar service defined");
        }
        notForGateways("DestinationServiceName", !proxy.destinationServiceName().isEmpty(), kind, faults);
        notForGateways("DestinationServiceID", !proxy.destinationServiceId().isEmpty(), kind, faults);
        notForGateways("LocalServiceAddress", !proxy.localServiceAddress().isEmpty(), kind, faults);
        notForGateways("LocalServicePort", proxy.localServicePort() != 0, kind, faults);
        boolean upstreams = proxy.upstreams() != null && !proxy.upstreams().isEmpty();
        notForGateways("Upstreams", upstreams, kind, faults);
    }

    private static void notForGateways(String field, boolean given, String kind, List<String> faults) {
        if (given) {
            faults.add("The Proxy." + field + " configuration is invalid for a " + kind);
        }
    }

    private static String text(List<String> faults) {
        StringBuilder text = new StringBuilder();
        text.append(faults.size()).append(faults.size() == 1 ? " error occurred:\n" : " errors occurred:\n");
        faults.forEach(fault -> text.append("\t* ").append(fault).append('\n'));
        return text.append('\n').toString();
    }
}
