package io.curia.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/**
 * One path of the API and the methods it takes. A path that ends in a slash is a prefix: what follows is the argument.
 * Immutable.
 */
public final class Route {
    private final String path;
    private final List<String> methods;
    private final byte[] bytes;
    private final String allow;
    private final boolean absent;

    private Route(String path, List<String> methods, boolean absent) {
        this.path = path;
        this.methods = List.copyOf(methods);
        this.bytes = path.getBytes(US_ASCII);
        this.allow = "OPTIONS," + String.join(",", methods);
        this.absent = absent;
    }

    /** A route; the order of its methods is the one that clients are told. */
    static Route of(String path, String... methods) {
        return new Route(path, List.of(methods), false);
    }

    /** A path that clients may ask about, but behind which there is nothing yet. */
    static Route absent(String path, String... methods) {
        return new Route(path, List.of(methods), true);
    }

    /** Whether there is nothing behind it. */
    boolean isAbsent() {
        return absent;
    }

    /** The path, ASCII, with a slash at the end when it is a prefix. */
    public String path() {
        return path;
    }

    /** The methods it takes besides OPTIONS. */
    public List<String> methods() {
        return methods;
    }

    /** The value of the Allow header. */
    public String allow() {
        return allow;
    }

    /** Whether the path goes on with an argument. */
    public boolean isPrefix() {
        return path.endsWith("/");
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }
}
