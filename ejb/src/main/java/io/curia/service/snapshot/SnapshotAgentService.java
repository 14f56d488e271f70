package io.curia.service.snapshot;

import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonWriter;
import io.curia.snapshotagent.AgentReport;
import io.curia.snapshotagent.AgentReport.Failure;
import io.curia.snapshotagent.AgentReport.LockHolder;
import io.curia.snapshotagent.RunRecord;
import io.curia.text.Durations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the snapshot agent inside this server did, does and will do: {@code /v1/snapshot/agent}. Safe for use by any
 * thread; never blocks.
 */
@ApplicationScoped
public class SnapshotAgentService {
    private final SnapshotReports reports;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SnapshotAgentService(SnapshotReports reports) {
        this.reports = reports;
    }

    /** How the agent is now; a server without one answers the same fields without content. */
    public Answer report(Call call) {
        ReadOptions options = call.options();
        call.requireLocal();
        JsonWriter json = new JsonWriter(1024, options.pretty());
        write(reports.report(), json);
        return Answer.json(json.finish());
    }

    private static void write(Optional<AgentReport> found, JsonWriter json) {
        json.beginObject();
        json.name("Enabled").value(found.isPresent());
        var state = found.map(AgentReport::state).orElse(AgentReport.State.STOPPED);
        json.name("State").value(state.name().toLowerCase(Locale.ROOT));
        lockHolder(found.flatMap(AgentReport::lockHolder).orElse(null), json.name("LockHolder"));
        json.name("Interval")
                .value(found.map(each -> text(each.schedule().interval())).orElse(null));
        json.name("Retain").value(found.map(each -> each.schedule().retain()).orElse(0));
        json.name("NextRun")
                .value(found.flatMap(AgentReport::nextRun)
                        .map(Instant::toString)
                        .orElse(null));
        failure(found.flatMap(AgentReport::lastError).orElse(null), json.name("LastError"));
        run(found.flatMap(AgentReport::lastSuccess).orElse(null), json.name("LastSuccess"));
        json.name("ConsecutiveFailures")
                .value(found.map(AgentReport::consecutiveFailures).orElse(0));
        json.name("Targets").texts(found.map(AgentReport::targets).orElse(List.of()));
        json.name("History").beginArray();
        found.map(AgentReport::history).orElse(List.of()).forEach(each -> run(each, json));
        json.endArray();
        json.endObject();
    }

    private static void lockHolder(LockHolder holder, JsonWriter json) {
        if (holder == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("Node").value(holder.node());
        json.name("Session").value(holder.session());
        json.endObject();
    }

    private static void failure(Failure failure, JsonWriter json) {
        if (failure == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("Time").value(failure.time().toString());
        json.name("Error").value(failure.error());
        json.endObject();
    }

    private static void run(RunRecord run, JsonWriter json) {
        if (run == null) {
            json.nullValue();
            return;
        }
        json.beginObject();
        json.name("Time").value(run.started().toString());
        // a number of this size would lose its last digits in some clients
        json.name("ID").value(Long.toString(run.id()));
        json.name("Index").unsigned(run.index());
        json.name("Bytes").value(run.bytes());
        json.name("Duration").value(text(run.took()));
        json.name("Targets").beginArray();
        for (var target : run.targets()) {
            json.beginObject();
            json.name("Target").value(target.target());
            json.name("Stored").value(target.stored());
            json.name("Removed").value(target.removed());
            json.name("Error").value(target.error());
            json.endObject();
        }
        json.endArray();
        json.name("Error").value(run.error());
        json.endObject();
    }

    private static String text(Duration duration) {
        return Durations.format(duration.toNanos());
    }
}
