package io.curia.service.catalog;

import io.curia.cluster.NodeInfo;
import io.curia.filter.Filter;
import io.curia.http.Answer;
import io.curia.http.CacheControl;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.memdb.ReadTxn;
import io.curia.query.BlockingQueries;
import io.curia.query.Visible;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.ReplicatedLog;
import io.curia.state.Indexed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers reads of the catalog: what their parameters, their order and their headers have in common (http-api §1.2 and
 * §1.3). Safe for use by any thread; never blocks.
 */
@ApplicationScoped
public class CatalogQueries {
    private static final String EFFECTIVE_CONSISTENCY = "X-Consul-Effective-Consistency";
    private static final String BACKEND = "X-Consul-Query-Backend";
    private static final Header STREAMING = new Header(BACKEND, "streaming");
    private static final Header MISS = new Header("X-Cache", "MISS");
    private static final Header HIT = new Header("X-Cache", "HIT");

    private final BlockingQueries queries;
    private final NodeInfo node;
    private final ReplicatedLog log;
    private final Cluster cluster;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public CatalogQueries(BlockingQueries queries, NodeInfo node, ReplicatedLog log, Cluster cluster) {
        this.queries = queries;
        this.node = node;
        this.log = log;
        this.cluster = cluster;
    }

    /** The parameters of a read. */
    CatalogQuery parse(Call call) {
        return CatalogQuery.parse(call, node.nodeName());
    }

    /** Answers a read that knows no cache. */
    <T> CompletionStage<Answer> answer(
            CatalogQuery query,
            BlockingQueries.Reading<T> reading,
            Visible<T> visible,
            BlockingQueries.Rendering<T> rendering) {
        Header consistency = consistency(query);
        return queries.answerMany(
                query.call(), reading, visible, (value, meta) -> rendering.render(value, with(meta, consistency)));
    }

    /**
     * Answers a read that may be cached. Each server keeps the whole state and follows the leader, so this server's own
     * state is the cache: it is read as it is, and its age is the time since the leader was last heard from.
     */
    <T> CompletionStage<Answer> answerCached(
            CatalogQuery query,
            CacheControl control,
            BlockingQueries.Reading<T> reading,
            Visible<T> visible,
            BlockingQueries.Rendering<T> rendering) {
        if (!query.cached()) {
            return answer(query, reading, visible, rendering);
        }
        long ageMs = cluster.isLeader() ? 0 : log.lastContactMs();
        boolean hit = ageMs >= 0 && control.accepts(ageMs);
        Header consistency = consistency(query);
        return queries.answerMany(
                hit ? query.call().with(query.call().options().stale()) : query.call(),
                reading,
                visible,
                (value, meta) -> {
                    List<Header> headers = with(meta, consistency);
                    headers.add(hit ? HIT : MISS);
                    if (hit) {
                        headers.add(new Header("Age", Long.toString(ageMs / 1000)));
                    }
                    return rendering.render(value, headers);
                });
    }

    /** The rows that pass the filter, in the order asked for; the index stays what it was. */
    static <T> Indexed<List<T>> arrange(
            ReadTxn txn, CatalogQuery query, Indexed<List<T>> found, Filter<T> filter, Function<T, String> nodeOf) {
        List<T> kept = query.expression().isEmpty() ? found.value() : filter.keep(found.value());
        return new Indexed<>(found.index(), NearOrder.sort(txn, query.near(), kept, nodeOf));
    }

    /** The headers with those that say that the answer came by another way inside the reference. */
    static List<Header> streaming(List<Header> headers) {
        List<Header> changed = new ArrayList<>(headers);
        changed.replaceAll(header -> header.name().equals(BACKEND) ? STREAMING : header);
        return changed;
    }

    private static List<Header> with(List<Header> meta, Header consistency) {
        List<Header> headers = new ArrayList<>(meta.size() + 3);
        headers.addAll(meta);
        headers.add(consistency);
        return headers;
    }

    private static Header consistency(CatalogQuery query) {
        String mode =
                switch (query.call().options().consistency()) {
                    case DEFAULT -> "leader";
                    case STALE -> "stale";
                    case CONSISTENT -> "consistent";
                };
        return new Header(EFFECTIVE_CONSISTENCY, mode);
    }
}
