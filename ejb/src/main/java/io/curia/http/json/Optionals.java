package io.curia.http.json;

import io.curia.text.Durations;
import java.util.List;

/** Writes those fields of an object that have a value other than zero, empty or null. For use by one thread. */
public final class Optionals {
    private final JsonWriter json;

    public Optionals(JsonWriter json) {
        this.json = json;
    }

    public void text(String name, String value) {
        if (!value.isEmpty()) {
            json.name(name).value(value);
        }
    }

    public void number(String name, long value) {
        if (value != 0) {
            json.name(name).value(value);
        }
    }

    public void flag(String name, boolean value) {
        if (value) {
            json.name(name).value(true);
        }
    }

    public void texts(String name, List<String> values) {
        if (values != null && !values.isEmpty()) {
            json.name(name).texts(values);
        }
    }

    /** Nanoseconds, written as a text such as {@code 1m30s}. */
    public void duration(String name, long nanos) {
        if (nanos != 0) {
            json.name(name).value(Durations.format(nanos));
        }
    }
}
