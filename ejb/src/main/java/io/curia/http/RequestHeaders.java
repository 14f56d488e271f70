package io.curia.http;

/** The headers of a request, asked for by name. */
@FunctionalInterface
public interface RequestHeaders {
    /** No headers. */
    RequestHeaders NONE = name -> null;

    /** The first value of the header, whatever the case of its name; null when it is absent. */
    String first(String name);
}
