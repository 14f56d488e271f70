package io.curia.service.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.agent.Agent;
import io.curia.agent.CheckDefinition;
import io.curia.http.Answer;
import io.curia.http.Authority;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Needs.Resource;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.model.HealthCheck;
import io.curia.refusal.Refusal;
import io.curia.service.rows.CatalogFilters;
import io.curia.service.rows.RowJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/**
 * The checks registered with this agent: {@code /v1/agent/check…} (http-api §16). Stages never fail: what goes wrong is an
 * answer too. Safe for use by any thread; a registration writes a small file, nothing else blocks.
 */
@ApplicationScoped
public class AgentChecks {
    private final Agent agent;
    private final Registrations registrations;
    private final CatalogFilters filters;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AgentChecks(Agent agent, CatalogFilters filters) {
        this.agent = agent;
        this.registrations = new Registrations(agent);
        this.filters = filters;
    }

    /** All checks by id, or those that a filter lets through. */
    public Answer list(Call call) {
        ReadOptions options = call.options();
        var filter = AgentFilters.of(filters.checks(), call);
        var json = new JsonWriter(1024, options.pretty()).beginObject();
        agent.state().checks().forEach((id, local) -> {
            if (filter.test(local.check()) && isSeen(local.check(), call.authority())) {
                RowJson.CHECK.write(local.check(), json.name(id));
            }
        });
        return Answer.json(json.endObject().finish());
    }

    private static boolean isSeen(HealthCheck check, Authority authority) {
        return check.isOfNode()
                ? authority.sees(Resource.NODE, check.node())
                : authority.sees(Resource.SERVICE, check.serviceName());
    }

    /** Registers the check in the body. */
    public CompletionStage<Answer> register(Call call) {
        var check = Bodies.json(call, AgentBodies.CHECK, "Request decode failed: ");
        return done(registrations.register(check == null ? CheckDefinition.EMPTY : check));
    }

    /** Removes a check; true also when there is none. */
    public CompletionStage<Answer> deregister(Call call) {
        String id = id(call);
        if (id.isEmpty()) {
            throw Refusal.rejected("CheckID missing");
        }
        return done(agent.deregisterCheck(id));
    }

    /** Reports that all is well, with a {@code note}. */
    public CompletionStage<Answer> pass(Call call) {
        return reportNote(call, HealthCheck.PASSING);
    }

    /** Reports a warning, with a {@code note}. */
    public CompletionStage<Answer> warn(Call call) {
        return reportNote(call, HealthCheck.WARNING);
    }

    /** Reports a failure, with a {@code note}. */
    public CompletionStage<Answer> fail(Call call) {
        return reportNote(call, HealthCheck.CRITICAL);
    }

    private CompletionStage<Answer> reportNote(Call call, String status) {
        return done(agent.report(id(call), status, call.params().text("note")));
    }

    /** Reports what the body says. */
    public CompletionStage<Answer> update(Call call) {
        var report = Bodies.json(call, AgentBodies.REPORT, "Request decode failed: ");
        String status = report == null ? "" : report.status();
        if (!ServiceRules.isStatus(status)) {
            throw Refusal.invalid("Invalid check status: '" + status + "'");
        }
        return done(agent.report(id(call), status, report.output()));
    }

    private static String id(Call call) {
        return new String(call.argument(), UTF_8);
    }

    private static CompletionStage<Answer> done(CompletionStage<Void> stage) {
        return stage.thenApply(nothing -> Answer.empty(200));
    }
}
