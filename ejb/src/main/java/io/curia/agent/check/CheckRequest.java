package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * One request of a check by HTTP.
 *
 * @param headers what the definition asks for, in its spelling
 * @param body empty for none
 */
record CheckRequest(CheckUrl url, String method, List<Header> headers, String body) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0a-\\x1f\\x7f]*");
    private static final Set<String> SET_BY_THE_CLIENT =
            Set.of("host", "user-agent", "content-length", "transfer-encoding", "trailer", "connection");
    private static final Set<String> WITH_LENGTH = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> SECRETS = Set.of("authorization", "www-authenticate", "cookie", "cookie2");

    /** @throws IllegalArgumentException if the method, the URL or its scheme is none; the message is Go's */
    static CheckRequest of(String url, String method, Map<String, List<String>> headers, String body) {
        if (!TOKEN.matcher(method).matches()) {
            throw new IllegalArgumentException("net/http: invalid method \"" + method + "\"");
        }
        var list = new ArrayList<Header>();
        if (headers != null) {
            headers.forEach((name, values) -> {
                if (values != null) {
                    values.forEach(value -> list.add(new BasicHeader(name, value)));
                }
            });
        }
        return new CheckRequest(CheckUrl.parse(url), method, List.copyOf(list), body);
    }

    /**
     * The request that follows an answer which sends the client elsewhere.
     *
     * @throws IllegalArgumentException if the location is none
     */
    CheckRequest redirected(int status, String location) {
        CheckUrl to;
        try {
            to = url.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "failed to parse Location header \"" + location + "\": " + e.getMessage(), e);
        }
        boolean same = to.host().equals(url.host()) || to.host().endsWith("." + url.host());
        boolean relative = !location.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
        var kept = new ArrayList<>(headers);
        kept.removeIf(header -> !same && SECRETS.contains(lower(header))
                || !relative && lower(header).equals("host"));
        boolean repeated = status == 307 || status == 308;
        boolean reading = method.equals("GET") || method.equals("HEAD");
        return new CheckRequest(to, repeated || reading ? method : "GET", kept, repeated ? body : "");
    }

    /** Whether the client, and not the definition, asks for a compressed answer, which it then has to unpack. */
    boolean takesGzip() {
        return first("Accept-Encoding").isEmpty() && first("Range").isEmpty() && !method.equals("HEAD");
    }

    /**
     * What is sent.
     *
     * @throws IllegalArgumentException if a header is none, or the URL leads to no server; the message is Go's
     */
    BasicClassicHttpRequest message() {
        if (!url.scheme().equals("http") && !url.isTls()) {
            throw new IllegalArgumentException("unsupported protocol scheme \"" + url.scheme() + "\"");
        } else if (url.host().isEmpty()) {
            throw new IllegalArgumentException("http: no Host in request URL");
        }
        for (var header : headers) {
            if (!TOKEN.matcher(header.getName()).matches()) {
                throw new IllegalArgumentException("net/http: invalid header field name \"" + header.getName() + "\"");
            } else if (!VALUE.matcher(header.getValue()).matches()) {
                throw new IllegalArgumentException(
                        "net/http: invalid header field value for \"" + header.getName() + "\"");
            }
        }
        // of the constructors, the one that takes the target as it is
        var message = new BasicClassicHttpRequest(method, (HttpHost) null, url.requestTarget());
        add(message, "Host", first("Host").isEmpty() ? url.authority() : first("Host"));
        add(message, "User-Agent", first("User-Agent").isEmpty() ? "Consul Health Check" : first("User-Agent"));
        byte[] bytes = body.getBytes(UTF_8);
        if (bytes.length > 0 || WITH_LENGTH.contains(method)) {
            add(message, "Content-Length", Integer.toString(bytes.length));
        }
        for (var header : headers) {
            if (!SET_BY_THE_CLIENT.contains(lower(header))) {
                add(message, header.getName(), header.getValue());
            }
        }
        if (first("Accept").isEmpty()) {
            add(message, "Accept", "text/plain, text/*, */*");
        }
        if (url.userInfo() != null && first("Authorization").isEmpty()) {
            String pair = url.userInfo().contains(":") ? url.userInfo() : url.userInfo() + ":";
            add(message, "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        }
        if (takesGzip()) {
            add(message, "Accept-Encoding", "gzip");
        }
        add(message, "Connection", "close");
        if (bytes.length > 0) {
            message.setEntity(new ByteArrayEntity(bytes, (ContentType) null));
        }
        return message;
    }

    /** The connection sends a character as a byte. */
    private static void add(BasicClassicHttpRequest message, String name, String value) {
        message.addHeader(name, new String(value.getBytes(UTF_8), ISO_8859_1));
    }

    private String first(String name) {
        return headers.stream()
                .filter(header -> header.getName().equalsIgnoreCase(name))
                .map(Header::getValue)
                .findFirst()
                .orElse("");
    }

    private static String lower(Header header) {
        return header.getName().toLowerCase(Locale.ROOT);
    }
}
