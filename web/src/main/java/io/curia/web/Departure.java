package io.curia.web;

import io.curia.http.QueryParams;
import io.curia.web.port.ScreenedSource;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.util.concurrent.Future;
import org.xnio.IoUtils;

/** Clients that hang up while their blocking query waits: the wait ends, and what it holds is free at once. */
final class Departure {
    private Departure() {}

    /** Cancels a blocking query when its client hangs up; any other request is carried through. */
    static void cancels(HttpServerExchange exchange, QueryParams params, Future<?> answer) {
        if (params.has("index")
                && exchange.getConnection() instanceof HttpServerConnection connection
                && connection.getOriginalSourceConduit() instanceof ScreenedSource source) {
            source.watch(() -> {
                IoUtils.safeClose(connection);
                answer.cancel(false);
            });
        }
    }

    /** Closes the connection and ends the exchange. */
    static void hangUp(HttpServerExchange exchange) {
        exchange.setPersistent(false);
        IoUtils.safeClose(exchange.getConnection());
        exchange.endExchange();
    }
}
