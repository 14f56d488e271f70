package io.curia.service.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.NodeInfo;
import io.curia.fsm.session.SessionCommand;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.http.Needs.Resource;
import io.curia.http.RefusedException;
import io.curia.http.json.JsonSteps;
import io.curia.model.Session;
import io.curia.query.BlockingQueries;
import io.curia.query.Proposals;
import io.curia.query.Visible;
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

    private static final Visible.Row<Session> SEEN = Visible.of(Resource.SESSION, Session::node);

    private static final String APPLY_FAILED = "apply failed: ";

    private final BlockingQueries queries;
    private final Proposals proposals;
    private final LeaderQuestions leader;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SessionService(BlockingQueries queries, Proposals proposals, LeaderQuestions leader, NodeInfo node) {
        this.queries = queries;
        this.proposals = proposals;
        this.leader = leader;
        this.node = node;
    }

    /** Creates a session with an id of the server's choice, and answers the id. */
    public CompletionStage<Answer> create(Call call) {
        Session wish = wish(call);
        call.requireLocal();
        if (wish.node().isEmpty()) {
            throw RefusedException.text(500, "Must provide Node");
        }
        requireBehavior(wish.behavior());
        requireTtl(wish.ttl());
        Session session = wish.withId(UUID.randomUUID().toString());
        return proposals
                .propose(call, SessionCommand.create(session), APPLY_FAILED)
                .thenApply(result -> Answer.json(SessionJson.created(session.id(), call.pretty())));
    }

    /** Ends a session; its locks are released or their keys deleted. True also when there is no such session. */
    public CompletionStage<Answer> destroy(Call call) {
        String id = requireId(call);
        call.requireLocal();
        SessionIds.require(queries.state(), id, APPLY_FAILED, List.of());
        return proposals
                .propose(call, SessionCommand.destroy(id), APPLY_FAILED)
                .thenApply(result -> Answer.truth(Proposals.tookEffect(result), call.pretty()));
    }

    /** Starts a session's time to live anew, on the leader. */
    public CompletionStage<Answer> renew(Call call) {
        String id = requireId(call);
        call.requireLocal();
        SessionIds.require(queries.state(), id, "", List.of());
        return leader.renew(id)
                .thenCompose(known -> known ? renewed(id, call) : CompletableFuture.completedFuture(unknown(id)));
    }

    /** One session as a list, or an empty list; may wait for a change. */
    public CompletionStage<Answer> info(Call call) {
        String id = requireId(call);
        call.requireLocal();
        SessionIds.require(queries.state(), id, "", call.unreadHeaders());
        return queries.answer(
                call,
                (txn, watch) -> Sessions.get(txn, id, watch),
                Visible.one(SEEN),
                (session, meta) -> sessions(session == null ? List.of() : List.of(session), call, meta));
    }

    /** The sessions of a node; may wait for a change. */
    public CompletionStage<Answer> node(Call call) {
        String name = new String(call.argument(), UTF_8);
        if (name.isEmpty()) {
            throw RefusedException.text(400, "Missing node name");
        }
        return queries.answerMany(
                call,
                (txn, watch) -> Sessions.ofNode(txn, name, watch),
                Visible.rows(SEEN),
                (sessions, meta) -> sessions(sessions, call, meta));
    }

    /** All sessions; may wait for a change. */
    public CompletionStage<Answer> list(Call call) {
        return queries.answerMany(
                call, Sessions::list, Visible.rows(SEEN), (sessions, meta) -> sessions(sessions, call, meta));
    }

    private CompletionStage<Answer> renewed(String id, Call call) {
        return queries.once(call, (txn, grant) -> Sessions.get(txn, id, null).value())
                .thenApply(session -> session == null ? unknown(id) : sessions(List.of(session), call, List.of()));
    }

    /** No body wishes nothing, and neither does null: all stays as it is by default. */
    private Session wish(Call call) {
        boolean none = !call.body().isTooLong() && call.body().bytes().length == 0;
        Session wish = none ? null : Bodies.json(call, SessionJson.reader(node.nodeName()), "Request decode failed: ");
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

    private static String requireId(Call call) {
        if (call.argument().length == 0) {
            throw RefusedException.text(400, "Missing session");
        }
        return Utf8.decode(call.argument(), 0, call.argument().length);
    }

    private static Answer unknown(String id) {
        return Answer.text(404, "Session id '" + id + "' not found");
    }

    private static Answer sessions(List<Session> sessions, Call call, List<Header> meta) {
        return Answer.json(
                meta, call.pretty(), HELD * sessions.size(), () -> JsonSteps.array(sessions, RowJson.SESSION::write));
    }
}
