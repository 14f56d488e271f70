package io.curia.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.agent.LocalState;
import io.curia.autopilot.ClusterState;
import io.curia.cluster.LeaderQuestions;
import io.curia.cluster.LeaderReport;
import io.curia.cluster.Members;
import io.curia.cluster.NodeInfo;
import io.curia.cluster.Transfer;
import io.curia.fsm.ApplyResult;
import io.curia.fsm.Command;
import io.curia.fsm.Fsm;
import io.curia.fsm.standard.StandardFsm;
import io.curia.http.Answer;
import io.curia.http.ApiRequest;
import io.curia.http.Call;
import io.curia.http.Datacenters;
import io.curia.http.Endpoint;
import io.curia.http.Limits;
import io.curia.http.QueryParams;
import io.curia.http.ReadOptions;
import io.curia.http.RequestBody;
import io.curia.http.RequestHeaders;
import io.curia.model.ByteString;
import io.curia.query.BlockingQueries;
import io.curia.query.LargeAnswers;
import io.curia.query.Proposals;
import io.curia.query.ServiceThreads;
import io.curia.service.agent.AgentService;
import io.curia.service.agent.AgentStats;
import io.curia.service.catalog.CatalogQueries;
import io.curia.service.catalog.CatalogReadService;
import io.curia.service.catalog.CatalogService;
import io.curia.service.catalog.CatalogWrites;
import io.curia.service.catalog.HealthService;
import io.curia.service.coordinate.CoordinateBatches;
import io.curia.service.coordinate.CoordinateService;
import io.curia.service.kv.KvService;
import io.curia.service.kv.KvWrites;
import io.curia.service.operator.AutopilotJson;
import io.curia.service.operator.AutopilotService;
import io.curia.service.operator.KeyringService;
import io.curia.service.operator.RaftService;
import io.curia.service.operator.UsageService;
import io.curia.service.rows.CatalogFilters;
import io.curia.service.session.SessionService;
import io.curia.service.session.SessionWrites;
import io.curia.service.snapshot.SnapshotService;
import io.curia.service.status.StatusService;
import io.curia.service.txn.TxnService;
import io.curia.service.txn.TxnWrites;
import io.curia.state.Sessions;
import io.curia.text.PercentCoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The services of one server on a real state machine, without a container and without a log. */
public final class TestServer implements AutoCloseable, LeaderQuestions.Answers {
    private final ExecutorService wakeups = Executors.newFixedThreadPool(2);

    public final Fsm fsm = StandardFsm.create(wakeups);
    public final DirectRaftEngine raft = new DirectRaftEngine(fsm);
    public final ServiceThreads threads = new ServiceThreads();
    public final LargeAnswers large = new LargeAnswers(threads);
    public final BlockingQueries queries = new BlockingQueries(raft, fsm, threads, large);
    public final KvService kv;
    public final SessionService sessions;
    public final TxnService txn;
    public final CoordinateService coordinates;
    public final List<String> renewed = new CopyOnWriteArrayList<>();
    public final CatalogService catalog;
    public final CatalogReadService catalogReads;
    public final HealthService health;
    final StatusService status;
    final AgentService agent;
    private final RaftService raftConfiguration;
    private final AutopilotService autopilot;
    private final UsageService usage;
    private final KeyringService keyring;
    public final List<Transfer> transfers = new CopyOnWriteArrayList<>();
    public volatile Transfer.Outcome transferred = Transfer.Outcome.DONE;
    public volatile ClusterState seen;
    public final Datacenters datacenters;
    public final NodeInfo node = new Node();
    private final List<Object> services;

    public TestServer() {
        this(Limits.of(Limits.DEFAULT));
    }

    public TestServer(Limits limits) {
        datacenters = new Datacenters(node);
        Proposals proposals = new Proposals(raft);
        LeaderQuestions leader = new LeaderQuestions(raft);
        raft.answerQuestions(LeaderQuestions.answerer(this));
        kv = new KvService(queries, new KvWrites(fsm, proposals, leader), limits);
        coordinates = new CoordinateService(queries, new CoordinateBatches(raft, threads), raft, node);
        txn = new TxnService(queries, new TxnWrites(proposals, leader), node, limits);
        sessions = new SessionService(queries, new SessionWrites(fsm, proposals, leader), node);
        CatalogQueries catalogQueries = new CatalogQueries(queries, node, raft, raft);
        catalog = new CatalogService(new CatalogWrites(proposals));
        catalogReads = new CatalogReadService(catalogQueries, new CatalogFilters(), node);
        health = new HealthService(catalogQueries, new CatalogFilters());
        status = new StatusService(raft);
        agent = new AgentService(
                fsm, node, new Members(raft, fsm), new AgentStats(raft, raft, raft, node, new LocalState()));
        var members = new Members(raft, fsm);
        raftConfiguration = new RaftService(raft, raft, members, queries, leader, threads);
        autopilot = new AutopilotService(queries, proposals, leader);
        usage = new UsageService(queries, node);
        keyring = new KeyringService(members, node);
        services = List.of(
                kv,
                sessions,
                txn,
                coordinates,
                catalog,
                catalogReads,
                health,
                status,
                agent,
                raftConfiguration,
                autopilot,
                usage,
                keyring);
    }

