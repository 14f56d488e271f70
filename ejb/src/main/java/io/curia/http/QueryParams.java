package io.curia.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curia.text.PercentCoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The parameters of a query in their order, repeated names included. Names and values are bytes, decoded once.
 * Immutable.
 */
public final class QueryParams {
    /** No parameters. */
    public static final QueryParams NONE = new QueryParams(List.of(), false);

    private static final byte[] NO_BYTES = {};

    private final List<Param> params;
    private final boolean malformed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Param(byte[] name, byte[] value) {}

    private QueryParams(List<Param> params, boolean malformed) {
        this.params = params;
        this.malformed = malformed;
    }

    /**
     * Parses what follows the question mark; null and empty mean no parameters. Never fails: a parameter with a
     * malformed escape is left out and {@link #isMalformed()} says so.
     */
    public static QueryParams parse(String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return NONE;
        }
        List<Param> params = new ArrayList<>(4);
        boolean malformed = false;
        for (int from = 0, to; from <= rawQuery.length(); from = to + 1) {
            to = endOfPair(rawQuery, from);
            if (to > from) {
                int equals = rawQuery.indexOf('=', from);
                boolean hasValue = equals >= 0 && equals < to;
                byte[] name = PercentCoding.decodeQuery(rawQuery, from, hasValue ? equals : to);
                byte[] value = hasValue ? PercentCoding.decodeQuery(rawQuery, equals + 1, to) : NO_BYTES;
                if (name == null || value == null) {
                    malformed = true;
                } else {
                    params.add(new Param(name, value));
                }
            }
        }
        return new QueryParams(params, malformed);
    }

    private static int endOfPair(String rawQuery, int from) {
        int at = from;
        while (at < rawQuery.length() && rawQuery.charAt(at) != '&' && rawQuery.charAt(at) != ';') {
            at++;
        }
        return at;
    }

    /** Whether an escape was malformed somewhere. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Whether there are no parameters at all. */
    public boolean isEmpty() {
        return params.isEmpty();
    }

    /** Whether the parameter was given, with or without a value. {@code name} is ASCII. */
    public boolean has(String name) {
        return find(name) != null;
    }

    /** The first value; empty when the parameter has none or is absent. Not to be changed. */
    public byte[] bytes(String name) {
        Param param = find(name);
        return param == null ? NO_BYTES : param.value();
    }

    /** The first value as text; empty when the parameter has none or is absent. */
    public String text(String name) {
        Param param = find(name);
        return param == null ? "" : new String(param.value(), UTF_8);
    }

    /** All values of the parameter, in order. */
    public List<String> texts(String name) {
        return params.stream()
                .filter(p -> isNamed(p, name))
                .map(p -> new String(p.value(), UTF_8))
                .toList();
    }

    /** The parameters in canonical form: sorted bytewise by name, each with an equals sign. */
    public String encode() {
        StringBuilder out = new StringBuilder();
        params.stream()
                .sorted(Comparator.comparing(Param::name, Arrays::compareUnsigned))
                .forEach(p -> {
                    if (!out.isEmpty()) {
                        out.append('&');
                    }
                    PercentCoding.encodeQuery(p.name(), out);
                    PercentCoding.encodeQuery(p.value(), out.append('='));
                });
        return out.toString();
    }

    private Param find(String name) {
        for (int i = 0; i < params.size(); i++) {
            if (isNamed(params.get(i), name)) {
                return params.get(i);
            }
        }
        return null;
    }

    private static boolean isNamed(Param param, String name) {
        byte[] bytes = param.name();
        if (bytes.length != name.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((bytes[i] & 0xff) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
