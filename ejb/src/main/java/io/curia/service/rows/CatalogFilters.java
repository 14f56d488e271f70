package io.curia.service.rows;

import jakarta.enterprise.context.ApplicationScoped;
import io.curia.filter.Fields;
import io.curia.filter.Filters;
import io.curia.model.CheckServiceNode;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.ExposePath;
import io.curia.model.HealthCheck;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.ServiceAddress;
import io.curia.model.ServiceNode;
import io.curia.model.Upstream;
import io.curia.model.Weights;
import java.util.function.Function;

/** What filter expressions may ask about the rows of the catalog (http-api §2). Safe for use by any thread. */
@ApplicationScoped
public class CatalogFilters {
    private static final Fields<ServiceAddress> ADDRESS = Fields.<ServiceAddress>builder()
            .text("Address", ServiceAddress::address)
            .number("Port", ServiceAddress::port)
            .build();

    private static final Fields<Weights> WEIGHTS = Fields.<Weights>builder()
            .number("Passing", Weights::passing)
            .number("Warning", Weights::warning)
            .build();

    private static final Fields<Upstream> UPSTREAM = Fields.<Upstream>builder()
            .text("DestinationType", Upstream::destinationType)
            .text("DestinationNamespace", Upstream::destinationNamespace)
            .text("DestinationName", Upstream::destinationName)
            .text("Datacenter", Upstream::datacenter)
            .text("LocalBindAddress", Upstream::localBindAddress)
            .number("LocalBindPort", Upstream::localBindPort)
            .text("LocalBindSocketPath", Upstream::localBindSocketPath)
            .text("LocalBindSocketMode", Upstream::localBindSocketMode)
            .object("MeshGateway", upstream -> upstream, mode(upstream -> upstream.meshGateway()
                    .mode()))
            .build();

    private static final Fields<ExposePath> EXPOSE_PATH = Fields.<ExposePath>builder()
            .number("ListenerPort", ExposePath::listenerPort)
            .text("Path", ExposePath::path)
            .number("LocalPathPort", ExposePath::localPathPort)
            .text("Protocol", ExposePath::protocol)
            .flag("ParsedFromCheck", ExposePath::parsedFromCheck)
            .build();

    private static final Fields<ConnectProxyConfig> EXPOSE = Fields.<ConnectProxyConfig>builder()
            .flag("Checks", proxy -> proxy.expose().checks())
            .list("Paths", proxy -> proxy.expose().paths(), EXPOSE_PATH)
            .build();

    private static final Fields<ConnectProxyConfig> TRANSPARENT_PROXY = Fields.<ConnectProxyConfig>builder()
            .number("OutboundListenerPort", proxy -> proxy.transparentProxy().outboundListenerPort())
            .flag("DialedDirectly", proxy -> proxy.transparentProxy().dialedDirectly())
            .build();

    private static final Fields<ConnectProxyConfig> PROXY = Fields.<ConnectProxyConfig>builder()
            .text("DestinationServiceName", ConnectProxyConfig::destinationServiceName)
            .text("DestinationServiceID", ConnectProxyConfig::destinationServiceId)
            .text("LocalServiceAddress", ConnectProxyConfig::localServiceAddress)
            .number("LocalServicePort", ConnectProxyConfig::localServicePort)
            .text("LocalServiceSocketPath", ConnectProxyConfig::localServiceSocketPath)
            .text("Mode", ConnectProxyConfig::mode)
            .list("Upstreams", ConnectProxyConfig::upstreams, UPSTREAM)
            .object("MeshGateway", proxy -> proxy, mode(proxy -> proxy.meshGateway()
                    .mode()))
            .object("Expose", proxy -> proxy, EXPOSE)
            .object("TransparentProxy", proxy -> proxy, TRANSPARENT_PROXY)
            .build();

    private static final Fields<NodeService> CONNECT = Fields.<NodeService>builder()
            .flag("Native", service -> service.connect().isNative())
            .build();

    private static final Fields<Node> NODE = Fields.<Node>builder()
            .text("ID", Node::id)
            .text("Node", Node::node)
            .text("Address", Node::address)
            .text("Datacenter", Node::datacenter)
            .map("TaggedAddresses", Node::taggedAddresses)
            .map("Meta", Node::meta)
            .build();

