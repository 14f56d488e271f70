package io.curia.model;

import java.util.List;
import java.util.Map;

/**
 * A service's part in the mesh.
 *
 * @param isNative whether it speaks the mesh's protocol itself ({@code Native})
 * @param sidecarService the definition of a sidecar, which agents use up and the catalog keeps only if it was given one:
 *     a value as JSON and msgpack carry it, or null
 */
public record ServiceConnect(boolean isNative, Object sidecarService) {
    /** No part. */
    public static final ServiceConnect EMPTY = new ServiceConnect(false, null);

    /** Speaks the protocol itself. */
    public static final ServiceConnect NATIVE = new ServiceConnect(true, null);

    public ServiceConnect {
        if (sidecarService instanceof Map || sidecarService instanceof List) {
            sidecarService = CompactMap.deep(sidecarService);
        }
    }
}
