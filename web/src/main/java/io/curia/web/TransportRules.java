package io.curia.web;

import io.curia.http.Endpoint;
import io.curia.text.PercentCoding;
import io.curia.text.Utf8;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Arrays;
import java.util.List;

/**
 * What every request is subject to before a resource sees it (http-api §1.1): which paths and methods exist, how paths
 * are cleaned, and the headers all answers have. Runs on the I/O thread and never blocks; what it refuses costs no
 * other thread.
 */
final class TransportRules implements HttpHandler {
    /** What follows the route's path, decoded once; set on every exchange that passes. */
    static final AttachmentKey<byte[]> ARGUMENT = AttachmentKey.create(byte[].class);

    /** The row of the table for the request; set on every exchange that passes. */
    static final AttachmentKey<Endpoint<?>> ENDPOINT = key();

    /** The Accept header for the services, which the containers do not get to see. */
    static final AttachmentKey<String> ACCEPT = AttachmentKey.create(String.class);

    private static final HttpString DEFAULT_ACL_POLICY = HttpString.tryFromString("X-Consul-Default-Acl-Policy");
    private static final String ROOT_TEXT = "Consul Agent";
    private static final String TEXT = "text/plain; charset=utf-8";

    /**
     * Headers that decide nothing here, but that the containers parse: a malformed one would end in an error page of
     * theirs. There are no sessions in cookies, no forms, and one form of each answer.
     */
    private static final List<HttpString> UNREAD =
            List.of(Headers.COOKIE, Headers.CONTENT_TYPE, Headers.ACCEPT, Headers.ACCEPT_LANGUAGE);

    /** Greater lengths do not fit a number; the containers would stumble over them. */
    private static final int MOST_DIGITS_OF_LENGTH = 18;

    /** Servlet containers write a media type's parameters without the space that clients compare with. */
    private static final ResponseCommitListener SPELL_CONTENT_TYPE = exchange -> {
        if ("text/plain;charset=utf-8"
                .equalsIgnoreCase(exchange.getResponseHeaders().getFirst(Headers.CONTENT_TYPE))) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, TEXT);
        }
    };

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no parameters
    private static AttachmentKey<Endpoint<?>> key() {
        return (AttachmentKey) AttachmentKey.create(Endpoint.class);
    }

    private final Routes routes;
    private final HttpHandler small;
    private final HttpHandler next;

    /**
     * @param small takes what the rules let through to endpoints that answer small requests quickly
     * @param next takes the rest
     */
    TransportRules(Routes routes, HttpHandler small, HttpHandler next) {
        this.routes = routes;
        this.small = small;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!isLengthNumber(exchange)) {
            exchange.setPersistent(false);
            end(exchange, 400);
            return;
        }
        byte[] path = PercentCoding.decodePath(RawPath.of(exchange.getRequestURI()));
        if (path == null || path.length == 0 || path[0] != '/' || !Utf8.isPrintable(path)) {
            end(exchange, 400);
            return;
        }
        byte[] clean = Paths.clean(path);
        Route route = routes.find(clean);
        if (routes.lacksSlash(clean)) {
            redirect(exchange, PercentCoding.encodePath(clean) + "/");
        } else if (clean != path) {
            redirect(exchange, PercentCoding.encodePath(clean));
        } else if (route != null) {
            handleRoute(exchange, route, path);
        } else if (path.length == 1) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, TEXT);
            exchange.getResponseSender().send(ROOT_TEXT);
        } else {
            end(exchange, 404);
        }
    }

    private void handleRoute(HttpServerExchange exchange, Route route, byte[] path) throws Exception {
        String method = exchange.getRequestMethod().toString();
        Endpoint<?> endpoint = route.endpoint(method);
        if (endpoint != null && endpoint.isAbsent()) {
            end(exchange, 404);
            return;
        }
        exchange.getResponseHeaders().put(DEFAULT_ACL_POLICY, "allow");
        exchange.getResponseHeaders().put(Headers.VARY, "Accept-Encoding");
        if (endpoint != null) {
            pass(exchange, route, endpoint, path);
            return;
        }
        exchange.getResponseHeaders().put(Headers.ALLOW, route.allow());
        if (method.equals("OPTIONS")) {
            end(exchange, 200);
            return;
        }
        exchange.setStatusCode(405);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, TEXT);
        exchange.getResponseSender().send("method " + method + " not allowed");
    }

    private void pass(HttpServerExchange exchange, Route route, Endpoint<?> endpoint, byte[] path) throws Exception {
        String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
        if (accept != null) {
            exchange.putAttachment(ACCEPT, accept);
        }
        for (HttpString header : UNREAD) {
            exchange.getRequestHeaders().remove(header);
        }
        exchange.addResponseCommitListener(SPELL_CONTENT_TYPE);
        exchange.putAttachment(ENDPOINT, endpoint);
        exchange.putAttachment(ARGUMENT, Arrays.copyOfRange(path, route.length(), path.length));
        if (!Utf8.isValid(path)) {
            // JAX-RS refuses such paths though keys may be any bytes; the route alone is enough to match a resource
            exchange.setRequestURI(route.path());
            exchange.setRequestPath(route.path());
            exchange.setRelativePath(route.path());
        }
        (endpoint.terms().mayBeSmall() ? small : next).handleRequest(exchange);
    }

    private static boolean isLengthNumber(HttpServerExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH);
        return length == null || length.length() <= MOST_DIGITS_OF_LENGTH;
    }

    private static void redirect(HttpServerExchange exchange, String path) {
        String query = exchange.getQueryString();
        String location = query.isEmpty() ? path : path + "?" + query;
        exchange.setStatusCode(301);
        exchange.getResponseHeaders().put(Headers.LOCATION, location);
        String method = exchange.getRequestMethod().toString();
        if (method.equals("GET") || method.equals("HEAD")) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
            exchange.getResponseSender().send("<a href=\"" + escapeHtml(location) + "\">Moved Permanently</a>.\n\n");
        } else {
            end(exchange, 301);
        }
    }

    private static String escapeHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    /** Ends without a body; taking the channel keeps the container from sending an error page of its own. */
    private static void end(HttpServerExchange exchange, int status) {
        exchange.setStatusCode(status);
        exchange.setResponseContentLength(0);
        exchange.getResponseChannel();
        exchange.endExchange();
    }
}
