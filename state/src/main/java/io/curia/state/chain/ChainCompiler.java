package io.curia.state.chain;

import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Compiles the chain of one service: follows its router, splitters and resolvers and checks that they fit together. It
 * takes time in proportion to the entries it meets. Used once, on one thread.
 */
public final class ChainCompiler {
    private static final String DATACENTER = "dc1";
    private static final String ANY_SUBSET = "*";
    private static final Set<String> HTTP_LIKE = Set.of("http", "http2", "grpc");

    private final String service;
    private final EntrySource entries;
    private final Map<String, List<String>> nodes = new LinkedHashMap<>();
    private String protocol;
    private boolean routesOrSplits;

    private ChainCompiler(String service, EntrySource entries) {
        this.service = service;
        this.entries = entries;
    }

    /**
     * What was found.
     *
     * @param protocol the protocol that all its services share
     * @param startsWithRouting whether requests meet a router or splitter first
     */
    public record Chain(String protocol, boolean startsWithRouting) {}

    /** A splitter whose splits are being followed. */
    private record Splitter(String name, Iterator<Map<String, Object>> splits, List<String> next) {}

    /**
     * Compiles a chain.
     *
     * @throws ChainException if the entries contradict each other
     */
    public static Chain compile(String service, EntrySource entries) {
        return new ChainCompiler(service, entries).compile();
    }

    /** Whether a protocol has requests that can be routed and split. */
    public static boolean isHttpLike(String protocol) {
        return HTTP_LIKE.contains(protocol);
    }

    private Chain compile() {
        var start = start();
        new CircleSearch(nodes).from(start);
        if (routesOrSplits && !isHttpLike(protocol)) {
            throw new ChainException("discovery chain \"" + service + "\" uses a protocol \"" + protocol
                    + "\" that does not permit advanced routing or splitting behavior");
        }
        return new Chain(protocol, !start.startsWith("resolver:"));
    }

    private String start() {
        var router = entries.find(ConfigKind.SERVICE_ROUTER, service);
        if (router == null) {
            return splitterOrResolver(service);
        }
        routesOrSplits = true;
        recordProtocol(service);
        var key = "router:" + router.name();
        var next = node(key);
        for (var route : router.structs("Routes")) {
            var destination = ConfigEntry.struct(route, "Destination");
            var named = destination == null ? Map.<String, Object>of() : destination;
            var subset = ConfigEntry.text(named, "ServiceSubset");
            var target = orElse(ConfigEntry.text(named, "Service"), service);
            next.add(subset.isEmpty() ? splitterOrResolver(target) : resolver(target, subset));
        }
        next.add(splitterOrResolver(router.name()));
        return key;
    }

    private String splitterOrResolver(String name) {
        var splitter = splitter(name);
        return splitter == null ? resolver(name, "") : splitter;
    }

    /** The node of a service's splitter, or null if it has none. Splitters may follow each other in thousands. */
    private String splitter(String name) {
        var open = new ArrayDeque<Splitter>();
        var first = enterSplitter(name, open);
        while (!open.isEmpty()) {
            var current = open.getLast();
            if (!current.splits().hasNext()) {
                open.removeLast();
                continue;
            }
            var split = current.splits().next();
            var subset = ConfigEntry.text(split, "ServiceSubset");
            var target = orElse(ConfigEntry.text(split, "Service"), current.name());
            boolean further = subset.isEmpty() && !target.equals(current.name());
            var next = further ? enterSplitter(target, open) : null;
            current.next().add(next == null ? resolver(target, subset) : next);
        }
        return first;
    }

    private String enterSplitter(String name, Deque<Splitter> open) {
        var key = "splitter:" + name;
        if (nodes.containsKey(key)) {
            return key;
        }
        var entry = entries.find(ConfigKind.SERVICE_SPLITTER, name);
        if (entry == null) {
            return null;
        }
        routesOrSplits = true;
        // Known before its splits are followed, which may lead back here.
        open.addLast(new Splitter(name, entry.structs("Splits").iterator(), node(key)));
        return key;
    }

    private String resolver(String name, String subset) {
        return resolver(new Target(name, subset, DATACENTER), false);
    }

