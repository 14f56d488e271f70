package io.curia.agent;

import io.curia.model.NodeService;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is made up for a sidecar proxy that is registered with its service (http-api §16). */
public final class Sidecar {
    private static final String SUFFIX = "-sidecar-proxy";
    private static final int FIRST_PORT = 21000;
    private static final int LAST_PORT = 21255;

    private Sidecar() {}

    /** The id, or name, of the sidecar of a service with this id, or name. */
    public static String idOf(String service) {
        return service + SUFFIX;
    }

    /**
     * A port for a sidecar: the one it had, or the first that no service of this agent has.
     *
     * @return empty if there is none left
     */
    public static OptionalInt port(String sidecarId, Collection<NodeService> services) {
        var present = services.stream()
                .filter(service -> service.id().equals(sidecarId))
                .mapToInt(NodeService::port)
                .filter(port -> port >= FIRST_PORT && port <= LAST_PORT)
                .findFirst();
        if (present.isPresent()) {
            return present;
        }
        Set<Integer> taken = services.stream().map(NodeService::port).collect(Collectors.toSet());
        return IntStream.rangeClosed(FIRST_PORT, LAST_PORT)
                .filter(port -> !taken.contains(port))
                .findFirst();
    }
}
