package io.curia.state;

import io.curia.model.NodeService;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** What may be said about a service in its metadata (state-store §4.3). */
public final class ServiceMeta {
    private static final int MAX_PAIRS = 64;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 512;
    private static final String RESERVED = "consul-";

    /** What gateways say about themselves for federation. */
    private static final Set<String> GATEWAY_KEYS = Set.of("consul-wan-federation", "consul-version");

    private ServiceMeta() {}

    /** @throws StateException if the metadata of an instance is not allowed */
    static void requireValid(String node, NodeService service) {
        var fault = fault(service.meta(), service.kind());
        if (fault != null) {
            throw new StateException(
                    "Invalid Service Meta for node " + node + " and serviceID " + service.id() + ": " + fault);
        }
    }

    /**
     * Why metadata is not allowed, or null if it is. Of many faults it is that of the first key in bytewise order.
     *
     * @param meta may be null
     * @param kind the kind of the service
     */
    public static String fault(Map<String, String> meta, String kind) {
        if (meta == null || meta.isEmpty()) {
            return null;
        } else if (meta.size() > MAX_PAIRS) {
            return "Node metadata cannot contain more than " + MAX_PAIRS + " key/value pairs";
        }
        boolean gateway = kind.equals(NodeService.MESH_GATEWAY);
        for (var pair : meta.entrySet()) {
            var fault = fault(pair.getKey(), pair.getValue(), gateway);
            if (fault != null) {
                return "Couldn't load metadata pair ('" + pair.getKey() + "', '" + pair.getValue() + "'): " + fault;
            }
        }
        return null;
    }

    private static String fault(String key, String value, boolean gateway) {
        if (key.isEmpty()) {
            return "Key cannot be blank";
        } else if (!key.chars().allMatch(ServiceMeta::isKeyCharacter)) {
            return "Key contains invalid characters";
        } else if (key.length() > MAX_KEY) {
            return "Key is too long (limit: " + MAX_KEY + " characters)";
        } else if (key.startsWith(RESERVED) && !(gateway && GATEWAY_KEYS.contains(key))) {
            return "Key prefix '" + RESERVED + "' is reserved for internal use";
        } else if (value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE) {
            return "Value is too long (limit: " + MAX_VALUE + " characters)";
        }
        return null;
    }

    private static boolean isKeyCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
}
