package io.curia.model;

import static io.curia.model.Trait.Plain.INTERNAL;
import static io.curia.model.Trait.Plain.OMIT_EMPTY;
import static io.curia.model.Trait.Plain.SNAKE_CASE;
import static io.curia.model.Trait.Plain.UNFILTERED;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A service, or prepared query, that a proxy listens for on behalf of its own service (fsm-commands §3).
 *
 * @param destinationType {@code service}, {@code prepared_query} or an empty text for the former
 * @param destinationNamespace an empty text, for there is one namespace
 * @param destinationName name of the service or query
 * @param datacenter where it is; an empty text for here
 * @param localBindAddress where the proxy listens for it
 * @param localBindPort its port there
 * @param localBindSocketPath a Unix socket instead
 * @param localBindSocketMode the socket's permissions
 * @param config settings of any kind for the proxy; null and empty differ
 * @param meshGateway how gateways are used
 * @param ingressHosts hosts it is served for; null and empty differ
 * @param centrallyConfigured whether it comes from a config entry
 */
public record Upstream(
        String destinationType,
        String destinationNamespace,
        String destinationName,
        String datacenter,
        String localBindAddress,
        int localBindPort,
        String localBindSocketPath,
        String localBindSocketMode,
        Map<String, Object> config,
        MeshGatewayConfig meshGateway,
        List<String> ingressHosts,
        boolean centrallyConfigured) {
    private static final Shape.Fields<Upstream> FIELDS = new Shape.Fields<>();
    public static final Value<Upstream, String> DESTINATION_TYPE =
            FIELDS.text("DestinationType", Upstream::destinationType, SNAKE_CASE);
    public static final Value<Upstream, String> DESTINATION_NAMESPACE =
            FIELDS.text("DestinationNamespace", Upstream::destinationNamespace, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<Upstream, String> DESTINATION_NAME =
            FIELDS.text("DestinationName", Upstream::destinationName, SNAKE_CASE);
    public static final Value<Upstream, String> DATACENTER = FIELDS.text("Datacenter", Upstream::datacenter);
    public static final Value<Upstream, String> LOCAL_BIND_ADDRESS =
            FIELDS.text("LocalBindAddress", Upstream::localBindAddress, SNAKE_CASE, OMIT_EMPTY);
    public static final Whole<Upstream> LOCAL_BIND_PORT =
            FIELDS.int32("LocalBindPort", Upstream::localBindPort, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<Upstream, String> LOCAL_BIND_SOCKET_PATH =
            FIELDS.text("LocalBindSocketPath", Upstream::localBindSocketPath, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<Upstream, String> LOCAL_BIND_SOCKET_MODE =
            FIELDS.text("LocalBindSocketMode", Upstream::localBindSocketMode, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<Upstream, Map<String, Object>> CONFIG = FIELDS.anyMap("Config", Upstream::config);
    public static final Value<Upstream, MeshGatewayConfig> MESH_GATEWAY =
            FIELDS.row("MeshGateway", Upstream::meshGateway, MeshGatewayConfig.SHAPE, SNAKE_CASE);
    public static final Value<Upstream, List<String>> INGRESS_HOSTS =
            FIELDS.texts("IngressHosts", Upstream::ingressHosts, INTERNAL);
    public static final Flag<Upstream> CENTRALLY_CONFIGURED =
            FIELDS.flag("CentrallyConfigured", Upstream::centrallyConfigured, OMIT_EMPTY, UNFILTERED);

    /** Its fields. */
    public static final Shape<Upstream> SHAPE = FIELDS.make(draft -> new Upstream(
            draft.get(DESTINATION_TYPE),
            draft.get(DESTINATION_NAMESPACE),
            draft.get(DESTINATION_NAME),
            draft.get(DATACENTER),
            draft.get(LOCAL_BIND_ADDRESS),
            (int) draft.get(LOCAL_BIND_PORT),
            draft.get(LOCAL_BIND_SOCKET_PATH),
            draft.get(LOCAL_BIND_SOCKET_MODE),
            draft.get(CONFIG),
            draft.get(MESH_GATEWAY),
            draft.get(INGRESS_HOSTS),
            draft.get(CENTRALLY_CONFIGURED)));

    /** The type of an upstream that is a service. */
    public static final String SERVICE = "service";

    /** The type of an upstream that is a prepared query. */
    public static final String PREPARED_QUERY = "prepared_query";

    public Upstream {
        Objects.requireNonNull(destinationName);
        Objects.requireNonNull(meshGateway);
        config = CompactMap.deepCopyOf(config);
        ingressHosts = Lists.copyOf(ingressHosts);
        // one for all, for many upstreams have it
        meshGateway = meshGateway.equals(MeshGatewayConfig.EMPTY) ? MeshGatewayConfig.EMPTY : meshGateway;
    }

    /** An upstream that is a service of this datacenter. */
    public static Upstream of(String service, int localBindPort) {
        return SHAPE.draft()
                .set(DESTINATION_NAME, service)
                .set(LOCAL_BIND_PORT, localBindPort)
                .build();
    }

    /** The same of another type. */
    public Upstream withDestinationType(String newType) {
        return SHAPE.draft(this).set(DESTINATION_TYPE, newType).build();
    }
}
