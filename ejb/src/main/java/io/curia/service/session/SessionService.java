package io.curia.service.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.NodeInfo;
import io.curia.fsm.session.SessionCommand;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Bodies;
import io.curia.http.Datacenters;
import io.curia.http.Failures;
import io.curia.http.Header;
import io.curia.http.Namespaces;
import io.curia.http.QueryMeta;
import io.curia.http.ReadOptions;
import io.curia.http.RefusedException;
import io.curia.http.json.JsonSteps;
import io.curia.model.Session;
import io.curia.query.BlockingQueries;
import io.curia.query.Proposals;
import io.curia.service.rows.RowJson;
import io.curia.state.Sessions;
import io.curia.text.Durations;
import io.curia.text.Utf8;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Sessions: {@code /v1/session/…} (http-api §6). Stages never fail: what goes wrong is an answer too. Safe for use by
 * any thread; never blocks.
 */
@ApplicationScoped
public class SessionService {
    private static final long LEAST_TTL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long GREATEST_TTL_NANOS = TimeUnit.HOURS.toNanos(24);
    /** What the list of rows found takes for each, in bytes: the rows themselves are those of the state. */
    private static final long HELD = 16;

    private static final String APPLY_FAILED = "apply failed: ";

    private final BlockingQueries queries;
    private final Proposals proposals;
    private final Datacenters datacenters;
    private final LeaderQuestions leader;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SessionService(
            BlockingQueries queries,
            Proposals proposals,
            Datacenters datacenters,
            LeaderQuestions leader,
            NodeInfo node) {
        this.queries = queries;
        this.proposals = proposals;
        this.datacenters = datacenters;
        this.leader = leader;
        this.node = node;
    }

    /** For the container's proxy only. */
    protected SessionService() {
        this(null, null, null, null, null);
    }

    /** Creates a session with an id of the server's choice, and answers the id. */
    public CompletionStage<Answer> create(ApiRequest request) {
        return Failures.guard(() -> {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            Namespaces.requireNone(request);
            Session wish = wish(request);
            datacenters.requireLocal(options);
            if (wish.node().isEmpty()) {
                throw RefusedException.text(500, "Must provide Node");
            }
            requireBehavior(wish.behavior());
            requireTtl(wish.ttl());
            Session session = wish.withId(UUID.randomUUID().toString());
            return proposals.propose(
                    SessionCommand.create(session),
                    APPLY_FAILED,
                    result -> Answer.json(SessionJson.created(session.id(), options.pretty())));
        });
    }

    /** Ends a session; its locks are released or their keys deleted. True also when there is no such session. */
    public CompletionStage<Answer> destroy(ApiRequest request) {
        return Failures.guard(() -> {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            Namespaces.requireNone(request);
            String id = requireId(request);
            datacenters.requireLocal(options);
            SessionIds.require(queries.state(), id, APPLY_FAILED, List.of());
            return proposals.propose(
                    SessionCommand.destroy(id), APPLY_FAILED, result -> Proposals.written(result, options.pretty()));
        });
    }

    /** Starts a session's time to live anew, on the leader. */
    public CompletionStage<Answer> renew(ApiRequest request) {
        return Failures.guard(() -> {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            Namespaces.requireNone(request);
            String id = requireId(request);
            datacenters.requireLocal(options);
            SessionIds.require(queries.state(), id, "", List.of());
            return leader.renew(id)
                    .thenCompose(
                            known -> known ? renewed(id, options) : CompletableFuture.completedFuture(unknown(id)));
        });
    }

    /** One session as a list, or an empty list; may wait for a change. */
    public CompletionStage<Answer> info(ApiRequest request) {
        return Failures.guard(() -> {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            Namespaces.requireNone(request);
            String id = requireId(request);
            datacenters.requireLocalForQuery(options);
            SessionIds.require(queries.state(), id, "", QueryMeta.NOTHING_READ);
            return queries.answer(
                    options,
                    (txn, watch) -> Sessions.get(txn, id, watch),
                    (session, meta) -> sessions(session == null ? List.of() : List.of(session), options, meta));
        });
    }

    /** The sessions of a node; may wait for a change. */
    public CompletionStage<Answer> node(ApiRequest request) {
        return Failures.guard(() -> {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            Namespaces.requireNone(request);
            String name = new String(request.argument(), UTF_8);
            if (name.isEmpty()) {
                throw RefusedException.text(400, "Missing node name");
            }
            datacenters.requireLocalForQuery(options);
            return queries.answerMany(
                    options,
                    (txn, watch) -> Sessions.ofNode(txn, name, watch),
                    (sessions, meta) -> sessions(sessions, options, meta));
        });
    }

    /** All sessions; may wait for a change. */
    public CompletionStage<Answer> list(ApiRequest request) {
        return Failures.guard(() -> {
            ReadOptions options = ReadOptions.parse(request.params(), request.headers());
            Namespaces.requireNone(request);
            datacenters.requireLocalForQuery(options);
            return queries.answerMany(options, Sessions::list, (sessions, meta) -> sessions(sessions, options, meta));
        });
    }

    private CompletionStage<Answer> renewed(String id, ReadOptions options) {
        return queries.once(options, (txn, grant) -> Sessions.get(txn, id, null).value())
                .thenApply(session -> session == null ? unknown(id) : sessions(List.of(session), options, List.of()));
    }

    /** No body wishes nothing, and neither does null: all stays as it is by default. */
    private Session wish(ApiRequest request) {
        boolean none = !request.body().isTooLong() && request.body().bytes().length == 0;
        Session wish =
                none ? null : Bodies.json(request, SessionJson.reader(node.nodeName()), "Request decode failed: ");
        return wish == null ? SessionJson.defaults(node.nodeName()) : wish;
    }

    private static void requireBehavior(String behavior) {
        if (!behavior.equals(Session.RELEASE) && !behavior.equals(Session.DELETE)) {
            throw RefusedException.text(500, "Invalid Behavior setting '" + behavior + "'");
        }
    }

    private static void requireTtl(String ttl) {
        if (ttl.isEmpty()) {
            return;
        }
        OptionalLong nanos = Durations.parse(ttl);
        if (nanos.isEmpty()) {
            throw RefusedException.text(500, "Session TTL '" + ttl + "' invalid: " + Durations.fault(ttl));
        }
        long asked = nanos.getAsLong();
        if (asked != 0 && (asked < LEAST_TTL_NANOS || asked > GREATEST_TTL_NANOS)) {
            throw RefusedException.text(500, "Invalid Session TTL '" + asked + "', must be between [10s=24h0m0s]");
        }
    }

    private static String requireId(ApiRequest request) {
        if (request.argument().length == 0) {
            throw RefusedException.text(400, "Missing session");
        }
        return Utf8.decode(request.argument(), 0, request.argument().length);
    }

    private static Answer unknown(String id) {
        return Answer.text(404, "Session id '" + id + "' not found");
    }

    private static Answer sessions(List<Session> sessions, ReadOptions options, List<Header> meta) {
        return Answer.json(
                meta,
                options.pretty(),
                HELD * sessions.size(),
                () -> JsonSteps.array(sessions, RowJson.SESSION::write));
    }
}
