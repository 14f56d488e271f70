package io.curia.state;

import io.curia.memdb.Key2;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.GatewayService;
import io.curia.model.MeshLink;
import io.curia.model.NodeService;
import io.curia.model.Upstream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who calls whom through the mesh, by what proxies and ingress gateways say (state-store §4.3, §9). Stateless. */
public final class MeshTopology {
    /** Its row in the index table. */
    public static final String INDEX_KEY = "mesh-topology";

    private MeshTopology() {}

    /** The links to a service: who calls it. With the index of the table. */
    public static Indexed<List<MeshLink>> downstreamsOf(ReadTxn txn, String service, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null), Rows.toList(txn.all(MeshTables.TOPOLOGY_UPSTREAM, service, watch)));
    }

    /** The links from a service or ingress gateway: whom it calls. With the index of the table. */
    public static Indexed<List<MeshLink>> upstreamsOf(ReadTxn txn, String service, WatchSet watch) {
        return new Indexed<>(
                Indexes.get(txn, INDEX_KEY, null),
                Rows.toList(txn.all(MeshTables.TOPOLOGY_DOWNSTREAM, service, watch)));
    }

    /**
     * Notes what a proxy calls, and forgets what it called before; other instances call nothing.
     *
     * @param existing the instance as it was before, or null
     */
    static void instanceWritten(Change change, NodeService existing, NodeService written) {
        var before = existing == null ? Map.<Key2<String, String>, MeshLink>of() : calls(existing);
        var now = calls(written);
        now.forEach((key, call) -> count(change, call, before.containsKey(key) ? 0 : 1));
        before.forEach((key, call) -> {
            if (!now.containsKey(key)) {
                count(change, call, -1);
            }
        });
    }

    /** Forgets what a proxy called. */
    static void instanceDeleted(Change change, NodeService deleted) {
        calls(deleted).values().forEach(call -> count(change, call, -1));
    }

    /** Notes that an ingress gateway serves a service. */
    static void gatewayServes(Change change, GatewayService service) {
        if (service.isIngress() && !service.isWildcard()) {
            var link = find(change.txn(), service.service(), service.gateway());
            long proxies = link == null ? 0 : link.proxies();
            put(change, link, new MeshLink(service.service(), service.gateway(), proxies, true, 0, 0));
        }
    }

    /** Forgets that an ingress gateway serves a service. */
    static void gatewayServesNoMore(Change change, GatewayService service) {
        if (service.isIngress()) {
            forgetGateway(change, find(change.txn(), service.service(), service.gateway()));
        }
    }

    /** Forgets what an ingress gateway serves. */
    static void gatewayCleared(Change change, String gateway) {
        Rows.toList(change.txn().all(MeshTables.TOPOLOGY_DOWNSTREAM, gateway, null))
                .forEach(link -> forgetGateway(change, link));
        change.raise(INDEX_KEY);
    }

    private static void forgetGateway(Change change, MeshLink link) {
        if (link != null && link.gateway()) {
            put(change, link, new MeshLink(link.upstream(), link.downstream(), link.proxies(), false, 0, 0));
        }
    }

    private static void count(Change change, MeshLink call, long more) {
        var link = find(change.txn(), call.upstream(), call.downstream());
        long proxies = Math.max(0, (link == null ? 0 : link.proxies()) + more);
        boolean gateway = link != null && link.gateway();
        put(change, link, new MeshLink(call.upstream(), call.downstream(), proxies, gateway, 0, 0));
    }

    /** Puts one link in the place of another, which may be null; one that nobody says any more is deleted. */
    private static void put(Change change, MeshLink existing, MeshLink link) {
        if (link.proxies() > 0 || link.gateway()) {
            long createIndex = existing == null ? change.index() : existing.createIndex();
            var indexed = new MeshLink(
                    link.upstream(), link.downstream(), link.proxies(), link.gateway(), createIndex, change.index());
            change.insert(MeshTables.TOPOLOGY, indexed, "mesh topology mapping");
        } else if (existing == null || !change.txn().delete(MeshTables.TOPOLOGY, existing)) {
            return;
        }
        change.raise(INDEX_KEY);
    }

    private static MeshLink find(ReadTxn txn, String upstream, String downstream) {
        return txn.first(MeshTables.TOPOLOGY_ID, Key2.of(upstream, downstream), null);
    }

    /** What a proxy calls, by both names in lower case. */
    private static Map<Key2<String, String>, MeshLink> calls(NodeService service) {
        var calls = new LinkedHashMap<Key2<String, String>, MeshLink>();
        var upstreams = service.proxy().upstreams();
        if (!service.kind().equals(NodeService.CONNECT_PROXY) || upstreams == null) {
            return calls;
        }
        var downstream = service.proxy().destinationServiceName();
        for (var upstream : upstreams) {
            if (!upstream.destinationType().equals(Upstream.PREPARED_QUERY)) {
                var name = upstream.destinationName();
                calls.put(
                        Key2.of(name.toLowerCase(Locale.ROOT), downstream.toLowerCase(Locale.ROOT)),
                        new MeshLink(name, downstream, 1, false, 0, 0));
            }
        }
        return calls;
    }
}
