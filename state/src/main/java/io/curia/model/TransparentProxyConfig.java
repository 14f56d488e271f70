package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;
import static io.curia.model.Trait.Plain.SNAKE_CASE;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Whole;

/**
 * How a proxy takes traffic that was redirected to it.
 *
 * @param outboundListenerPort where it listens; 0 for the default
 * @param dialedDirectly whether its instances are reached one by one
 */
public record TransparentProxyConfig(int outboundListenerPort, boolean dialedDirectly) {
    private static final Shape.Fields<TransparentProxyConfig> FIELDS = new Shape.Fields<>();
    private static final Whole<TransparentProxyConfig> OUTBOUND_LISTENER_PORT =
            FIELDS.int32("OutboundListenerPort", TransparentProxyConfig::outboundListenerPort, SNAKE_CASE, OMIT_EMPTY);
    private static final Flag<TransparentProxyConfig> DIALED_DIRECTLY =
            FIELDS.flag("DialedDirectly", TransparentProxyConfig::dialedDirectly, SNAKE_CASE, OMIT_EMPTY);

    /** Its fields. */
    public static final Shape<TransparentProxyConfig> SHAPE = FIELDS.make(
            draft -> new TransparentProxyConfig((int) draft.get(OUTBOUND_LISTENER_PORT), draft.get(DIALED_DIRECTLY)));

    /** The default. */
    public static final TransparentProxyConfig EMPTY = SHAPE.zero();
}
