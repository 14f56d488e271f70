package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;
import static io.curia.model.Trait.Plain.SNAKE_CASE;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
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
    private static final Shape.Fields<ServiceConnect> FIELDS = new Shape.Fields<>();
    private static final Flag<ServiceConnect> IS_NATIVE = FIELDS.flag("Native", ServiceConnect::isNative, OMIT_EMPTY);
    private static final Value<ServiceConnect, Object> SIDECAR_SERVICE =
            FIELDS.any("SidecarService", ServiceConnect::sidecarService, SNAKE_CASE, OMIT_EMPTY);

    /** Its fields. */
    public static final Shape<ServiceConnect> SHAPE =
            FIELDS.make(draft -> new ServiceConnect(draft.get(IS_NATIVE), draft.get(SIDECAR_SERVICE)));

    /** No part. */
    public static final ServiceConnect EMPTY = SHAPE.zero();

    /** Speaks the protocol itself. */
    public static final ServiceConnect NATIVE = new ServiceConnect(true, null);

    public ServiceConnect {
        if (sidecarService instanceof Map || sidecarService instanceof List) {
            sidecarService = CompactMap.deep(sidecarService);
        }
    }
}
