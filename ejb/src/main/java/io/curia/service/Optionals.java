package io.curia.service;

import java.util.List;

/** Writes those fields of an object that have a value other than zero, empty or null. For use by one thread. */
final class Optionals {
    private final JsonWriter json;

    Optionals(JsonWriter json) {
        this.json = json;
    }

    void text(String name, String value) {
        if (!value.isEmpty()) {
            json.name(name).value(value);
        }
    }

    void number(String name, long value) {
        if (value != 0) {
            json.name(name).value(value);
        }
    }

    void flag(String name, boolean value) {
        if (value) {
            json.name(name).value(true);
        }
    }

    void texts(String name, List<String> values) {
        if (values != null && !values.isEmpty()) {
            json.name(name).texts(values);
        }
    }

    /** Nanoseconds, written as a text such as {@code 1m30s}. */
    void duration(String name, long nanos) {
        if (nanos != 0) {
            json.name(name).value(Durations.format(nanos));
        }
    }
}
