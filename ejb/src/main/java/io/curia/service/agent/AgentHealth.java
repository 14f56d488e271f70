package io.curia.service.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.agent.Agent;
import io.curia.agent.ServiceHealth;
import io.curia.cluster.NodeInfo;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Consumer;

/**
 * How this agent's services are: {@code /v1/agent/health/service/…} (http-api §16); the status of the answer says it too.
 * Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class AgentHealth {
    private final Agent agent;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentHealth(Agent agent, NodeInfo node) {
        this.agent = agent;
        this.node = node;
    }

    /** One service by its id. */
    public Answer byId(Call call) {
        ReadOptions options = call.options();
        String id = argument(call, "Bad request: Missing serviceID");
        var found = agent.state().service(id).map(this::health);
        String status = found.map(ServiceHealth::status).orElse(HealthCheck.CRITICAL);
        String reason = found.isPresent() ? status : "ServiceId " + id + " not found";
        String text = found.isPresent() ? status : "\"" + reason + "\"";
        int code = found.isPresent() ? code(status) : 404;
        return answer(call, options, code, reason, text, json -> {
            var service = found.map(ServiceHealth::service).orElse(null);
            var checks = found.map(ServiceHealth::checks).orElse(List.of());
            AgentJson.health(status, service, node.datacenter(), checks, json);
        });
    }

    /** All instances of a service by its name; the status is that of the worst. */
    public Answer byName(Call call) {
        ReadOptions options = call.options();
        String name = argument(call, "Bad request: Missing service Name");
        var found = agent.state().services().values().stream()
                .filter(service -> service.service().equals(name))
                .map(this::health)
                .toList();
        String worst = HealthCheck.PASSING;
        for (var each : found) {
            worst = code(each.status()) > code(worst) || worst.equals(HealthCheck.PASSING) ? each.status() : worst;
        }
        String reason = found.isEmpty() ? "ServiceName " + name + " Not Found" : worst;
        return answer(call, options, found.isEmpty() ? 404 : code(worst), reason, reason, json -> {
            json.beginArray();
            found.forEach(
                    each -> AgentJson.health(each.status(), each.service(), node.datacenter(), each.checks(), json));
            json.endArray();
        });
    }

    private static String argument(Call call, String missing) {
        if (call.argument().length == 0) {
            throw Refusal.invalid(missing);
        }
        return new String(call.argument(), UTF_8);
    }

    private ServiceHealth health(NodeService service) {
        return ServiceHealth.of(service, agent.state());
    }

    private static int code(String status) {
        return switch (status) {
            case HealthCheck.PASSING -> 200;
            case HealthCheck.WARNING -> 429;
            default -> 503;
        };
    }

    private static Answer answer(
            Call call, ReadOptions options, int code, String reason, String text, Consumer<JsonWriter> writer) {
        var headers = List.of(new Header("X-Consul-Reason", reason));
        String accept = call.headers().first("Accept");
        boolean asText = (accept != null && accept.startsWith("text/plain"))
                || call.params().text("format").equals("text");
        if (asText) {
            return Answer.of(code, "text/plain", headers, text.getBytes(UTF_8));
        }
        var json = new JsonWriter(1024, options.pretty());
        writer.accept(json);
        return Answer.of(code, Answer.JSON, headers, json.finish());
    }
}
