package io.curia.cluster;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Who asks, as far as that is known, for the operator's log. What it says decides nothing.
 *
 * @param what how the request came, and in whose name, such as {@code remote call of user backup}
 * @param from where it came from; null if that is not known, or for what comes from within
 */
public record Caller(String what, InetSocketAddress from) {
    /** Nothing is known. */
    public static final Caller UNKNOWN = new Caller("an unknown caller", null);

    public Caller {
        Objects.requireNonNull(what);
    }

    /** A client of the HTTP API. */
    public static Caller http(InetSocketAddress from) {
        return new Caller("HTTP", from);
    }

    /** A user of remote calls. */
    public static Caller remote(String user, InetSocketAddress from) {
        return new Caller("remote call of user " + user, from);
    }

    /** A batch job. */
    public static Caller job(String name, long execution) {
        return new Caller("job " + name + " (execution " + execution + ")", null);
    }

    @Override
    public String toString() {
        if (from == null) {
            return what;
        }
        String host = from.getAddress() == null
                ? from.getHostString()
                : from.getAddress().getHostAddress();
        return what + " from " + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + from.getPort();
    }
}
