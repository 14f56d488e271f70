package io.curia.codec;

import io.curia.model.ByteString;
import io.curia.model.Draft;
import io.curia.model.GoTime;
import io.curia.model.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Encodes one Go struct as a map of its field names (snapshot-format §4.2): all fields are written, sorted bytewise; when
 * read, unknown ones are skipped and absent or nil ones keep the draft's value. Fields are declared once, in any order,
 * for both directions. Immutable and thread-safe.
 *
 * @param <T> the immutable value
 * @param <D> a mutable draft of it, filled field by field
 */
public final class StructCodec<T, D> {
    private static final int EXPECTED = 16;

    private final Supplier<D> newDraft;
    private final Function<D, T> finish;
    private final List<Field<T, D>> fields;
    private final byte[][] names;
    private final byte[][] encodedNames;
    private final boolean allPresent;
    private volatile T zero;

    private StructCodec(Builder<T, D> builder) {
        newDraft = builder.newDraft;
        finish = builder.finish;
        fields = builder.fields.stream()
                .sorted(Comparator.comparing(Field::name, Arrays::compareUnsigned))
                .toList();
        names = fields.stream().map(Field::name).toArray(byte[][]::new);
        encodedNames = fields.stream()
                .map(field -> new MsgpackWriter().raw(field.name()).toByteArray())
                .toArray(byte[][]::new);
        allPresent = builder.allPresent;
    }

    /**
     * Starts a declaration.
     *
     * @param newDraft makes a draft whose fields have Go's zero values
     * @param finish makes the value of a filled draft
     */
    public static <T, D> Builder<T, D> of(Supplier<D> newDraft, Function<D, T> finish) {
        return new Builder<>(newDraft, finish);
    }

    /** The codec of a row's declared fields. */
    public static <T> StructCodec<T, Draft<T>> of(Shape<T> shape) {
        var codec = StructCodec.<T, Draft<T>>of(shape::draft, Draft::build);
        var fields = new ShapeFields<>(codec);
        shape.fields().forEach(fields::declare);
        return codec.build();
    }

    /** Writes a value, which is not null. */
    public void write(MsgpackWriter out, T value) {
        out.mapHeader(
                allPresent
                        ? fields.size()
                        : (int) fields.stream()
                                .filter(field -> field.present().test(value))
                                .count());
        for (int i = 0; i < encodedNames.length; i++) {
            var field = fields.get(i);
            if (allPresent || field.present().test(value)) {
                out.plain(encodedNames[i]);
                field.write().accept(out, value);
            }
        }
    }

    /**
     * Reads a value; nil is one whose fields are all zero.
     *
     * @throws MsgpackException if there is no map, or a field is of another type
     */
    public T read(MsgpackReader in) {
        int count = in.mapHeader();
        if (count <= 0) {
            return zero();
        }
        var draft = newDraft.get();
        in.enter();
        int guess = 0;
        for (int i = 0; i < count; i++) {
            int found = in.fieldName(names, guess);
            if (found < 0) {
                in.skip();
            } else if (!in.tryNil()) {
                fields.get(found).read().accept(in, draft);
            }
            guess = found + 1;
        }
        in.leave();
        return finish.apply(draft);
    }

    /** Writes a value, or nil for null. */
    public void writeOptional(MsgpackWriter out, T value) {
        if (value == null) {
            out.nil();
        } else {
            write(out, value);
        }
    }

    /** Writes an array of values, none of them null, or nil for null. */
    public void writeAll(MsgpackWriter out, List<T> values) {
        if (values == null) {
            out.nil();
            return;
        }
        out.arrayHeader(values.size());
        values.forEach(value -> write(out, value));
    }

    /**
     * Reads an array of values, unmodifiable; nil is null, and a nil within is a value whose fields are all zero.
     *
     * @throws MsgpackException if there is no array of maps, or a field is of another type
     */
    public List<T> readAll(MsgpackReader in) {
        int count = in.arrayHeader();
        if (count < 0) {
            return null;
        }
        in.enter();
        var values = new ArrayList<T>(Math.min(count, EXPECTED));
        for (int i = 0; i < count; i++) {
            values.add(read(in));
        }
        in.leave();
        return Collections.unmodifiableList(values);
    }

    /** One value for all that are empty, so that a list of them takes no more than its length. */
    private T zero() {
        var value = zero;
        if (value == null) {
            value = finish.apply(newDraft.get());
            zero = value;
        }
        return value;
    }

    @SuppressWarnings("ArrayRecordComponent") // private and never compared
    private record Field<T, D>(
            byte[] name, Predicate<T> present, BiConsumer<MsgpackWriter, T> write, BiConsumer<MsgpackReader, D> read) {}

    /**
     * Collects the fields of a struct.
     *
     * @param <T> the immutable value
     * @param <D> a mutable draft of it
     */
    public static final class Builder<T, D> {
        private final Supplier<D> newDraft;
        private final Function<D, T> finish;
        private final List<Field<T, D>> fields = new ArrayList<>();
        private boolean allPresent = true;

        private Builder(Supplier<D> newDraft, Function<D, T> finish) {
            this.newDraft = newDraft;
            this.finish = finish;
        }

