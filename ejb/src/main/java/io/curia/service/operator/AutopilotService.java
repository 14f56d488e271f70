package io.curia.service.operator;

import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.LeaderReport;
import io.curia.fsm.autopilot.AutopilotCommand;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.model.AutopilotConfig;
import io.curia.query.BlockingQueries;
import io.curia.query.Proposals;
import io.curia.refusal.Refusal;
import io.curia.state.AutopilotConfigs;
import io.curia.text.Numbers;
import io.curia.text.Numbers.NotANumberException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The autopilot: {@code /v1/operator/autopilot/…} (raft-and-autopilot §5). Safe for use by any thread; never blocks. */
@ApplicationScoped
public class AutopilotService {
    private static final String BAD_CONFIG = "Bad request: Error parsing autopilot config: ";
    private static final String BAD_CAS = "Bad request: Error parsing cas value: ";
    private static final int UNHEALTHY = 429;

    private final BlockingQueries queries;
    private final Proposals proposals;
    private final LeaderQuestions leader;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public AutopilotService(BlockingQueries queries, Proposals proposals, LeaderQuestions leader) {
        this.queries = queries;
        this.proposals = proposals;
        this.leader = leader;
    }

    /** The configuration; all zero as long as no leader has written one. */
    public CompletionStage<Answer> configuration(Call call) {
        return queries.once(call, (txn, grant) -> {
            var config = AutopilotConfigs.get(txn, null).value();
            return Answer.json(AutopilotJson.config(config == null ? AutopilotConfig.EMPTY : config, call.pretty()));
        });
    }

    /** Writes the configuration, with {@code cas} only if nobody else has since. */
    public CompletionStage<Answer> configure(Call call) {
        var body = Bodies.json(call, AutopilotJson.CONFIG, BAD_CONFIG);
        boolean cas = call.params().has("cas");
        var config = (body == null ? AutopilotConfig.EMPTY : body).withIndexes(0, cas ? cas(call) : 0);
        return proposals
                .propose(call, new AutopilotCommand("", config, cas, ""))
                .thenApply(result -> Answer.truth(Proposals.tookEffect(result), call.pretty()));
    }

    private static long cas(Call call) {
        try {
            return Numbers.parseUnsigned(call.params().text("cas"));
        } catch (NotANumberException e) {
            throw Refusal.invalid(BAD_CAS + e.getMessage());
        }
    }

    /** How well the servers are; with status 429 if not all are well. */
    public CompletionStage<Answer> health(Call call) {
        return report(call, LeaderReport.Kind.HEALTH)
                .thenApply(report -> report.healthy()
                        ? Answer.json(report.json())
                        : Answer.of(UNHEALTHY, "application/json", List.of(), report.json()));
    }

    /** All that the autopilot sees. */
    public CompletionStage<Answer> state(Call call) {
        return report(call, LeaderReport.Kind.STATE).thenApply(report -> Answer.json(report.json()));
    }

    /** Whether all servers have the same state; not known by Consul. */
    public CompletionStage<Answer> comparison(Call call) {
        return report(call, LeaderReport.Kind.COMPARISON).thenApply(report -> Answer.json(report.json()));
    }

    private CompletionStage<LeaderReport> report(Call call, LeaderReport.Kind kind) {
        call.requireLocal();
        return leader.report(kind, call.pretty())
                .thenApply(report -> report.orElseThrow(
                        () -> Refusal.rejected("the leader has not looked at the servers yet, try again")));
    }
}
