package io.curia.state;

import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a config entry refers to, for the indexes of its table. */
final class ConfigLinks {
    private ConfigLinks() {}

    /** The services that a router, splitter, resolver or ingress gateway refers to, in lower case; else none. */
    static Set<String> services(ConfigEntry entry) {
        var names = new TreeSet<String>();
        switch (entry.kind()) {
            case ConfigKind.SERVICE_ROUTER ->
                entry.structs("Routes").forEach(route -> addService(names, ConfigEntry.struct(route, "Destination")));
            case ConfigKind.SERVICE_SPLITTER -> entry.structs("Splits").forEach(split -> addService(names, split));
            case ConfigKind.SERVICE_RESOLVER -> {
                addService(names, entry.struct("Redirect"));
                failovers(entry).forEach(failover -> addService(names, failover));
            }
            case ConfigKind.INGRESS_GATEWAY ->
                entry.structs("Listeners").forEach(listener -> ConfigEntry.structs(listener, "Services")
                        .forEach(service -> add(names, ConfigEntry.text(service, "Name"))));
            default -> {
                return Set.of();
            }
        }
        return names;
    }

    /** The ids that intentions of before 1.9 had; else none. */
    static Set<String> legacyIds(ConfigEntry entry) {
        return texts(entry, "LegacyID");
    }

    /** The sources of intentions, in lower case; else none. */
    static Set<String> sources(ConfigEntry entry) {
        return texts(entry, "Name");
    }

    /** The failovers of a resolver. */
    @SuppressWarnings("unchecked") // the shapes see to it
    static List<Map<String, Object>> failovers(ConfigEntry resolver) {
        var failover = resolver.struct("Failover");
        return failover == null
                ? List.of()
                : failover.values().stream()
                        .map(each -> (Map<String, Object>) each)
                        .toList();
    }

    private static Set<String> texts(ConfigEntry entry, String field) {
        var texts = new TreeSet<String>();
        if (entry.kind().equals(ConfigKind.SERVICE_INTENTIONS)) {
            entry.structs("Sources").forEach(source -> add(texts, ConfigEntry.text(source, field)));
        }
        return texts;
    }

    private static void addService(Set<String> names, Map<String, Object> reference) {
        if (reference != null) {
            add(names, ConfigEntry.text(reference, "Service"));
        }
    }

    private static void add(Set<String> names, String name) {
        if (!name.isEmpty()) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
    }
}