        /** A field of any type; {@code read} is not called for nil. */
        public Builder<T, D> field(String name, BiConsumer<MsgpackWriter, T> write, BiConsumer<MsgpackReader, D> read) {
            fields.add(new Field<>(name.getBytes(StandardCharsets.UTF_8), value -> true, write, read));
            return this;
        }

        /** Lets the field declared last be written only where it is present. */
        public Builder<T, D> onlyIf(Predicate<T> present) {
            var last = fields.remove(fields.size() - 1);
            fields.add(new Field<>(last.name(), present, last.write(), last.read()));
            allPresent = false;
            return this;
        }

        /** An unsigned integer. */
        public Builder<T, D> uint64(String name, ToLongFunction<T> get, ObjLongConsumer<D> set) {
            return field(
                    name,
                    (out, value) -> out.uint64(get.applyAsLong(value)),
                    (in, draft) -> set.accept(draft, in.uint64()));
        }

        /** A signed integer. */
        public Builder<T, D> int64(String name, ToLongFunction<T> get, ObjLongConsumer<D> set) {
            return field(
                    name,
                    (out, value) -> out.int64(get.applyAsLong(value)),
                    (in, draft) -> set.accept(draft, in.int64()));
        }

        /** A boolean. */
        public Builder<T, D> bool(String name, Predicate<T> get, BiConsumer<D, Boolean> set) {
            return field(name, (out, value) -> out.bool(get.test(value)), (in, draft) -> set.accept(draft, in.bool()));
        }

        /** A text, never null. */
        public Builder<T, D> string(String name, Function<T, String> get, BiConsumer<D, String> set) {
            return field(
                    name, (out, value) -> out.string(get.apply(value)), (in, draft) -> set.accept(draft, in.string()));
        }

        /** Bytes; null is nil. */
        public Builder<T, D> bytes(String name, Function<T, ByteString> get, BiConsumer<D, ByteString> set) {
            return field(
                    name, (out, value) -> out.bytes(get.apply(value)), (in, draft) -> set.accept(draft, in.bytes()));
        }

        /** A time; null is nil. */
        public Builder<T, D> time(String name, Function<T, GoTime> get, BiConsumer<D, GoTime> set) {
            return field(name, (out, value) -> out.time(get.apply(value)), (in, draft) -> set.accept(draft, in.time()));
        }

        /** Many texts, none of them null; null is nil, which is not the same as none. */
        public Builder<T, D> strings(String name, Function<T, List<String>> get, BiConsumer<D, List<String>> set) {
            return field(
                    name,
                    (out, value) -> out.strings(get.apply(value)),
                    (in, draft) -> set.accept(draft, in.strings()));
        }

        /** Texts by name, none of them null, in the order they have; null is nil, which is not the same as none. */
        public Builder<T, D> stringMap(
                String name, Function<T, Map<String, String>> get, BiConsumer<D, Map<String, String>> set) {
            return field(
                    name,
                    (out, value) -> out.stringMap(get.apply(value)),
                    (in, draft) -> set.accept(draft, in.stringMap()));
        }

        /** A value of no fixed type; see {@link MsgpackReader#any}. */
        public Builder<T, D> any(String name, Function<T, ?> get, BiConsumer<D, Object> set) {
            return field(name, (out, value) -> out.any(get.apply(value)), (in, draft) -> set.accept(draft, in.any()));
        }

        /** Values of no fixed type by name; null is nil. */
        public Builder<T, D> anyMap(
                String name, Function<T, Map<String, Object>> get, BiConsumer<D, Map<String, Object>> set) {
            return field(
                    name, (out, value) -> out.any(get.apply(value)), (in, draft) -> set.accept(draft, in.anyMap()));
        }

        /** Many values of no fixed type; null is nil. */
        public Builder<T, D> anyList(String name, Function<T, List<Object>> get, BiConsumer<D, List<Object>> set) {
            return field(
                    name, (out, value) -> out.any(get.apply(value)), (in, draft) -> set.accept(draft, in.anyList()));
        }

        /** A struct within this one; null is nil. */
        public <S> Builder<T, D> optional(
                String name, Function<T, S> get, BiConsumer<D, S> set, StructCodec<S, ?> codec) {
            return field(
                    name,
                    (out, value) -> codec.writeOptional(out, get.apply(value)),
                    (in, draft) -> set.accept(draft, codec.read(in)));
        }

        /** Many structs, none of them null; null is nil, which is not the same as none. */
        public <S> Builder<T, D> list(
                String name, Function<T, List<S>> get, BiConsumer<D, List<S>> set, StructCodec<S, ?> codec) {
            return field(
                    name,
                    (out, value) -> codec.writeAll(out, get.apply(value)),
                    (in, draft) -> set.accept(draft, codec.readAll(in)));
        }

        /** A struct within this one; never null. */
        public <S> Builder<T, D> struct(
                String name, Function<T, S> get, BiConsumer<D, S> set, StructCodec<S, ?> codec) {
            return field(
                    name,
                    (out, value) -> codec.write(out, get.apply(value)),
                    (in, draft) -> set.accept(draft, codec.read(in)));
        }

        /** The codec of the fields declared so far. */
        public StructCodec<T, D> build() {
            return new StructCodec<>(this);
        }
    }
}