    private static final Fields<NodeService> NODE_SERVICE = Fields.<NodeService>builder()
            .text("Kind", NodeService::kind)
            .text("ID", NodeService::id)
            .text("Service", NodeService::service)
            .texts("Tags", NodeService::tags)
            .text("Address", NodeService::address)
            .map("TaggedAddresses", NodeService::taggedAddresses, ADDRESS)
            .map("Meta", NodeService::meta)
            .number("Port", NodeService::port)
            .text("SocketPath", NodeService::socketPath)
            .object("Weights", NodeService::weights, WEIGHTS)
            .flag("EnableTagOverride", NodeService::enableTagOverride)
            .object("Proxy", NodeService::proxy, PROXY)
            .object("Connect", service -> service, CONNECT)
            .build();

    private static final Fields<ServiceNode> SERVICE_NODE = Fields.<ServiceNode>builder()
            .text("ID", row -> row.node().id())
            .text("Node", row -> row.node().node())
            .text("Address", row -> row.node().address())
            .text("Datacenter", row -> row.node().datacenter())
            .map("TaggedAddresses", row -> row.node().taggedAddresses())
            .map("NodeMeta", row -> row.node().meta())
            .text("ServiceKind", row -> row.service().kind())
            .text("ServiceID", row -> row.service().id())
            .text("ServiceName", row -> row.service().service())
            .texts("ServiceTags", row -> row.service().tags())
            .text("ServiceAddress", row -> row.service().address())
            .map("ServiceTaggedAddresses", row -> row.service().taggedAddresses(), ADDRESS)
            .object("ServiceWeights", row -> row.service().weights(), WEIGHTS)
            .map("ServiceMeta", row -> row.service().meta())
            .number("ServicePort", row -> row.service().port())
            .text("ServiceSocketPath", row -> row.service().socketPath())
            .flag("ServiceEnableTagOverride", row -> row.service().enableTagOverride())
            .object("ServiceProxy", row -> row.service().proxy(), PROXY)
            .object("ServiceConnect", ServiceNode::service, CONNECT)
            .build();

    private static final Fields<HealthCheck> CHECK = Fields.<HealthCheck>builder()
            .text("Node", HealthCheck::node)
            .text("CheckID", HealthCheck::checkId)
            .text("Name", HealthCheck::name)
            .text("Status", HealthCheck::status)
            .text("Notes", HealthCheck::notes)
            .text("Output", HealthCheck::output)
            .text("ServiceID", HealthCheck::serviceId)
            .text("ServiceName", HealthCheck::serviceName)
            .texts("ServiceTags", HealthCheck::serviceTags)
            .text("Type", HealthCheck::type)
            .text("Interval", HealthCheck::interval)
            .text("Timeout", HealthCheck::timeout)
            .number("ExposedPort", HealthCheck::exposedPort)
            .build();

    private static final Fields<CheckServiceNode> INSTANCE = Fields.<CheckServiceNode>builder()
            .object("Node", CheckServiceNode::node, NODE)
            .object("Service", CheckServiceNode::service, NODE_SERVICE)
            .list("Checks", CheckServiceNode::checks, CHECK)
            .build();

    private final Filters<Node> nodes = new Filters<>(NODE);
    private final Filters<ServiceNode> serviceNodes = new Filters<>(SERVICE_NODE);
    private final Filters<NodeService> services = new Filters<>(NODE_SERVICE);
    private final Filters<HealthCheck> checks = new Filters<>(CHECK);
    private final Filters<CheckServiceNode> instances = new Filters<>(INSTANCE);

    /** Filters over nodes. */
    public Filters<Node> nodes() {
        return nodes;
    }

    /** Filters over instances with their nodes, flat. */
    public Filters<ServiceNode> serviceNodes() {
        return serviceNodes;
    }

    /** Filters over instances without nodes. */
    public Filters<NodeService> services() {
        return services;
    }

    /** Filters over checks. */
    public Filters<HealthCheck> checks() {
        return checks;
    }

    /** Filters over instances with their nodes and checks. */
    public Filters<CheckServiceNode> instances() {
        return instances;
    }

    private static <T> Fields<T> mode(Function<T, String> get) {
        return Fields.<T>builder().text("Mode", get).build();
    }
}
