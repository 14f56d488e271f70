package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;

import io.curia.model.Field.Value;
import java.util.Objects;

/**
 * How a proxy uses mesh gateways.
 *
 * @param mode {@code none}, {@code local}, {@code remote} or an empty text for the default
 */
public record MeshGatewayConfig(String mode) {
    private static final Shape.Fields<MeshGatewayConfig> FIELDS = new Shape.Fields<>();
    private static final Value<MeshGatewayConfig, String> MODE =
            FIELDS.text("Mode", MeshGatewayConfig::mode, OMIT_EMPTY);

    /** Its fields. */
    public static final Shape<MeshGatewayConfig> SHAPE = FIELDS.make(draft -> new MeshGatewayConfig(draft.get(MODE)));

    /** The default. */
    public static final MeshGatewayConfig EMPTY = SHAPE.zero();

    public MeshGatewayConfig {
        Objects.requireNonNull(mode);
    }
}