    public record Node() implements NodeInfo {
        @Override
        public String datacenter() {
            return "dc1";
        }

        @Override
        public String nodeName() {
            return "n1";
        }

        @Override
        public String nodeId() {
            return DirectRaftEngine.NODE_ID;
        }

        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public String advertiseAddress() {
            return "127.0.0.1";
        }

        @Override
        public int httpPort() {
            return 8500;
        }
    }

    @Override
    public boolean renew(String session) {
        renewed.add(session);
        return Sessions.get(fsm.store().read(), session, null).value() != null;
    }

    @Override
    public boolean isDelayed(ByteString key) {
        return fsm.store().lockDelays().isDelayed(key);
    }

    @Override
    public Optional<LeaderReport> report(LeaderReport.Kind kind, boolean pretty) {
        return Optional.ofNullable(seen)
                .map(state -> new LeaderReport(
                        state.healthy(),
                        kind == LeaderReport.Kind.HEALTH
                                ? AutopilotJson.health(state, pretty)
                                : AutopilotJson.state(state, pretty)));
    }

    @Override
    public Transfer.Outcome transfer(Transfer transfer) {
        transfers.add(transfer);
        return transferred;
    }

    /** What an endpoint of this server answers; its row is told by its method and path. */
    public CompletableFuture<Answer> ask(String row, ApiRequest request) {
        var service = endpoint(row).service();
        return ask(services.stream().filter(service::isInstance).findFirst().orElseThrow(), row, request);
    }

    /** What an endpoint answers with this object. */
    public static CompletableFuture<Answer> ask(Object service, String row, ApiRequest request) {
        return ask(endpoint(row), service, request);
    }

    private static <S> CompletableFuture<Answer> ask(Endpoint<S> endpoint, Object service, ApiRequest request) {
        return endpoint.bind(endpoint.service().cast(service), new Datacenters(new Node()))
                .answer(request)
                .toCompletableFuture();
    }

    /** What is answered to an archive that is to take the place of the state. */
    public static Answer restore(SnapshotService snapshots, ApiRequest request, InputStream archive) {
        var streamed = new ApiRequest(
                request.argument(),
                request.params(),
                request.headers(),
                RequestBody.streamed(archive),
                request.caller());
        return ask(snapshots, "PUT /v1/snapshot", streamed).join();
    }

    /** A request on its way to the method of an endpoint. */
    public Call call(String row, ApiRequest request) {
        var options = ReadOptions.parse(request.params(), request.headers());
        return new Call(endpoint(row).terms(), datacenters, request, options);
    }

    private static Endpoint<?> endpoint(String row) {
        return Endpoints.ALL.stream()
                .filter(each -> row.equals(each.method() + " " + each.path()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no endpoint " + row));
    }

    /** Applies a command as if another server had proposed it. */
    public ApplyResult apply(Command command) {
        return raft.apply(command.encode()).toCompletableFuture().join();
    }

    public Answer get(String keyAndQuery) {
        return startGet(keyAndQuery).join();
    }

    public CompletableFuture<Answer> startGet(String keyAndQuery) {
        return ask("GET /v1/kv/", request(keyAndQuery, "")).toCompletableFuture();
    }

    public Answer put(String keyAndQuery, String value) {
        return ask("PUT /v1/kv/", request(keyAndQuery, value))
                .toCompletableFuture()
                .join();
    }

    public Answer delete(String keyAndQuery) {
        return ask("DELETE /v1/kv/", request(keyAndQuery, ""))
                .toCompletableFuture()
                .join();
    }

    /** Registers, and gives the text of the answer. */
    public String register(String json) {
        return body(ask("PUT /v1/catalog/register", request("", json))
                .toCompletableFuture()
                .join());
    }

    public static ApiRequest request(String argumentAndQuery, String body) {
        int mark = argumentAndQuery.indexOf('?');
        String argument = mark < 0 ? argumentAndQuery : argumentAndQuery.substring(0, mark);
        String query = mark < 0 ? null : argumentAndQuery.substring(mark + 1);
        return new ApiRequest(
                PercentCoding.decodePath(argument),
                QueryParams.parse(query),
                RequestHeaders.NONE,
                RequestBody.of(body.getBytes(UTF_8)));
    }

    public static String body(Answer answer) {
        if (answer.pieces() == null) {
            return answer.body() == null ? "" : new String(answer.body(), UTF_8);
        }
        try (var pieces = answer.pieces()) {
            var whole = new ByteArrayOutputStream();
            for (var piece = pieces.next(); piece != null; piece = pieces.next()) {
                whole.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            }
            return whole.toString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, String> headers(Answer answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.headers().forEach(header -> headers.put(header.name(), header.value()));
        return headers;
    }

    public static String index(Answer answer) {
        return headers(answer).get("X-Consul-Index");
    }

    @Override
    public void close() {
        queries.close();
        threads.close();
        raft.close();
        wakeups.shutdown();
    }
}
