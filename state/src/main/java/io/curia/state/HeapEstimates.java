package io.curia.state;

import io.curia.model.AclPolicy;
import io.curia.model.ByteString;
import io.curia.model.ConfigEntry;
import io.curia.model.HealthCheck;
import io.curia.model.HealthCheckDefinition;
import io.curia.model.Intention;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.ServiceRow;
import io.curia.model.Upstream;
import java.util.Collection;
import java.util.Map;

/**
 * About how many bytes of heap a row takes with its places in the indexes: rather more than less, for a server that runs
 * out of heap is gone. Parts that all rows share are not counted. What is measured is in docs/benchmarks.md.
 */
final class HeapEstimates {
    /** A row in one index, with its node of the tree and the object of its key. */
    private static final long ROW = 150;

    private static final long INDEX = 90;
    /** A text or an array: its object and what it is rounded up by. */
    private static final long OBJECT = 48;

    private static final long SCALAR = 24;

    private HeapEstimates() {}

    static long of(KvEntry row) {
        return ROW + row.key().length() + length(row.value()) + (row.session().isEmpty() ? 0 : INDEX);
    }

    /** For rows of a key alone, or of a few numbers. */
    static long ofKey(ByteString key) {
        return ROW + key.length();
    }

    /** For rows of the bytes alone. */
    static long ofBytes(ByteString bytes) {
        return ROW + bytes.length();
    }

    static long of(Node row) {
        return ROW
                + 2 * INDEX
                + sizes(row.id(), row.node(), row.address(), row.taggedAddresses(), row.meta())
                + (row.meta() == null ? 0 : INDEX * row.meta().size());
    }

    static long of(ServiceRow row) {
        return ROW + 4 * INDEX + sizes(row.node()) + of(row.service());
    }

    private static long of(NodeService service) {
        var proxy = service.proxy();
        long upstreams = proxy.upstreams() == null
                ? 0
                : proxy.upstreams().stream().mapToLong(HeapEstimates::of).sum();
        return sizes(
                        service.id(),
                        service.service(),
                        service.address(),
                        service.socketPath(),
                        service.tags(),
                        service.taggedAddresses(),
                        service.meta(),
                        proxy.config(),
                        proxy.destinationServiceName(),
                        proxy.destinationServiceId(),
                        service.connect().sidecarService())
                + upstreams;
    }

    private static long of(Upstream upstream) {
        return OBJECT
                + sizes(
                        upstream.destinationName(),
                        upstream.datacenter(),
                        upstream.localBindAddress(),
                        upstream.config(),
                        upstream.ingressHosts());
    }

    static long of(HealthCheck row) {
        return ROW
                + 4 * INDEX
                + sizes(
                        row.node(),
                        row.checkId(),
                        row.name(),
                        row.notes(),
                        row.output(),
                        row.serviceId(),
                        row.serviceName(),
                        row.serviceTags())
                + of(row.definition());
    }

    private static long of(HealthCheckDefinition definition) {
        return definition.equals(HealthCheckDefinition.EMPTY)
                ? 0
                : 3 * OBJECT
                        + sizes(
                                definition.http(),
                                definition.header(),
                                definition.body(),
                                definition.tcp(),
                                definition.scriptArgs());
    }

    static long of(ConfigEntry row) {
        return ROW + 3 * INDEX + sizes(row.kind(), row.name(), row.content());
    }

    static long of(Intention row) {
        return ROW
                + 3 * INDEX
                + sizes(
                        row.id(),
                        row.description(),
                        row.sourceName(),
                        row.destinationName(),
                        row.permissions(),
                        row.meta());
    }

    static long of(AclPolicy row) {
        return ROW + INDEX + sizes(row.id(), row.name(), row.description(), row.rules(), row.datacenters());
    }

    private static long sizes(Object... values) {
        long sum = 0;
        for (Object value : values) {
            sum += size(value);
        }
        return sum;
    }

    private static long size(Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof String text) {
            return text.isEmpty() ? 0 : OBJECT + text.length();
        } else if (value instanceof ByteString bytes) {
            return OBJECT + bytes.length();
        } else if (value instanceof Map<?, ?> map) {
            long sum = OBJECT;
            for (var entry : map.entrySet()) {
                sum += size(entry.getKey()) + size(entry.getValue());
            }
            return sum;
        } else if (value instanceof Collection<?> all) {
            long sum = OBJECT;
            for (Object each : all) {
                sum += size(each);
            }
            return sum;
        }
        return SCALAR;
    }

    private static long length(ByteString bytes) {
        return bytes == null ? 0 : bytes.length();
    }
}