    private String resolver(Target first, boolean forFailover) {
        var redirects = new LinkedHashSet<String>();
        var target = first;
        while (true) {
            var key = "resolver:" + target.id();
            if (nodes.containsKey(key)) {
                return key;
            }
            recordProtocol(target.service());
            var entry = entries.find(ConfigKind.SERVICE_RESOLVER, target.service());
            if (!redirects.add(target.id())) {
                throw new ChainException("detected circular resolver redirect: [" + String.join(" -> ", redirects)
                        + " -> " + target.id() + "]");
            }
            var next = entry == null ? target : redirected(entry, target);
            if (next.equals(target)) {
                return resolved(entry, target, key, forFailover);
            }
            target = next;
        }
    }

    private static Target redirected(ConfigEntry resolver, Target target) {
        var redirect = resolver.struct("Redirect");
        var moved = redirect == null
                ? target
                : target.rewritten(
                        ConfigEntry.text(redirect, "Service"),
                        ConfigEntry.text(redirect, "ServiceSubset"),
                        ConfigEntry.text(redirect, "Datacenter"));
        var defaultSubset = resolver.text("DefaultSubset");
        return moved.equals(target) && target.subset().isEmpty() && !defaultSubset.isEmpty()
                ? target.rewritten("", defaultSubset, "")
                : moved;
    }

    private String resolved(ConfigEntry resolver, Target target, String key, boolean forFailover) {
        var subsets = resolver == null ? null : resolver.struct("Subsets");
        if (!target.subset().isEmpty() && (subsets == null || !subsets.containsKey(target.subset()))) {
            throw new ChainException(
                    "service \"" + target.service() + "\" does not have a subset named \"" + target.subset() + "\"");
        }
        if (resolver != null) {
            requireNotExternal(resolver, target.service());
        }
        // The targets of a failover do not fail over further.
        if (!forFailover) {
            node(key);
            if (resolver != null) {
                failovers(resolver, target).forEach(failover -> resolver(failover, true));
            }
        }
        return key;
    }

    private void requireNotExternal(ConfigEntry resolver, String name) {
        var defaults = entries.find(ConfigKind.SERVICE_DEFAULTS, name);
        if (defaults == null || defaults.text("ExternalSNI").isEmpty()) {
            return;
        }
        var what = resolver.struct("Redirect") != null
                ? "redirects"
                : isFilled(resolver.struct("Subsets"))
                        ? "subsets"
                        : isFilled(resolver.struct("Failover")) ? "failover" : null;
        if (what != null) {
            throw new ChainException("service \"" + name + "\" has an external SNI set; cannot define " + what
                    + " for external services");
        }
    }

    private static List<Target> failovers(ConfigEntry resolver, Target target) {
        var bySubset = resolver.struct("Failover");
        if (!isFilled(bySubset)) {
            return List.of();
        }
        var own = ConfigEntry.struct(bySubset, target.subset());
        var failover = own == null ? ConfigEntry.struct(bySubset, ANY_SUBSET) : own;
        if (failover == null) {
            return List.of();
        }
        var targets = new ArrayList<Target>();
        var datacenters = failover.get("Datacenters") instanceof List<?> list && !list.isEmpty() ? list : List.of("");
        for (var datacenter : datacenters) {
            var next = target.rewritten(
                    ConfigEntry.text(failover, "Service"), ConfigEntry.text(failover, "ServiceSubset"), (String)
                            datacenter);
            if (!next.equals(target)) {
                targets.add(next);
            }
        }
        return targets;
    }

    /** Takes note of a service's protocol, which must be that of the others. */
    private void recordProtocol(String name) {
        var found = protocolOf(name);
        if (protocol == null) {
            protocol = found;
        } else if (!protocol.equals(found)) {
            throw new ChainException("discovery chain \"" + service + "\" uses inconsistent protocols; service \""
                    + name + "\" has \"" + found + "\" which is not \"" + protocol + "\"");
        }
    }

    private String protocolOf(String name) {
        var defaults = entries.find(ConfigKind.SERVICE_DEFAULTS, name);
        if (defaults != null) {
            return orElse(defaults.text("Protocol").toLowerCase(Locale.ROOT), "tcp");
        }
        var proxies = entries.find(ConfigKind.PROXY_DEFAULTS, ConfigKind.PROXY_DEFAULTS_NAME);
        var config = proxies == null ? null : proxies.struct("Config");
        var global = config == null ? "" : ConfigEntry.text(config, "protocol");
        return orElse(global.toLowerCase(Locale.ROOT), "tcp");
    }

    private List<String> node(String key) {
        return nodes.computeIfAbsent(key, unused -> new ArrayList<>());
    }

    private static boolean isFilled(Map<String, Object> map) {
        return map != null && !map.isEmpty();
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }
}
