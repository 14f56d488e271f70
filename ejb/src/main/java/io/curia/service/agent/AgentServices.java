package io.curia.service.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.agent.Agent;
import io.curia.cluster.NodeInfo;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.http.Needs.Resource;
import io.curia.http.QueryFlags;
import io.curia.http.QueryParams;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.model.NodeService;
import io.curia.query.BlockingQueries;
import io.curia.query.ServiceThreads;
import io.curia.refusal.Refusal;
import io.curia.service.rows.CatalogFilters;
import io.curia.text.Texts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The services registered with this agent: {@code /v1/agent/service…} (http-api §16). Stages never fail: what goes wrong is
 * an answer too. Safe for use by any thread; a registration writes a small file, nothing else blocks.
 */
@ApplicationScoped
public class AgentServices {
    private final Agent agent;
    private final Registrations registrations;
    private final NodeInfo node;
    private final ServiceThreads threads;
    private final CatalogFilters filters;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentServices(Agent agent, NodeInfo node, ServiceThreads threads, CatalogFilters filters) {
        this.agent = agent;
        this.registrations = new Registrations(agent);
        this.node = node;
        this.threads = threads;
        this.filters = filters;
    }

    /** All services by id, or those that a filter lets through. */
    public Answer list(Call call) {
        ReadOptions options = call.options();
        var filter = AgentFilters.of(filters.services(), call);
        var json = new JsonWriter(1024, options.pretty()).beginObject();
        agent.state().services().forEach((id, service) -> {
            if (filter.test(service) && call.authority().sees(Resource.SERVICE, service.service())) {
                AgentJson.service(service, node.datacenter(), null, json.name(id));
            }
        });
        return Answer.json(json.endObject().finish());
    }

    /** One service with a hash of its content; with {@code hash} waits until it differs from that. */
    public CompletionStage<Answer> one(Call call) {
        ReadOptions options = call.options();
        String id = new String(call.argument(), UTF_8);
        String hash = call.params().text("hash");
        if (hash.isEmpty()) {
            return CompletableFuture.completedFuture(one(id, options));
        }
        return new HashWait(id, hash, options).start();
    }

    private Answer one(String id, ReadOptions options) {
        var service = agent.state().service(id);
        if (service.isEmpty()) {
            return Answer.text(404, "unknown service ID: " + id);
        }
        String hash = hash(service.get());
        var json = new JsonWriter(512, options.pretty());
        AgentJson.service(service.get(), node.datacenter(), hash, json);
        return Answer.json(json.finish(), List.of(new Header("X-Consul-Contenthash", hash)));
    }

    /** 64 bits over the service as it is written (FNV-1a), in hexadecimal. */
    private String hash(NodeService service) {
        var json = new JsonWriter(512, false);
        AgentJson.service(service, node.datacenter(), null, json);
        long hash = 0xcbf29ce484222325L;
        for (byte b : json.finish()) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return java.util.HexFormat.of().toHexDigits(hash);
    }

    /** A read that waits until a service is not what its hash says any more. */
    private final class HashWait {
        private final String id;
        private final String hash;
        private final ReadOptions options;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();

        private HashWait(String id, String hash, ReadOptions options) {
            this.id = id;
            this.hash = hash;
            this.options = options;
        }

        private CompletionStage<Answer> start() {
            Runnable look = () -> threads.execute(this::look);
            var listening = agent.state().onChange(look);
            var timer = threads.after(
                    BlockingQueries.boundedWaitNanos(options.waitNanos()), () -> answer.complete(one(id, options)));
            answer.whenComplete((done, failure) -> {
                timer.cancel(false);
                listening.run();
            });
            look();
            return answer;
        }

        private void look() {
            boolean same = agent.state()
                    .service(id)
                    .filter(service -> hash(service).equals(hash))
                    .isPresent();
            if (!same) {
                answer.complete(one(id, options));
            }
        }
    }

    /** Registers the service in the body, with its checks and its sidecar. */
    public CompletionStage<Answer> register(Call call) {
        var definition = Bodies.json(call, AgentBodies.SERVICE, "Request decode failed: ");
        if (definition == null) {
            throw Refusal.invalid("Missing service name");
        }
        return done(registrations.register(definition, QueryFlags.isSet(call.params(), "replace-existing-checks")));
    }

    /** Removes a service with its checks and its sidecar; true also when there is none. */
    public CompletionStage<Answer> deregister(Call call) {
        String id = new String(call.argument(), UTF_8);
        if (id.isEmpty()) {
            throw Refusal.rejected("ServiceID missing");
        }
        return done(agent.deregisterService(id));
    }

    /** Takes a service out of use ({@code enable=true}) or into use again. */
    public CompletionStage<Answer> maintenance(Call call) {
        String id = new String(call.argument(), UTF_8);
        if (id.isEmpty()) {
            throw Refusal.invalid("Missing service ID");
        }
        return agent.setServiceMaintenance(id, reason(call.params()))
                .map(AgentServices::done)
                .orElseThrow(() -> Refusal.notFound("No service registered with ID " + Texts.quote(id)));
    }

    /** Takes the whole node out of use ({@code enable=true}) or into use again. */
    public CompletionStage<Answer> nodeMaintenance(Call call) {
        return done(agent.setNodeMaintenance(reason(call.params())));
    }

    /** The reason for maintenance, or empty if it is over. */
    private static Optional<String> reason(QueryParams params) {
        String enable = params.text("enable");
        if (!params.has("enable")) {
            throw Refusal.invalid("Missing value for enable");
        }
        boolean enabled = QueryFlags.parse(enable)
                .orElseThrow(() -> Refusal.invalid("Invalid value for enable: " + Texts.quote(enable)));
        return enabled ? Optional.of(params.text("reason")) : Optional.empty();
    }

    private static CompletionStage<Answer> done(CompletionStage<Void> stage) {
        return stage.thenApply(nothing -> Answer.empty(200));
    }
}
