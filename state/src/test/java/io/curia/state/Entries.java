package io.curia.state;

import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Config entries for tests. */
final class Entries {
    private Entries() {}

    static ConfigEntry defaults(String service, String protocol) {
        return ConfigEntry.of(ConfigKind.SERVICE_DEFAULTS, service, Map.of("Protocol", protocol));
    }

    static ConfigEntry external(String service) {
        return ConfigEntry.of(ConfigKind.SERVICE_DEFAULTS, service, Map.of("ExternalSNI", "sni"));
    }

    static ConfigEntry proxies(String protocol) {
        return ConfigEntry.of(ConfigKind.PROXY_DEFAULTS, "global", Map.of("Config", Map.of("protocol", protocol)));
    }

    /** Each destination is a service, or {@code service/subset}. */
    static ConfigEntry router(String service, String... destinations) {
        return ConfigEntry.of(
                ConfigKind.SERVICE_ROUTER,
                service,
                Map.of(
                        "Routes",
                        Arrays.stream(destinations)
                                .map(each -> Map.of("Destination", reference(each)))
                                .toList()));
    }

    /** Each part is a service, or {@code service/subset}. */
    static ConfigEntry splitter(String service, String... parts) {
        var splits = new ArrayList<Map<String, Object>>();
        for (var part : parts) {
            var split = new HashMap<>(reference(part));
            split.put("Weight", 100f / parts.length);
            splits.add(split);
        }
        return ConfigEntry.of(ConfigKind.SERVICE_SPLITTER, service, Map.of("Splits", splits));
    }

    static ConfigEntry redirect(String service, String to) {
        return ConfigEntry.of(ConfigKind.SERVICE_RESOLVER, service, Map.of("Redirect", reference(to)));
    }

    static ConfigEntry subsets(String service, String defaultSubset, String... subsets) {
        var byName = new HashMap<String, Object>();
        for (var subset : subsets) {
            byName.put(subset, Map.of("Filter", ""));
        }
        return ConfigEntry.of(
                ConfigKind.SERVICE_RESOLVER, service, Map.of("DefaultSubset", defaultSubset, "Subsets", byName));
    }

    static ConfigEntry failover(String service, String to, String... datacenters) {
        var failover = new HashMap<>(reference(to));
        failover.put("Datacenters", List.of(datacenters));
        return ConfigEntry.of(ConfigKind.SERVICE_RESOLVER, service, Map.of("Failover", Map.of("*", failover)));
    }

    static ConfigEntry ingress(String gateway, long port, String protocol, String... services) {
        return ConfigEntry.of(
                ConfigKind.INGRESS_GATEWAY,
                gateway,
                Map.of("Listeners", List.of(Map.of("Port", port, "Protocol", protocol, "Services", named(services)))));
    }

    static ConfigEntry terminating(String gateway, String... services) {
        return ConfigEntry.of(ConfigKind.TERMINATING_GATEWAY, gateway, Map.of("Services", named(services)));
    }

    static ConfigEntry intentions(String service, Map<String, Object> source) {
        return ConfigEntry.of(ConfigKind.SERVICE_INTENTIONS, service, Map.of("Sources", List.of(source)));
    }

    private static List<Map<String, Object>> named(String... services) {
        return Arrays.stream(services)
                .map(name -> Map.<String, Object>of("Name", name))
                .toList();
    }

    private static Map<String, Object> reference(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Map.of("Service", text)
                : Map.of("Service", text.substring(0, slash), "ServiceSubset", text.substring(slash + 1));
    }
}
