package io.curia.http.json;

import io.curia.model.ByteString;
import io.curia.model.Draft;
import io.curia.model.Field;
import io.curia.model.Kind;
import io.curia.model.Shape;
import io.curia.model.Trait.Alias;
import io.curia.model.Trait.Plain;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Declares the fields of a row to the reader of an object. For use by one thread.
 *
 * @param <D> what the object is read into
 * @param <T> the row, which is a part of that
 */
final class RowFields<D, T> {
    private final JsonObject.Builder<D> object;
    private final Function<? super D, Draft<T>> part;

    RowFields(JsonObject.Builder<D> object, Function<? super D, Draft<T>> part) {
        this.object = object;
        this.part = part;
    }

    /** The other names that JSON takes for a field. */
    static List<String> aliases(Field<?> field) {
        return Stream.concat(
                        field.traits(Alias.class).map(Alias::name),
                        field.is(Plain.SNAKE_CASE) ? withUnderscores(field.name()).stream() : Stream.empty())
                .toList();
    }

    /** A name such as {@code TLSServerName} as {@code tls_server_name}; nothing for a name of one word. */
    static List<String> withUnderscores(String name) {
        String snake = name.replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_");
        return snake.equals(name) ? List.of() : List.of(snake.toLowerCase(Locale.ROOT));
    }

    /** Declares all fields but some, with the other names that each has. */
    void declare(Shape<T> shape, Function<Field<T>, List<String>> aliases, String... without) {
        var left = new HashSet<>(List.of(without));
        for (Field<T> field : shape.fields()) {
            if (!left.remove(field.name()) && !field.is(Plain.INTERNAL)) {
                declare(field, aliases.apply(field).toArray(new String[0]));
            }
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("no such fields: " + left);
        }
    }

    private void declare(Field<T> field, String... aliases) {
        String name = field.name();
        if (field instanceof Field.Flag<T> flag) {
            object.field(name, JsonValues.BOOL, (d, v) -> part.apply(d).set(flag, v), aliases);
        } else if (field instanceof Field.Decimal<T> decimal) {
            object.field(name, JsonValues.DOUBLE, (d, v) -> part.apply(d).set(decimal, v), aliases);
        } else if (field instanceof Field.Whole<T> number) {
            if (field.kind() == Kind.INT) {
                object.field(name, JsonValues.INT, (d, v) -> part.apply(d).set(number, v), aliases);
            } else {
                object.field(name, number(field.kind()), (d, v) -> part.apply(d).set(number, v), aliases);
            }
        } else {
            as(field, reader(field), aliases);
        }
    }

    private static JsonReader<Long> number(Kind kind) {
        return switch (kind) {
            case UNSIGNED -> JsonValues.UNSIGNED;
            case DURATION, NANOS -> JsonValues.DURATION;
            default -> JsonValues.LONG;
        };
    }

    private static JsonReader<?> reader(Field<?> field) {
        return switch (field.kind()) {
            case TEXT -> JsonValues.TEXT;
            case BYTES -> JsonValues.BYTES.map(ByteString::wrap);
            case TEXTS -> JsonValues.list(JsonValues.TEXT);
            case DECIMALS -> JsonValues.list(JsonValues.DOUBLE);
            case TEXT_MAP -> JsonValues.map(JsonValues.TEXT);
            case TEXTS_MAP -> JsonValues.map(JsonValues.list(JsonValues.TEXT));
            case ANY -> JsonValues.ANY;
            case ANY_MAP -> JsonValues.map(JsonValues.ANY);
            case ANY_LIST -> JsonValues.list(JsonValues.ANY);
            case ROW, OPTIONAL_ROW -> JsonObject.of(rows(field));
            case ROWS -> JsonValues.list(JsonObject.of(rows(field))).map(RowFields::withoutNulls);
            case ROW_MAP -> byName(rows(field));
            default -> throw new IllegalArgumentException(field.name() + " has no form in JSON: " + field.kind());
        };
    }

    @SuppressWarnings("unchecked") // its kind says what it holds
    private <V> void as(Field<T> field, JsonReader<?> reader, String... aliases) {
        var value = (Field.Value<T, V>) field;
        V ifNull = field.kind() == Kind.ROW ? (V) rows(field).zero() : null;
        object.field(
                field.name(),
                (JsonReader<V>) reader,
                (d, v) -> part.apply(d).set(value, v == null ? ifNull : v),
                aliases);
    }

    private static Shape<?> rows(Field<?> field) {
        return ((Field.Value<?, ?>) field).rows();
    }

    private static <R> List<R> withoutNulls(List<R> rows) {
        return rows.stream().filter(Objects::nonNull).toList();
    }

    /** Of what is null by its name, nothing was said. */
    private static <R> JsonReader<Map<String, R>> byName(Shape<R> shape) {
        return JsonValues.map(JsonObject.of(shape)).map(rows -> {
            if (!rows.containsValue(null)) {
                return rows;
            }
            var whole = new LinkedHashMap<>(rows);
            whole.replaceAll((name, row) -> row == null ? shape.zero() : row);
            return whole;
        });
    }
}
