package io.curia.service.agent;

import io.curia.model.NodeService;
import io.curia.model.ServiceAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Addresses of a service by purpose. */
final class TaggedAddresses {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private TaggedAddresses() {}

    /** The service with its address under the names by which each kind of network looks for one. */
    static NodeService complete(NodeService service) {
        String family = service.address().indexOf(':') >= 0
                ? "_ipv6"
                : IPV4.matcher(service.address()).matches() ? "_ipv4" : "";
        if (family.isEmpty()) {
            return service;
        }
        Map<String, ServiceAddress> all = new TreeMap<>();
        var own = new ServiceAddress(service.address(), service.port());
        all.put("lan" + family, own);
        all.put("wan" + family, own);
        if (service.taggedAddresses() != null) {
            all.putAll(service.taggedAddresses());
        }
        return NodeService.SHAPE
                .draft(service)
                .set(NodeService.TAGGED_ADDRESSES, all)
                .build()
                .withIndexes(0, 0);
    }
}
