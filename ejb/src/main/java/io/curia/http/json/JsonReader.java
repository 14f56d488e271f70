package io.curia.http.json;

import io.curia.json.MalformedJsonException;
import java.util.function.Function;

/**
 * How one type of value is read. Readers are immutable and safe for use by any thread.
 *
 * @param <V> the type of the values
 */
public interface JsonReader<V> {
    /**
     * Reads the value that {@code in} stands at, to its end. It is never a {@code null} literal.
     *
     * @throws MalformedJsonException if the value is of another type or not acceptable
     */
    V read(JsonInput in);

    /** What {@code null} means as an element of a list or map, and as a whole body: the type's zero; may be null. */
    default V zero() {
        return null;
    }

    /** A reader that goes on with what this one has read; {@code then} may throw {@link MalformedJsonException}. */
    default <W> JsonReader<W> map(Function<? super V, ? extends W> then) {
        JsonReader<V> before = this;
        return new JsonReader<>() {
            @Override
            public W read(JsonInput in) {
                return then.apply(before.read(in));
            }

            @Override
            public W zero() {
                V zero = before.zero();
                return zero == null ? null : then.apply(zero);
            }
        };
    }
}
