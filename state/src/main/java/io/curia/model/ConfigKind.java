package io.curia.model;

/** The kinds of config entries (state-store §9). Servers may hold entries of kinds that are not among these. */
public final class ConfigKind {
    /** Settings of one service. */
    public static final String SERVICE_DEFAULTS = "service-defaults";

    /** Settings of all proxies. */
    public static final String PROXY_DEFAULTS = "proxy-defaults";

    /** Routes of requests by path, header and so on. */
    public static final String SERVICE_ROUTER = "service-router";

    /** Shares of requests. */
    public static final String SERVICE_SPLITTER = "service-splitter";

    /** Subsets of instances, redirects and failover. */
    public static final String SERVICE_RESOLVER = "service-resolver";

    /** What a gateway into the mesh listens for. */
    public static final String INGRESS_GATEWAY = "ingress-gateway";

    /** What a gateway out of the mesh leads to. */
    public static final String TERMINATING_GATEWAY = "terminating-gateway";

    /** Who may talk to a service. */
    public static final String SERVICE_INTENTIONS = "service-intentions";

    /** Settings of the whole mesh. */
    public static final String MESH = "mesh";

    /** The name of the one entry of kind {@link #PROXY_DEFAULTS}. */
    public static final String PROXY_DEFAULTS_NAME = "global";

    /** The name of the one entry of kind {@link #MESH}. */
    public static final String MESH_NAME = "mesh";

    private ConfigKind() {}
}
