package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import io.curia.state.chain.ChainCompiler;
import io.curia.state.chain.ChainException;
import io.curia.state.chain.EntrySource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps the graph that config entries make of services consistent: tries each change on all chains, gateways and
 * intentions that it could affect before it is made (state-store §9). Stateless.
 */
final class ConfigGraph {
    private static final List<String> GRAPH_KINDS = List.of(
            ConfigKind.SERVICE_DEFAULTS,
            ConfigKind.SERVICE_ROUTER,
            ConfigKind.SERVICE_SPLITTER,
            ConfigKind.SERVICE_RESOLVER);
    private static final String ANY = "*";
    private static final String TCP = "tcp";

    private final ReadTxn txn;
    private final EntrySource proposed;
    private final Map<String, ChainCompiler.Chain> compiled = new LinkedHashMap<>();

    private ConfigGraph(ReadTxn txn, EntrySource proposed) {
        this.txn = txn;
        this.proposed = proposed;
    }

    /**
     * @param entry what is to become of the entry of that kind and name; null to delete it
     * @throws StateException if anything would be inconsistent then
     */
    static void requireValid(ReadTxn txn, String kind, String name, ConfigEntry entry) {
        EntrySource present = (k, n) -> ConfigEntries.find(txn, k, n, null);
        EntrySource proposed =
                (k, n) -> k.equalsIgnoreCase(kind) && n.equalsIgnoreCase(name) ? entry : present.find(k, n);
        try {
            new ConfigGraph(txn, proposed).check(kind, name, entry);
        } catch (ChainException e) {
            throw new StateException(e.getMessage(), e);
        }
    }

    /** The protocol of a service's chain; tcp where the graph is inconsistent, which writes do not allow. */
    static String protocolOf(ReadTxn txn, String service, WatchSet watch) {
        try {
            return ChainCompiler.compile(service, (kind, name) -> ConfigEntries.find(txn, kind, name, watch))
                    .protocol();
        } catch (ChainException e) {
            return TCP;
        }
    }

    private void check(String kind, String name, ConfigEntry entry) {
        switch (kind) {
            case ConfigKind.PROXY_DEFAULTS -> checkAll(name);
            case ConfigKind.SERVICE_DEFAULTS,
                    ConfigKind.SERVICE_ROUTER,
                    ConfigKind.SERVICE_SPLITTER,
                    ConfigKind.SERVICE_RESOLVER -> checkChainsThrough(name);
            case ConfigKind.INGRESS_GATEWAY -> {
                if (entry != null) {
                    checkGateway(entry, true);
                }
            }
            case ConfigKind.SERVICE_INTENTIONS -> {
                if (entry != null) {
                    checkIntentions(entry);
                }
            }
            default -> {
                // Entries of other kinds say nothing about the graph.
            }
        }
    }

    private void checkAll(String name) {
        if (!name.equals(ConfigKind.PROXY_DEFAULTS_NAME)) {
            return;
        }
        var chains = new TreeSet<String>();
        for (var kind : GRAPH_KINDS) {
            txn.all(ConfigTables.KIND, kind, null).forEach(each -> chains.add(each.name()));
        }
        chains.forEach(this::compile);
        txn.all(ConfigTables.KIND, ConfigKind.INGRESS_GATEWAY, null).forEach(each -> checkGateway(each, false));
        txn.all(ConfigTables.KIND, ConfigKind.SERVICE_INTENTIONS, null).forEach(this::checkIntentions);
    }

    private void checkChainsThrough(String name) {
        compile(name);
        var gateways = new ArrayList<ConfigEntry>();
        Set<String> chains = new TreeSet<>();
        for (var linked : txn.all(ConfigTables.LINK, name, null)) {
            if (linked.kind().equals(ConfigKind.INGRESS_GATEWAY)) {
                gateways.add(linked);
            } else {
                chains.add(linked.name());
            }
        }
        chains.forEach(this::compile);
        gateways.forEach(gateway -> checkGateway(gateway, false));
        var intentions = proposed.find(ConfigKind.SERVICE_INTENTIONS, name);
        if (intentions != null) {
            checkIntentions(intentions);
        }
    }

    /** @param strictly whether a listener for tcp may not lead to a service that is not even split or routed */
    private void checkGateway(ConfigEntry gateway, boolean strictly) {
        for (var listener : gateway.structs("Listeners")) {
            var written = ConfigEntry.text(listener, "Protocol");
            var wanted = written.isEmpty() ? TCP : written;
            for (var service : ConfigEntry.structs(listener, "Services")) {
                var name = ConfigEntry.text(service, "Name");
                if (!name.equals(ANY)) {
                    checkListener(name, wanted, strictly);
                }
            }
        }
    }

    private void checkListener(String service, String wanted, boolean strictly) {
        var chain = compile(service);
        boolean fits =
                chain.protocol().equals(wanted) || (!strictly && wanted.equals(TCP) && !chain.startsWithRouting());
        if (!fits) {
            throw new StateException("service \"" + service + "\" has protocol \"" + chain.protocol()
                    + "\", which is incompatible with listener protocol \"" + wanted + "\"");
        }
    }

    private void checkIntentions(ConfigEntry entry) {
        boolean permissions = entry.structs("Sources").stream()
                .anyMatch(source -> !ConfigEntry.structs(source, "Permissions").isEmpty());
        if (!permissions || entry.name().equals(ANY)) {
            return;
        }
        var protocol = compile(entry.name()).protocol();
        if (!ChainCompiler.isHttpLike(protocol)) {
            throw new StateException("service \"" + entry.name() + "\" has protocol \"" + protocol
                    + "\", which is incompatible with L7 intentions permissions");
        }
    }

    private ChainCompiler.Chain compile(String service) {
        var known = compiled.get(service);
        if (known == null) {
            known = ChainCompiler.compile(service, proposed);
            compiled.put(service, known);
        }
        return known;
    }
}
