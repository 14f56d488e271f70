package io.curia.service.catalog;

import io.curia.filter.Filter;
import io.curia.http.Answer;
import io.curia.http.CacheControl;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.http.Needs.Resource;
import io.curia.http.QueryParams;
import io.curia.http.json.JsonSteps;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.CheckServiceNode;
import io.curia.model.HealthCheck;
import io.curia.query.Visible;
import io.curia.service.rows.CatalogFilters;
import io.curia.service.rows.RowJson;
import io.curia.state.HealthReads;
import io.curia.state.Indexed;
import io.curia.state.ReadFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Checks, and services with their checks: {@code /v1/health} (http-api §8). Stages never fail: what goes wrong is an
 * answer too. Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class HealthService {
    /** What the list of rows found takes for each check, and for each instance, in bytes; they are the state's. */
    private static final long HELD_CHECK = 16;

    private static final long HELD_INSTANCE = 128;

    private static final Visible.Row<HealthCheck> SEEN_CHECK =
            (authority, check) -> authority.sees(Resource.NODE, check.node())
                    && (check.isOfNode() || authority.sees(Resource.SERVICE, check.serviceName()));
    private static final Visible.Row<CheckServiceNode> SEEN_INSTANCE =
            (authority, row) -> authority.sees(Resource.NODE, row.node().node())
                    && authority.sees(Resource.SERVICE, row.service().service());

    private final CatalogQueries queries;
    private final CatalogFilters filters;

    /** A read of checks by a name. */
    @FunctionalInterface
    private interface CheckReading {
        Indexed<List<HealthCheck>> read(ReadTxn txn, String name, ReadFilter rows, WatchSet watch);
    }

    /** Made by the container, or by hand from its parts. */
    @Inject
    public HealthService(CatalogQueries queries, CatalogFilters filters) {
        this.queries = queries;
        this.filters = filters;
    }

    /** The checks of a node. */
    public CompletionStage<Answer> node(Call call) {
        return checks(call, "Missing node name", (txn, name, rows, watch) -> HealthReads.nodeChecks(txn, name, watch));
    }

    /** The checks of a service's instances. */
    public CompletionStage<Answer> checks(Call call) {
        return checks(call, "Missing service name", HealthReads::serviceChecks);
    }

    /** The checks of one status, or of any. */
    public CompletionStage<Answer> state(Call call) {
        return checks(call, "Missing check state", HealthReads::checksInState);
    }

    /** The instances of a service with nodes and checks. */
    public CompletionStage<Answer> service(Call call) {
        return instances(call, true, HealthReads::service);
    }

    /** What lets others reach a service through the mesh, with nodes and checks. */
    public CompletionStage<Answer> connect(Call call) {
        return instances(call, true, HealthReads::connect);
    }

    /** The ingress gateways that lead to a service, with nodes and checks. */
    public CompletionStage<Answer> ingress(Call call) {
        return instances(call, false, HealthReads::ingress);
    }

    private CompletionStage<Answer> checks(Call call, String missing, CheckReading read) {
        CatalogQuery query = queries.parse(call);
        String name = Arguments.require(call, missing);
        Filter<HealthCheck> filter = query.filter(filters.checks());
        return queries.answer(
                query,
                (txn, watch) -> CatalogQueries.arrange(
                        txn, query, read.read(txn, name, query.rows(), watch), filter, HealthCheck::node),
                Visible.rows(SEEN_CHECK),
                (found, meta) -> Answer.json(
                        meta,
                        query.call().pretty(),
                        HELD_CHECK * found.size(),
                        () -> JsonSteps.array(found, RowJson.CHECK::write)));
    }

    /** @param streamed whether the reference answers waiting and cached queries by its other way */
    private CompletionStage<Answer> instances(
            Call call, boolean streamed, Arguments.ServiceReading<CheckServiceNode> read) {
        CatalogQuery query = queries.parse(call);
        String service = Arguments.require(call, "Missing service name");
        Filter<CheckServiceNode> filter = query.filter(filters.instances());
        boolean streaming = streamed
                && query.near().isEmpty()
                && (query.cached() || call.options().isBlocking());
        return queries.answerCached(
                query,
                CacheControl.parse(call.headers()),
                (txn, watch) -> CatalogQueries.arrange(
                        txn, query, read.read(txn, service, query.rows(), watch), filter, row -> row.node()
                                .node()),
                Visible.rows(SEEN_INSTANCE),
                (found, meta) -> render(
                        found,
                        call.params(),
                        query.call().pretty(),
                        streaming ? CatalogQueries.streaming(meta) : meta));
    }

    private static Answer render(
            List<CheckServiceNode> found, QueryParams params, boolean pretty, List<Header> headers) {
        Optional<Boolean> passing = passing(params);
        if (passing.isEmpty()) {
            return Answer.text(400, "Invalid value for ?passing", headers);
        }
        List<CheckServiceNode> shown = passing.get() ? passing(found) : found;
        long held = 0;
        for (CheckServiceNode instance : shown) {
            held += HELD_INSTANCE + HELD_CHECK * instance.checks().size();
        }
        return Answer.json(headers, pretty, held, () -> JsonSteps.array(shown, RowJson.INSTANCE::write));
    }

    private static List<CheckServiceNode> passing(List<CheckServiceNode> all) {
        return all.stream()
                .filter(instance -> instance.checks().stream()
                        .allMatch(check -> check.status().equals(HealthCheck.PASSING)))
                .toList();
    }

    /** Whether only healthy instances are wanted; empty if the parameter is neither true nor false. */
    private static Optional<Boolean> passing(QueryParams params) {
        return switch (params.text("passing")) {
            case "" -> Optional.of(params.has("passing"));
            case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
            case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
