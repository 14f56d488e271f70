package io.curia.service.kv;

import io.curia.fsm.kv.KvsOp;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.Limits;
import io.curia.http.Needs.Resource;
import io.curia.http.QueryParams;
import io.curia.http.RequestBody;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.query.BlockingQueries;
import io.curia.query.Visible;
import io.curia.refusal.Refusal;
import io.curia.state.KvEntries;
import io.curia.text.Numbers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/**
 * The key/value store: {@code /v1/kv/<key>} (http-api §4). The request's argument is the key. Stages never fail: what
 * goes wrong is an answer too. They may complete on any thread, on which long work is not welcome. Safe for use by any
 * thread; never blocks.
 */
@ApplicationScoped
public class KvService {
    private static final Visible.Row<KvEntry> SEEN = (authority, entry) -> authority.sees(Resource.KEY, entry.key());
    private static final Visible<KvEntry> ENTRY = Visible.one(SEEN);
    private static final Visible<Iterable<KvEntry>> ENTRIES = Visible.streamed(SEEN);
    private static final Visible<Iterable<ByteString>> KEYS =
            Visible.streamed((authority, key) -> authority.sees(Resource.KEY, key));

    private final BlockingQueries queries;
    private final KvWrites writes;
    private final Limits limits;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public KvService(BlockingQueries queries, KvWrites writes, Limits limits) {
        this.queries = queries;
        this.writes = writes;
        this.limits = limits;
    }

    /** One entry, its bare value ({@code raw}), all under a prefix ({@code recurse}) or their names ({@code keys}). */
    public CompletionStage<Answer> get(Call call) {
        QueryParams params = call.params();
        ByteString key = ByteString.wrap(call.argument());
        if (params.has("keys")) {
            return keys(call, key, separator(params));
        }
        if (params.has("recurse")) {
            return list(call, key);
        }
        return one(call, requireKey(key), params.has("raw"));
    }

    /** Writes the body to a key: always, if its index matches ({@code cas}), or with its lock. */
    public CompletionStage<Answer> put(Call call) {
        QueryParams params = call.params();
        ByteString key = requireKey(ByteString.wrap(call.argument()));
        refuseConflicts(params, "cas", "acquire", "release");
        long flags = number(params, "flags");
        KvsOp op = writeOp(params);
        long index = op == KvsOp.CAS ? number(params, "cas") : 0;
        refuseLongBody(call.body());
        call.requireLocal();
        var entry = new KvEntry(key, ByteString.wrap(call.body().bytes()), flags, 0, session(op, params), 0, index);
        return apply(call, op, entry);
    }

    /** Deletes a key: always or if its index matches ({@code cas}); or all keys under a prefix ({@code recurse}). */
    public CompletionStage<Answer> delete(Call call) {
        QueryParams params = call.params();
        refuseConflicts(params, "recurse", "cas");
        ByteString key = ByteString.wrap(call.argument());
        KvsOp op = params.has("recurse") ? KvsOp.DELETE_TREE : KvsOp.DELETE;
        if (op == KvsOp.DELETE) {
            requireKey(key);
        }
        long index = 0;
        if (params.has("cas")) {
            index = number(params, "cas");
            op = KvsOp.DELETE_CAS;
        }
        call.requireLocal();
        return apply(call, op, KvEntry.ofKey(key, index));
    }

    private CompletionStage<Answer> one(Call call, ByteString key, boolean raw) {
        return queries.answer(call, (txn, watch) -> KvEntries.get(txn, key, watch), ENTRY, (entry, meta) -> {
            if (entry == null) {
                return Answer.empty(404, meta);
            }
            return raw ? KvAnswers.raw(entry, meta) : KvAnswers.entry(entry, call.pretty(), meta);
        });
    }

    private CompletionStage<Answer> list(Call call, ByteString prefix) {
        return queries.answerMany(
                call,
                (txn, watch) -> KvEntries.list(txn, prefix, watch),
                ENTRIES,
                (entries, meta) ->
                        isEmpty(entries) ? Answer.empty(404, meta) : KvAnswers.entries(entries, call.pretty(), meta));
    }

    private CompletionStage<Answer> keys(Call call, ByteString prefix, ByteString separator) {
        return queries.answerMany(
                call,
                (txn, watch) -> KvEntries.keys(txn, prefix, separator, watch),
                KEYS,
                (keys, meta) -> isEmpty(keys) && !prefix.isEmpty()
                        ? Answer.empty(404, meta)
                        : KvAnswers.keys(keys, call.pretty(), meta));
    }

    private static boolean isEmpty(Iterable<?> rows) {
        return !rows.iterator().hasNext();
    }

    private CompletionStage<Answer> apply(Call call, KvsOp op, KvEntry entry) {
        return writes.apply(op, entry).thenApply(done -> Answer.truth(done, call.pretty()));
    }

    private static ByteString requireKey(ByteString key) {
        if (key.isEmpty()) {
            throw Refusal.invalid("Missing key name");
        }
        return key;
    }

    private static void refuseConflicts(QueryParams params, String... flags) {
        int given = 0;
        for (String flag : flags) {
            if (params.has(flag) && ++given > 1) {
                throw Refusal.invalid("Conflicting flags: " + params.encode());
            }
        }
    }

    private void refuseLongBody(RequestBody body) {
        if (!body.isTooLong() && body.bytes().length <= limits.kvMaxValue()) {
            return;
        }
        String length = body.declaredLength() < 0 ? " " : "(" + body.declaredLength() + " bytes) ";
        throw Refusal.tooLarge("Request body" + length + "too large, max size: " + limits.kvMaxValue()
                + " bytes. See https://www.consul.io/docs/agent/options.html#kv_max_value_size.");
    }

    private static KvsOp writeOp(QueryParams params) {
        if (params.has("release")) {
            return KvsOp.UNLOCK;
        }
        if (params.has("acquire")) {
            return KvsOp.LOCK;
        }
        return params.has("cas") ? KvsOp.CAS : KvsOp.SET;
    }

    private static String session(KvsOp op, QueryParams params) {
        return switch (op) {
            case LOCK -> params.text("acquire");
            case UNLOCK -> params.text("release");
            default -> "";
        };
    }

    private static ByteString separator(QueryParams params) {
        return ByteString.wrap(params.bytes(params.has("separator") ? "separator" : "seperator"));
    }

    private static long number(QueryParams params, String name) {
        if (!params.has(name)) {
            return 0;
        }
        try {
            return Numbers.parseUnsigned(params.text(name));
        } catch (Numbers.NotANumberException e) {
            throw Refusal.rejected(e.getMessage());
        }
    }
}
