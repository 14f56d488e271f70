package io.curia.service.agent;

import io.curia.http.json.JsonWriter;
import io.curia.http.json.Optionals;
import io.curia.model.ConnectProxyConfig;
import io.curia.model.ExposeConfig;
import io.curia.model.ExposePath;
import io.curia.model.MeshGatewayConfig;
import io.curia.model.TransparentProxyConfig;
import io.curia.model.Upstream;
import java.util.Map;

/** How the settings of an agent's own proxies look on the wire (http-api §16), which is not quite how the catalog's do. */
final class AgentProxyJson {
    private static final JsonWriter.Name MODE = JsonWriter.Name.of("Mode");
    private static final JsonWriter.Name MESH_GATEWAY = JsonWriter.Name.of("MeshGateway");
    private static final JsonWriter.Name EXPOSE = JsonWriter.Name.of("Expose");

    private static final JsonWriter.Name CONFIG = JsonWriter.Name.of("Config");
    private static final JsonWriter.Name UPSTREAMS = JsonWriter.Name.of("Upstreams");

    private AgentProxyJson() {}

    /** Writes the settings as an agent shows its own: what is not set is left out, but for gateways and exposed paths. */
    static void write(ConnectProxyConfig proxy, JsonWriter json) {
        Optionals set = new Optionals(json);
        beginning(proxy, json);
        set.text("Mode", proxy.mode());
        transparentProxy(proxy.transparentProxy(), json);
        config(proxy.config(), json);
        if (proxy.upstreams() != null && !proxy.upstreams().isEmpty()) {
            json.name(UPSTREAMS).beginArray();
            proxy.upstreams().forEach(upstream -> {
                json.beginObject();
                set.text("DestinationType", upstream.destinationType());
                set.text("DestinationNamespace", upstream.destinationNamespace());
                json.name("DestinationName").value(upstream.destinationName());
                set.text("Datacenter", upstream.datacenter());
                listener(upstream, json);
                config(upstream.config(), json);
                end(upstream, json);
            });
            json.endArray();
        }
        meshGateway(proxy.meshGateway(), json.name(MESH_GATEWAY));
        expose(proxy.expose(), json.name(EXPOSE));
        json.endObject();
    }

    private static void beginning(ConnectProxyConfig proxy, JsonWriter json) {
        json.beginObject();
        Optionals set = new Optionals(json);
        set.text("DestinationServiceName", proxy.destinationServiceName());
        set.text("DestinationServiceID", proxy.destinationServiceId());
        set.text("LocalServiceAddress", proxy.localServiceAddress());
        set.number("LocalServicePort", proxy.localServicePort());
        set.text("LocalServiceSocketPath", proxy.localServiceSocketPath());
    }

    private static void config(Map<String, Object> config, JsonWriter json) {
        if (config != null && !config.isEmpty()) {
            json.name(CONFIG).any(config);
        }
    }

    private static void listener(Upstream upstream, JsonWriter json) {
        Optionals set = new Optionals(json);
        set.text("LocalBindAddress", upstream.localBindAddress());
        set.number("LocalBindPort", upstream.localBindPort());
        set.text("LocalBindSocketPath", upstream.localBindSocketPath());
        set.text("LocalBindSocketMode", upstream.localBindSocketMode());
    }

    private static void end(Upstream upstream, JsonWriter json) {
        meshGateway(upstream.meshGateway(), json.name(MESH_GATEWAY));
        new Optionals(json).flag("CentrallyConfigured", upstream.centrallyConfigured());
        json.endObject();
    }

    private static void transparentProxy(TransparentProxyConfig proxy, JsonWriter json) {
        if (!proxy.equals(TransparentProxyConfig.EMPTY)) {
            Optionals set = new Optionals(json);
            json.name("TransparentProxy").beginObject();
            set.number("OutboundListenerPort", proxy.outboundListenerPort());
            set.flag("DialedDirectly", proxy.dialedDirectly());
            json.endObject();
        }
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
                json.name("ParsedFromCheck").value(path.parsedFromCheck());
                json.endObject();
            }
            json.endArray();
        }
        json.endObject();
    }
}
