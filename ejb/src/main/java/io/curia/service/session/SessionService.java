package io.curia.service.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.cluster.NodeInfo;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.http.Needs.Resource;
import io.curia.http.json.JsonSteps;
import io.curia.model.Session;
import io.curia.query.BlockingQueries;
import io.curia.query.Visible;
import io.curia.refusal.Refusal;
import io.curia.service.rows.RowJson;
import io.curia.state.Sessions;
import io.curia.text.Utf8;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sessions: {@code /v1/session/…} (http-api §6). Stages never fail: what goes wrong is an answer too. Safe for use by
 * any thread; never blocks.
 */
@ApplicationScoped
public class SessionService {
    /** What the list of rows found takes for each, in bytes: the rows themselves are those of the state. */
    private static final long HELD = 16;

    private static final Visible.Row<Session> SEEN = Visible.of(Resource.SESSION, Session::node);

    private final BlockingQueries queries;
    private final SessionWrites writes;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public SessionService(BlockingQueries queries, SessionWrites writes, NodeInfo node) {
        this.queries = queries;
        this.writes = writes;
        this.node = node;
    }

    /** Creates a session with an id of the server's choice, and answers the id. */
    public CompletionStage<Answer> create(Call call) {
        Session wish = wish(call);
        call.requireLocal();
        return writes.create(wish).thenApply(id -> Answer.json(SessionJson.created(id, call.pretty())));
    }

    /** Ends a session; its locks are released or their keys deleted. True also when there is no such session. */
    public CompletionStage<Answer> destroy(Call call) {
        String id = requireId(call);
        call.requireLocal();
        return writes.destroy(id).thenApply(done -> Answer.truth(done, call.pretty()));
    }

    /** Starts a session's time to live anew, on the leader. */
    public CompletionStage<Answer> renew(Call call) {
        String id = requireId(call);
        call.requireLocal();
        return writes.renew(id)
                .thenCompose(known -> known ? renewed(id, call) : CompletableFuture.failedFuture(unknown(id)));
    }

    /** One session as a list, or an empty list; may wait for a change. */
    public CompletionStage<Answer> info(Call call) {
        String id = requireId(call);
        call.requireLocal();
        SessionIds.require(queries.state(), id, "");
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
            throw Refusal.invalid("Missing node name");
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
                .thenApply(session -> {
                    if (session == null) {
                        throw unknown(id);
                    }
                    return sessions(List.of(session), call, List.of());
                });
    }

    /** No body wishes nothing, and neither does null: all stays as it is by default. */
    private Session wish(Call call) {
        boolean none = !call.body().isTooLong() && call.body().bytes().length == 0;
        Session wish = none ? null : Bodies.json(call, SessionJson.reader(node.nodeName()), "Request decode failed: ");
        return wish == null ? SessionJson.defaults(node.nodeName()) : wish;
    }

    private static String requireId(Call call) {
        if (call.argument().length == 0) {
            throw Refusal.invalid("Missing session");
        }
        return Utf8.decode(call.argument(), 0, call.argument().length);
    }

    private static Refusal unknown(String id) {
        return Refusal.notFound("Session id '" + id + "' not found");
    }

    private static Answer sessions(List<Session> sessions, Call call, List<Header> meta) {
        return Answer.json(
                meta, call.pretty(), HELD * sessions.size(), () -> JsonSteps.array(sessions, RowJson.SESSION::write));
    }
}
