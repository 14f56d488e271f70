package io.curia.model;

import java.util.Objects;

/**
 * How a proxy uses mesh gateways.
 *
 * @param mode {@code none}, {@code local}, {@code remote} or an empty text for the default
 */
public record MeshGatewayConfig(String mode) {
    /** The default. */
    public static final MeshGatewayConfig EMPTY = new MeshGatewayConfig("");

    public MeshGatewayConfig {
        Objects.requireNonNull(mode);
    }
}
