package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;
import static io.curia.model.Trait.Plain.SNAKE_CASE;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a service of kind {@code connect-proxy}, or a gateway, stands for and how it works (fsm-commands §3).
 *
 * @param destinationServiceName the service it represents
 * @param destinationServiceId the instance it stands beside
 * @param localServiceAddress where that instance listens
 * @param localServicePort its port there
 * @param localServiceSocketPath a Unix socket instead
 * @param mode an empty text, {@code transparent} or {@code direct}
 * @param config settings of any kind; null and empty differ
 * @param upstreams what it listens for; null and empty differ
 * @param meshGateway how gateways are used
 * @param expose what it serves without encryption
 * @param transparentProxy how it takes redirected traffic
 */
public record ConnectProxyConfig(
        String destinationServiceName,
        String destinationServiceId,
        String localServiceAddress,
        int localServicePort,
        String localServiceSocketPath,
        String mode,
        Map<String, Object> config,
        List<Upstream> upstreams,
        MeshGatewayConfig meshGateway,
        ExposeConfig expose,
        TransparentProxyConfig transparentProxy) {
    private static final Shape.Fields<ConnectProxyConfig> FIELDS = new Shape.Fields<>();
    public static final Value<ConnectProxyConfig, String> DESTINATION_SERVICE_NAME =
            FIELDS.text("DestinationServiceName", ConnectProxyConfig::destinationServiceName, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<ConnectProxyConfig, String> DESTINATION_SERVICE_ID =
            FIELDS.text("DestinationServiceID", ConnectProxyConfig::destinationServiceId, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<ConnectProxyConfig, String> LOCAL_SERVICE_ADDRESS =
            FIELDS.text("LocalServiceAddress", ConnectProxyConfig::localServiceAddress, SNAKE_CASE, OMIT_EMPTY);
    public static final Whole<ConnectProxyConfig> LOCAL_SERVICE_PORT =
            FIELDS.int32("LocalServicePort", ConnectProxyConfig::localServicePort, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<ConnectProxyConfig, String> LOCAL_SERVICE_SOCKET_PATH =
            FIELDS.text("LocalServiceSocketPath", ConnectProxyConfig::localServiceSocketPath, SNAKE_CASE, OMIT_EMPTY);
    public static final Value<ConnectProxyConfig, String> MODE = FIELDS.text("Mode", ConnectProxyConfig::mode);
    public static final Value<ConnectProxyConfig, Map<String, Object>> CONFIG =
            FIELDS.anyMap("Config", ConnectProxyConfig::config, OMIT_EMPTY);
    public static final Value<ConnectProxyConfig, List<Upstream>> UPSTREAMS =
            FIELDS.rows("Upstreams", ConnectProxyConfig::upstreams, Upstream.SHAPE, OMIT_EMPTY);
    public static final Value<ConnectProxyConfig, MeshGatewayConfig> MESH_GATEWAY =
            FIELDS.row("MeshGateway", ConnectProxyConfig::meshGateway, MeshGatewayConfig.SHAPE, SNAKE_CASE);
    public static final Value<ConnectProxyConfig, ExposeConfig> EXPOSE =
            FIELDS.row("Expose", ConnectProxyConfig::expose, ExposeConfig.SHAPE);
    public static final Value<ConnectProxyConfig, TransparentProxyConfig> TRANSPARENT_PROXY = FIELDS.row(
            "TransparentProxy",
            ConnectProxyConfig::transparentProxy,
            TransparentProxyConfig.SHAPE,
            SNAKE_CASE,
            OMIT_EMPTY);

    /** Its fields. */
    public static final Shape<ConnectProxyConfig> SHAPE = FIELDS.make(draft -> new ConnectProxyConfig(
            draft.get(DESTINATION_SERVICE_NAME),
            draft.get(DESTINATION_SERVICE_ID),
            draft.get(LOCAL_SERVICE_ADDRESS),
            (int) draft.get(LOCAL_SERVICE_PORT),
            draft.get(LOCAL_SERVICE_SOCKET_PATH),
            draft.get(MODE),
            draft.get(CONFIG),
            draft.get(UPSTREAMS),
            draft.get(MESH_GATEWAY),
            draft.get(EXPOSE),
            draft.get(TRANSPARENT_PROXY)));

    /** What every service has that is no proxy. */
    public static final ConnectProxyConfig EMPTY = SHAPE.zero();

    public ConnectProxyConfig {
        Objects.requireNonNull(destinationServiceName);
        Objects.requireNonNull(meshGateway);
        Objects.requireNonNull(expose);
        Objects.requireNonNull(transparentProxy);
        config = CompactMap.deepCopyOf(config);
        upstreams = Lists.copyOf(upstreams);
        // one for all, for many proxies have it
        meshGateway = meshGateway.equals(MeshGatewayConfig.EMPTY) ? MeshGatewayConfig.EMPTY : meshGateway;
    }

    /** A proxy for a service. */
    public static ConnectProxyConfig of(String destinationServiceName, List<Upstream> upstreams) {
        return SHAPE.draft()
                .set(DESTINATION_SERVICE_NAME, destinationServiceName)
                .set(UPSTREAMS, upstreams)
                .build();
    }

    /** The same with other upstreams, which may be null. */
    public ConnectProxyConfig withUpstreams(List<Upstream> newUpstreams) {
        return SHAPE.draft(this).set(UPSTREAMS, newUpstreams).build();
    }
}
