package io.curia.http.json;

import io.curia.model.ByteString;
import io.curia.model.Field;
import io.curia.model.Kind;
import io.curia.model.Shape;
import io.curia.model.Trait.Plain;
import io.curia.model.Trait.Shown;
import io.curia.text.Durations;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;

/**
 * Writes rows as their {@link Shape} says: which fields, in which order, and which are left out where they say nothing.
 * Immutable and safe for use by any thread.
 *
 * @param <T> the row
 */
public final class RowWriter<T> {
    private final List<Step<T>> steps;
    private final List<Step<T>> stepsOfZero;
    private final T zero;
    private final boolean asKept;

    /** Writes one field of a row, or nothing. */
    private interface Step<T> {
        void write(T row, JsonWriter json);
    }

    private RowWriter(List<Field<T>> fields, T zero, boolean asKept) {
        this.zero = zero;
        this.asKept = asKept;
        var shown = fields.stream().filter(field -> !field.is(Plain.INTERNAL)).toList();
        steps = shown.stream().map(this::step).toList();
        stepsOfZero = shown.stream()
                .filter(field -> !field.is(Plain.OMIT_EMPTY))
                .map(this::step)
                .toList();
    }

    /** Writes rows of a shape. */
    public static <T> RowWriter<T> of(Shape<T> shape) {
        return new RowWriter<>(shape.fields(), shape.zero(), false);
    }

    /** As {@link #of(Shape)}, but null is never written as empty. */
    public static <T> RowWriter<T> asKept(Shape<T> shape) {
        return new RowWriter<>(shape.fields(), shape.zero(), true);
    }

    /** Writes rows that have these fields. */
    public static <T> RowWriter<T> of(List<Field<T>> fields) {
        return new RowWriter<>(fields, null, false);
    }

    /** Writes one row, which is not null. */
    public void write(T row, JsonWriter json) {
        json.beginObject();
        writeFields(row, json);
        json.endObject();
    }

    /** Writes the fields of one row into an object that is open. */
    public void writeFields(T row, JsonWriter json) {
        var these = row == zero ? stepsOfZero : steps;
        for (int i = 0; i < these.size(); i++) {
            these.get(i).write(row, json);
        }
    }

    private Step<T> step(Field<T> field) {
        var name = JsonWriter.Name.of(field.name());
        boolean omit = field.is(Plain.OMIT_EMPTY);
        if (field instanceof Field.Flag<T> flag) {
            return (row, json) -> {
                boolean value = flag.get().test(row);
                if (value || !omit) {
                    json.name(name).value(value);
                }
            };
        } else if (field instanceof Field.Decimal<T> decimal) {
            return (row, json) -> json.name(name).decimal(decimal.get().applyAsDouble(row));
        } else if (field instanceof Field.Whole<T> whole) {
            ObjLongConsumer<JsonWriter> form =
                    switch (field.kind()) {
                        case UNSIGNED -> JsonWriter::unsigned;
                        case DURATION -> (json, nanos) -> json.value(Durations.format(nanos));
                        default -> JsonWriter::value;
                    };
            return (row, json) -> {
                long value = whole.get().applyAsLong(row);
                if (value != 0 || !omit) {
                    form.accept(json.name(name), value);
                }
            };
        }
        return object(field);
    }

    private Step<T> object(Field<T> field) {
        return switch (field.kind()) {
            case TEXT -> step(field, String::isEmpty, JsonWriter::value);
            case BYTES -> step(field, ByteString::isEmpty, (json, bytes) -> json.base64(bytes.toByteArray()));
            case TEXTS -> step(field, List<String>::isEmpty, JsonWriter::texts);
            case DECIMALS -> step(field, List<Double>::isEmpty, listOf(JsonWriter::decimal));
            case TEXT_MAP -> step(field, Map<String, String>::isEmpty, JsonWriter::map);
            case TEXTS_MAP -> step(field, Map<String, List<String>>::isEmpty, mapOf(JsonWriter::texts));
            case ANY -> step(field, value -> false, JsonWriter::any);
            case ANY_MAP -> step(field, Map<String, Object>::isEmpty, JsonWriter::any);
            case ANY_LIST -> step(field, List<Object>::isEmpty, JsonWriter::any);
            case ROW, OPTIONAL_ROW -> step(field, zeroOf(field)::equals, rowsOf(field));
            case ROWS -> step(field, List<Object>::isEmpty, listOf(rowsOf(field)));
            case ROW_MAP -> step(field, Map<String, Object>::isEmpty, mapOf(rowsOf(field)));
            default -> throw new IllegalArgumentException(field.name() + " has no form in JSON: " + field.kind());
        };
    }

    @SuppressWarnings("unchecked") // its kind says what it holds
    private <V> Step<T> step(Field<T> field, Predicate<V> empty, BiConsumer<JsonWriter, V> write) {
        var name = JsonWriter.Name.of(field.name());
        boolean omit = field.is(Plain.OMIT_EMPTY);
        var get = ((Field.Value<T, V>) field).get();
        var ifNull = (V) insteadOfNull(field);
        return (row, json) -> {
            V value = get.apply(row);
            if (omit && (value == null || empty.test(value))) {
                return;
            }
            V shown = value == null ? ifNull : value;
            json.name(name);
            if (shown == null) {
                json.nullValue();
            } else {
                write.accept(json, shown);
            }
        };
    }

    private Object insteadOfNull(Field<T> field) {
        if (field.is(Plain.NULL_AS_EMPTY) && !asKept) {
            return field.kind() == Kind.TEXT_MAP ? Map.of() : List.of();
        }
        return field.traits(Shown.class).map(Shown::value).findFirst().orElse(null);
    }

    private static Object zeroOf(Field<?> field) {
        return ((Field.Value<?, ?>) field).rows().zero();
    }

    @SuppressWarnings("unchecked") // as declared
    private BiConsumer<JsonWriter, Object> rowsOf(Field<T> field) {
        var shape = (Shape<Object>) ((Field.Value<T, ?>) field).rows();
        var writer = new RowWriter<>(shape.fields(), shape.zero(), asKept);
        return (json, row) -> writer.write(row, json);
    }

    private static <V> BiConsumer<JsonWriter, List<V>> listOf(BiConsumer<JsonWriter, V> element) {
        return (json, list) -> {
            json.beginArray();
            for (V each : list) {
                element.accept(json, each);
            }
            json.endArray();
        };
    }

    private static <V> BiConsumer<JsonWriter, Map<String, V>> mapOf(BiConsumer<JsonWriter, V> element) {
        return (json, map) -> {
            json.beginObject();
            map.forEach((name, each) -> element.accept(json.name(name), each));
            json.endObject();
        };
    }
}
