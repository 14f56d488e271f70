package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The URL of a check, taken as Go's client takes it: any host name that is none of the URL's own signs, blanks and signs in the
 * path, which are sent escaped. The JDK's {@link java.net.URI} refuses many of these.
 *
 * @param scheme in lower case; may be empty
 * @param userInfo as written, up to the {@code @}; null for none
 * @param host decoded, without brackets; IDN as ASCII; may be empty
 * @param port as written; empty for the scheme's
 * @param path escaped, with the query
 * @param opaque whether no path follows the scheme, as in {@code localhost:80}
 * @param text as it was written
 */
record CheckUrl(String scheme, String userInfo, String host, String port, String path, boolean opaque, String text) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:%@-]*");
    private static final String SIGNS_IN_HOSTS = "-_.~!$&'()*+,;=:[]<>\"";
    private static final String SIGNS_IN_PATHS = "-_.~!$&'()*+,;=:@[]/";
    private static final String SIGNS_IN_QUERIES = SIGNS_IN_PATHS + "?{}|\\^`\"<>";

    /** @throws IllegalArgumentException if it is none; the message is Go's */
    static CheckUrl parse(String text) {
        try {
            return parsed(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parse \"" + text + "\": " + e.getMessage(), e);
        }
    }

    private static CheckUrl parsed(String text) {
        String rest = text.replaceFirst("(?s)#.*", "");
        if (rest.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("net/url: invalid control character in URL");
        } else if (rest.startsWith(":")) {
            throw new IllegalArgumentException("missing protocol scheme");
        }
        var matcher = SCHEME.matcher(rest);
        String scheme = matcher.lookingAt() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        rest = rest.substring(scheme.isEmpty() ? 0 : matcher.end());
        int query = rest.indexOf('?');
        String beforeQuery = query < 0 ? rest : rest.substring(0, query);
        if (scheme.isEmpty() && beforeQuery.split("/", 2)[0].contains(":")) {
            throw new IllegalArgumentException("first path segment in URL cannot contain colon");
        }
        if (!rest.startsWith("//")) {
            boolean opaque = !scheme.isEmpty() && !rest.startsWith("/");
            return new CheckUrl(scheme, null, "", "", target(beforeQuery, rest), opaque, text);
        }
        int slash = beforeQuery.indexOf('/', 2);
        int end = slash < 0 ? beforeQuery.length() : slash;
        String authority = beforeQuery.substring(2, end);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : authority.substring(0, at);
        if (userInfo != null && !USER_INFO.matcher(userInfo).matches()) {
            throw new IllegalArgumentException("net/url: invalid userinfo");
        }
        String hostAndPort = authority.substring(at + 1);
        int colon = endOfHost(hostAndPort);
        String port = hostAndPort.substring(Math.min(colon + 1, hostAndPort.length()));
        return new CheckUrl(
                scheme,
                userInfo == null ? null : decoded(userInfo),
                ascii(host(hostAndPort.substring(0, colon))),
                port,
                target(beforeQuery.substring(end), rest.substring(end)),
                false,
                text);
    }

    /** Where the host ends and the colon of a port is, if there is one. */
    private static int endOfHost(String hostAndPort) {
        int end;
        if (hostAndPort.startsWith("[")) {
            end = hostAndPort.lastIndexOf(']') + 1;
            if (end == 0) {
                throw new IllegalArgumentException("missing ']' in host");
            }
        } else {
            int colon = hostAndPort.lastIndexOf(':');
            end = colon < 0 ? hostAndPort.length() : colon;
        }
        String port = hostAndPort.substring(end);
        if (!PORT.matcher(port).matches()) {
            throw new IllegalArgumentException("invalid port \"" + port + "\" after host");
        }
        return end;
    }

    private static String host(String written) {
        String host = decoded(written);
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c < 0x80 && !isAlphanumeric(c) && SIGNS_IN_HOSTS.indexOf(c) < 0 && c != '%') {
                throw new IllegalArgumentException("invalid character \"" + c + "\" in host name");
            }
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String ascii(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return host;
        }
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid character in host name \"" + host + "\"", e);
        }
    }

    private static String target(String path, String pathAndQuery) {
        decoded(path);
        return escaped(path, SIGNS_IN_PATHS) + escaped(pathAndQuery.substring(path.length()), SIGNS_IN_QUERIES);
    }

    private static String escaped(String text, String signs) {
        var out = new StringBuilder(text.length());
        for (byte each : text.getBytes(UTF_8)) {
            char c = (char) (each & 0xff);
            if (isAlphanumeric(c) || c == '%' || signs.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append("0123456789ABCDEF".charAt(c >> 4)).append("0123456789ABCDEF".charAt(c & 15));
            }
        }
        return out.toString();
    }

    private static String decoded(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    int end = Math.min(i + 3, bytes.length);
                    throw new IllegalArgumentException(
                            "invalid URL escape \"" + new String(bytes, i, end - i, UTF_8) + "\"");
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = bytes[i];
            }
        }
        return new String(bytes, 0, length, UTF_8);
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /**
     * Where an answer of this URL sends the client.
     *
     * @throws IllegalArgumentException if the location is none
     */
    CheckUrl resolve(String location) {
        var to = parse(location);
        if (!to.scheme.isEmpty()) {
            return to;
        }
        String origin = scheme + "://" + (userInfo == null ? "" : writtenUser()) + authority();
        if (location.startsWith("//")) {
            return parse(scheme + ":" + location);
        } else if (location.startsWith("/")) {
            return parse(origin + location);
        }
        String own = path.replaceFirst("\\?.*", "");
        if (location.isEmpty() || location.startsWith("?") || location.startsWith("#")) {
            return parse(origin + (location.startsWith("?") ? own : path) + location);
        }
        return parse(origin + withoutDots(own.substring(0, own.lastIndexOf('/') + 1), location));
    }

    private static String withoutDots(String directory, String relative) {
        int query = relative.indexOf('?');
        String path = query < 0 ? relative : relative.substring(0, query);
        var kept = new java.util.ArrayDeque<String>();
        String last = "";
        for (String segment : (directory + path).split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.equals(".") && !segment.isEmpty()) {
                kept.addLast(segment);
            }
        }
        boolean directoryAtEnd = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (directoryAtEnd && !kept.isEmpty() ? "/" : "")
                + (query < 0 ? "" : relative.substring(query));
    }

    /** The user and the password as written, with the sign after them. */
    private String writtenUser() {
        String rest = text.substring(text.indexOf("//") + 2);
        String authority = rest.replaceFirst("(?s)[/?#].*", "");
        return authority.substring(0, authority.lastIndexOf('@') + 1);
    }

    /** What is asked of the server: the path and the query, never empty. */
    String requestTarget() {
        return path.startsWith("/") ? path : "/" + path;
    }

    boolean isTls() {
        return scheme.equals("https");
    }

    /** The port as it is to be dialled. */
    String dialledPort() {
        return !port.isEmpty() ? port : isTls() ? "443" : "80";
    }

    /** Host and port as the server is told them. */
    String authority() {
        String shown = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
        return port.isEmpty() ? shown : shown + ":" + port;
    }

    /** For messages: as it was written, but for a password. */
    String shown() {
        if (userInfo == null || !userInfo.contains(":")) {
            return text;
        }
        String written = writtenUser();
        int at = text.indexOf("//") + 2;
        return text.substring(0, at) + written.substring(0, written.indexOf(':')) + ":***@"
                + text.substring(at + written.length());
    }
}
