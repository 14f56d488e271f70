package io.curia.service.operator;

import io.curia.cluster.NodeInfo;
import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.http.json.JsonWriter;
import io.curia.memdb.ReadTxn;
import io.curia.query.BlockingQueries;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.ReadGrant;
import io.curia.state.CatalogReads;
import io.curia.state.Nodes;
import io.curia.state.ReadFilter;
import io.curia.state.Services;
import io.curia.state.Usage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How much there is: {@code /v1/operator/usage} (http-api §15). Safe for use by any thread; never blocks. */
@ApplicationScoped
public class UsageService {
    /** The service that the servers themselves are. */
    private static final String SERVERS = "consul";

    private static final List<String> MESH_KINDS = List.of(
            "api-gateway", "connect-native", "connect-proxy", "ingress-gateway", "mesh-gateway", "terminating-gateway");

    private final BlockingQueries queries;
    private final NodeInfo node;

    /** Made by the container, or by hand from its parts. */
    @Inject
    public UsageService(BlockingQueries queries, NodeInfo node) {
        this.queries = queries;
        this.node = node;
    }

    /** Nodes, services and instances of this datacenter, which {@code global} says of all. */
    public CompletionStage<Answer> usage(Call call) {
        return queries.once(call, (txn, grant) -> Answer.json(json(txn, grant, call)));
    }

    private byte[] json(ReadTxn txn, ReadGrant grant, Call call) {
        var json = new JsonWriter(512, call.pretty()).beginObject();
        json.name("Usage").beginObject();
        counts(txn, json.name(node.datacenter()));
        json.endObject();
        json.name("Index").unsigned(index(txn));
        json.name("LastContact").value(grant.lastContactMs());
        json.name("KnownLeader").value(grant.knownLeader());
        json.name("ConsistencyLevel").value(call.options().consistency() == Consistency.STALE ? "stale" : "leader");
        json.name("NotModified").value(false);
        json.name("Backend").value(0);
        json.name("ResultsFilteredByACLs").value(false);
        return json.endObject().finish();
    }

    private static void counts(ReadTxn txn, JsonWriter json) {
        long instances = Usage.count(txn, Services.INDEX_KEY);
        json.beginObject();
        json.name("Nodes").value(Usage.count(txn, Nodes.INDEX_KEY));
        json.name("Services").value(Usage.count(txn, "service-names"));
        json.name("ServiceInstances").value(instances);
        json.name("ConnectServiceInstances").beginObject();
        long proxies = 0;
        for (String kind : MESH_KINDS) {
            long count = Usage.count(txn, "connect-mesh-" + kind);
            json.name(kind).value(count);
            proxies += kind.equals("connect-native") ? 0 : count;
        }
        json.endObject();
        long servers = CatalogReads.serviceNodes(txn, SERVERS, ReadFilter.ALL, null)
                .value()
                .size();
        json.name("BillableServiceInstances").value(Math.max(0, instances - proxies - servers));
        json.endObject();
    }

    private static long index(ReadTxn txn) {
        return Usage.all(txn).stream().mapToLong(entry -> entry.index()).max().orElse(0);
    }
}
