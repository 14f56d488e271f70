package io.curia.service.coordinate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.cluster.NodeInfo;
import io.curia.http.Answer;
import io.curia.http.Bodies;
import io.curia.http.Call;
import io.curia.http.Header;
import io.curia.http.Needs.Resource;
import io.curia.http.QueryParams;
import io.curia.http.ReadOptions;
import io.curia.http.json.JsonSteps;
import io.curia.model.Coordinate;
import io.curia.model.NodeCoordinate;
import io.curia.query.BlockingQueries;
import io.curia.query.Visible;
import io.curia.raft.api.Cluster;
import io.curia.raft.api.RaftServer;
import io.curia.refusal.Refusal;
import io.curia.service.rows.CoordinateJson;
import io.curia.service.rows.RowJson;
import io.curia.state.Coordinates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Network coordinates: {@code /v1/coordinate/…} (http-api §9). Stages never fail: what goes wrong is an answer too. Safe
 * for use by any thread; never blocks.
 */
@ApplicationScoped
public class CoordinateService {
    /** What the list of rows found takes for each, in bytes: the rows themselves are those of the state. */
    private static final long HELD = 16;

    private static final Visible.Row<NodeCoordinate> SEEN = Visible.of(Resource.NODE, NodeCoordinate::node);

    private static final String DECODE_FAILED = "Request decode failed: ";

    private final BlockingQueries queries;
    private final CoordinateBatches batches;
    private final Cluster cluster;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public CoordinateService(BlockingQueries queries, CoordinateBatches batches, Cluster cluster, NodeInfo node) {
        this.queries = queries;
        this.batches = batches;
        this.cluster = cluster;
        this.node = node;
    }

    /** Where the servers of each datacenter stand. */
    public Answer datacenters(Call call) {
        ReadOptions options = call.options();
        List<NodeCoordinate> servers = cluster.servers().stream()
                .map(RaftServer::name)
                .map(name -> new NodeCoordinate(name, "", place(name)))
                .toList();
        return Answer.json(CoordinateJson.datacenter(node.datacenter(), servers, options.pretty()));
    }

    /** All coordinates, or those of a segment; may wait for a change. */
    public CompletionStage<Answer> nodes(Call call) {
        return queries.answerMany(
                call,
                Coordinates::list,
                Visible.rows(SEEN),
                (rows, meta) -> list(ofSegment(rows, call.params()), call, meta));
    }

    /** The coordinates of one node, or its one of a segment, with the name it was asked by; may wait for a change. */
    public CompletionStage<Answer> node(Call call) {
        String name = new String(call.argument(), UTF_8);
        return queries.answer(
                call, (txn, watch) -> Coordinates.ofNode(txn, name, watch), Visible.rows(SEEN), (rows, meta) -> {
                    var shown = ofSegment(rows, call.params());
                    return shown.isEmpty() ? Answer.empty(404) : list(named(shown, name), call, meta);
                });
    }

    /** Takes an update of a node's coordinate; it is seen some seconds later, if the node exists by then. */
    public Answer update(Call call) {
        ReadOptions options = call.options();
        var body = Bodies.json(call, CoordinateJson.UPDATE, DECODE_FAILED);
        NodeCoordinate update = body == null ? null : body.coordinate();
        String inBody = body == null ? "" : body.datacenter();
        call.local(options.datacenter().isEmpty() ? inBody : options.datacenter());
        if (update == null || update.coord() == null) {
            throw Refusal.invalid(DECODE_FAILED + "missing Coord");
        }
        if (!update.coord().isValid()) {
            throw Refusal.rejected("incompatible coordinate");
        }
        batches.add(update);
        return Answer.empty(200);
    }

    private static Answer list(List<NodeCoordinate> rows, Call call, List<Header> meta) {
        return Answer.json(
                meta, call.pretty(), HELD * rows.size(), () -> JsonSteps.array(rows, RowJson.COORDINATE::write));
    }

    private Coordinate place(String server) {
        List<NodeCoordinate> known =
                Coordinates.ofNode(queries.state(), server, null).value();
        return known.isEmpty() ? Coordinate.ORIGIN : known.get(0).coord();
    }

    private static List<NodeCoordinate> ofSegment(List<NodeCoordinate> rows, QueryParams params) {
        String segment = params.text("segment");
        return params.has("segment")
                ? rows.stream().filter(row -> row.segment().equals(segment)).toList()
                : rows;
    }

    private static List<NodeCoordinate> named(List<NodeCoordinate> rows, String name) {
        return rows.stream()
                .map(row -> new NodeCoordinate(name, row.segment(), row.coord()))
                .toList();
    }
}
