package io.curia.model;

import java.util.Map;
import java.util.Objects;

/**
 * The virtual address of a service, which servers since 1.11 give out. Kept for them as it came, without effect (fsm-commands
 * §3, type 32).
 *
 * @param service name of the service
 * @param peer where it comes from; an empty text for here
 * @param content all fields by name
 */
public record ServiceVirtualIp(String service, String peer, Map<String, Object> content) {
    public ServiceVirtualIp {
        Objects.requireNonNull(service);
        Objects.requireNonNull(peer);
        content = CompactMap.deepCopyOf(Objects.requireNonNull(content));
    }
}
