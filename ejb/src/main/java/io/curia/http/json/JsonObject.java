package io.curia.http.json;

import io.curia.json.MalformedJsonException;
import io.curia.model.Draft;
import io.curia.model.Shape;
import io.curia.text.Texts;
import jakarta.json.stream.JsonParser.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads objects: each field is declared once, with its name, its reader and where the value goes. Names match whatever
 * their case; of fields given twice the last wins; a field whose name is not declared is refused, unless the reader is
 * {@linkplain Builder#tolerant tolerant}. A field that is {@code null} leaves the draft as it is if the type has a
 * zero, and is set to null otherwise (lists, maps, objects, bytes).
 *
 * <pre>{@code
 * private static final class Draft {
 *     String node = "";
 *     Map<String, String> meta;
 *     long interval;
 * }
 *
 * static final JsonReader<Probe> PROBE = JsonObject.into(Draft::new)
 *         .field("Node", JsonValues.TEXT, (d, v) -> d.node = v)
 *         .field("Meta", JsonValues.map(JsonValues.TEXT), (d, v) -> d.meta = v)
 *         .field("Interval", JsonValues.DURATION, (d, v) -> d.interval = v, "interval_duration")
 *         .build(d -> new Probe(d.node, d.meta, d.interval));
 *
 * Probe probe = JsonBodies.read(body, PROBE);
 * Node node = JsonBodies.read(body, JsonObject.of(Node.SHAPE)); // rows have declared their fields themselves
 * }</pre>
 *
 * @param <D> what fields are put into while an object is read
 * @param <T> what is made of it at the end
 */
public final class JsonObject<D, T> implements JsonReader<T> {
    private final Supplier<D> draft;
    private final Map<String, Field<D, ?>> fields;
    private final boolean tolerant;
    private final Function<? super D, ? extends T> finish;

    private record Field<D, V>(String name, JsonReader<V> reader, BiConsumer<? super D, ? super V> setter) {
        void read(JsonInput in, D draft) {
            V value = JsonValues.orZero(reader, in);
            if (in.event() != Event.VALUE_NULL || value == null) {
                setter.accept(draft, value);
            }
        }
    }

    private JsonObject(Builder<D> builder, Function<? super D, ? extends T> finish) {
        this.draft = builder.draft;
        this.fields = Map.copyOf(builder.fields);
        this.tolerant = builder.tolerant;
        this.finish = finish;
    }

    /** Begins the declaration of an object that is read into a new draft each time. */
    public static <D> Builder<D> into(Supplier<D> draft) {
        return new Builder<>(draft);
    }

    /** Reads a row as its shape says. */
    public static <T> JsonReader<T> of(Shape<T> shape) {
        return JsonObject.<Draft<T>>into(shape::draft)
                .row(shape, draft -> draft)
                .build(Draft::build);
    }

    @Override
    public T read(JsonInput in) {
        if (in.event() != Event.START_OBJECT) {
            throw in.expected("object");
        }
        D values = draft.get();
        while (in.next() != Event.END_OBJECT) {
            String name = in.text();
            Field<D, ?> field = fields.get(fold(name));
            in.next();
            if (field != null) {
                in.enter(field.name);
                field.read(in, values);
            } else if (tolerant) {
                in.skip();
            } else {
                throw new MalformedJsonException("json: unknown field " + Texts.quote(name));
            }
        }
        return finish.apply(values);
    }

    /** Letters that differ only in their case become equal. */
    private static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            folded.append(Character.toLowerCase(Character.toUpperCase(name.charAt(i))));
        }
        return folded.toString();
    }

    /**
     * The declaration of an object's fields. For use by one thread.
     *
     * @param <D> what fields are put into
     */
    public static final class Builder<D> {
        private final Supplier<D> draft;
        private final Map<String, Field<D, ?>> fields = new HashMap<>();
        private boolean tolerant;

        private Builder(Supplier<D> draft) {
            this.draft = draft;
        }

        /**
         * Declares a field.
         *
         * @param name its name in any case
         * @param reader reads its value
         * @param setter puts the value into the draft
         * @param aliases further names for it
         */
        public <V> Builder<D> field(
                String name, JsonReader<V> reader, BiConsumer<? super D, ? super V> setter, String... aliases) {
            put(name, new Field<>(name, reader, setter));
            for (String alias : aliases) {
                put(alias, new Field<>(alias, reader, setter));
            }
            return this;
        }

        /**
         * Declares the fields of a row.
         *
         * @param shape its shape
         * @param part where the draft has the row
         * @param without names of fields that are not declared
         */
        public <T> Builder<D> row(Shape<T> shape, Function<? super D, Draft<T>> part, String... without) {
            var row = new RowFields<D, T>(this, part);
            row.declare(shape, RowFields::aliases, without);
            return this;
        }

        /** As {@link #row}, but what each field is called besides is its name with underscores, and nothing else. */
        public <T> Builder<D> rowInSnakeCase(Shape<T> shape, Function<? super D, Draft<T>> part, String... without) {
            var row = new RowFields<D, T>(this, part);
            row.declare(shape, field -> RowFields.withUnderscores(field.name()), without);
            return this;
        }

        /** Declares fields that are accepted with any value and looked at no further. */
        public Builder<D> ignore(String... names) {
            for (String name : names) {
                put(name, new Field<>(name, JsonBodies.SKIPPED, (d, v) -> {}));
            }
            return this;
        }

        /** Fields whose names are not declared are skipped. */
        public Builder<D> tolerant() {
            tolerant = true;
            return this;
        }

        /** The reader of such objects; {@code finish} may throw {@link MalformedJsonException}. */
        public <T> JsonReader<T> build(Function<? super D, ? extends T> finish) {
            return new JsonObject<>(this, finish);
        }

        /** The reader of such objects, whose drafts are the result. */
        public JsonReader<D> build() {
            return new JsonObject<>(this, Function.identity());
        }

        private void put(String name, Field<D, ?> field) {
            if (fields.put(fold(name), field) != null) {
                throw new IllegalArgumentException("declared twice: " + name);
            }
        }
    }
}
