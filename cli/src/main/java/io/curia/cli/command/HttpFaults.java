package io.curia.cli.command;

import io.curia.client.HttpApi;
import io.curia.client.RefusedRequestException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** Why a request failed, in the words that users of Consul know. Stateless. */
public final class HttpFaults {
    private HttpFaults() {}

    /** The answer of a server that refused, or else the request and what came between it and the server. */
    public static String text(HttpApi api, String method, String path, IOException fault) {
        if (fault instanceof RefusedRequestException) {
            return fault.getMessage();
        }
        String name = method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT);
        return name + " \"" + api.base() + path + "\": " + reason(api, fault);
    }

    private static String reason(HttpApi api, IOException fault) {
        String host = api.base().getHost();
        String place = host + (api.base().getPort() < 0 ? "" : ":" + api.base().getPort());
        if (fault instanceof HttpConnectTimeoutException) {
            return "dial tcp " + place + ": i/o timeout";
        } else if (fault instanceof ConnectException) {
            return hasCause(fault, UnresolvedAddressException.class)
                    ? "dial tcp: lookup " + host + ": no such host"
                    : "dial tcp " + place + ": connect: connection refused";
        } else if (hasCause(fault, EOFException.class)) {
            return "unexpected EOF";
        }
        return fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
    }

    private static boolean hasCause(Throwable fault, Class<? extends Throwable> type) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
