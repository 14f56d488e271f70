package io.curia.model;

/**
 * How a proxy takes traffic that was redirected to it.
 *
 * @param outboundListenerPort where it listens; 0 for the default
 * @param dialedDirectly whether its instances are reached one by one
 */
public record TransparentProxyConfig(int outboundListenerPort, boolean dialedDirectly) {
    /** The default. */
    public static final TransparentProxyConfig EMPTY = new TransparentProxyConfig(0, false);
}
