package io.curia.service;

import io.curia.model.ConnectProxyConfig;
import io.curia.model.ExposeConfig;
import io.curia.model.ExposePath;
import io.curia.model.MeshGatewayConfig;
import io.curia.model.TransparentProxyConfig;
import io.curia.model.Upstream;
import java.util.List;

/** How the settings of proxies look on the wire (http-api §7). */
public final class ProxyJson {
    private static final JsonWriter.Name MODE = JsonWriter.Name.of("Mode");
    private static final JsonWriter.Name MESH_GATEWAY = JsonWriter.Name.of("MeshGateway");
    private static final JsonWriter.Name EXPOSE = JsonWriter.Name.of("Expose");

    private ProxyJson() {}

    /** Writes the settings; what is not set is left out, but for mode, gateways and exposed paths. */
    public static void write(ConnectProxyConfig proxy, JsonWriter json) {
        json.beginObject();
        Optionals set = new Optionals(json);
        set.text("DestinationServiceName", proxy.destinationServiceName());
        set.text("DestinationServiceID", proxy.destinationServiceId());
        set.text("LocalServiceAddress", proxy.localServiceAddress());
        set.number("LocalServicePort", proxy.localServicePort());
        set.text("LocalServiceSocketPath", proxy.localServiceSocketPath());
        json.name(MODE).value(proxy.mode());
        if (proxy.config() != null && !proxy.config().isEmpty()) {
            json.name("Config").any(proxy.config());
        }
        if (proxy.upstreams() != null && !proxy.upstreams().isEmpty()) {
            upstreams(proxy.upstreams(), json.name("Upstreams"));
        }
        meshGateway(proxy.meshGateway(), json.name(MESH_GATEWAY));
        expose(proxy.expose(), json.name(EXPOSE));
        if (!proxy.transparentProxy().equals(TransparentProxyConfig.EMPTY)) {
            json.name("TransparentProxy").beginObject();
            set.number("OutboundListenerPort", proxy.transparentProxy().outboundListenerPort());
            set.flag("DialedDirectly", proxy.transparentProxy().dialedDirectly());
            json.endObject();
        }
        json.endObject();
    }

    private static void upstreams(List<Upstream> upstreams, JsonWriter json) {
        json.beginArray();
        Optionals set = new Optionals(json);
        for (Upstream upstream : upstreams) {
            json.beginObject();
            json.name("DestinationType").value(upstream.destinationType());
            set.text("DestinationNamespace", upstream.destinationNamespace());
            json.name("DestinationName").value(upstream.destinationName());
            json.name("Datacenter").value(upstream.datacenter());
            set.text("LocalBindAddress", upstream.localBindAddress());
            set.number("LocalBindPort", upstream.localBindPort());
            set.text("LocalBindSocketPath", upstream.localBindSocketPath());
            set.text("LocalBindSocketMode", upstream.localBindSocketMode());
            json.name("Config").any(upstream.config());
            meshGateway(upstream.meshGateway(), json.name(MESH_GATEWAY));
            set.flag("CentrallyConfigured", upstream.centrallyConfigured());
            json.endObject();
        }
        json.endArray();
    }

    private static void meshGateway(MeshGatewayConfig gateway, JsonWriter json) {
        json.beginObject();
        if (!gateway.mode().isEmpty()) {
            json.name(MODE).value(gateway.mode());
        }
        json.endObject();
    }

    private static void expose(ExposeConfig expose, JsonWriter json) {
        json.beginObject();
        Optionals set = new Optionals(json);
        set.flag("Checks", expose.checks());
        if (expose.paths() != null && !expose.paths().isEmpty()) {
            json.name("Paths").beginArray();
            for (ExposePath path : expose.paths()) {
                json.beginObject();
                set.number("ListenerPort", path.listenerPort());
                set.text("Path", path.path());
                set.number("LocalPathPort", path.localPathPort());
                set.text("Protocol", path.protocol());
                set.flag("ParsedFromCheck", path.parsedFromCheck());
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }
}
