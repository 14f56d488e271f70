package io.curia.codec;

import io.curia.model.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
    private final Supplier<D> newDraft;
    private final Function<D, T> finish;
    private final List<Field<T, D>> fields;
    private final byte[][] names;
    private final byte[][] encodedNames;

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

    /** Writes a value, which is not null. */
    public void write(MsgpackWriter out, T value) {
        out.mapHeader(fields.size());
        for (int i = 0; i < encodedNames.length; i++) {
            out.plain(encodedNames[i]);
            fields.get(i).write().accept(out, value);
        }
    }

    /**
     * Reads a value; nil is one whose fields are all zero.
     *
     * @throws MsgpackException if there is no map, or a field is of another type
     */
    public T read(MsgpackReader in) {
        var draft = newDraft.get();
        int count = in.mapHeader();
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

    @SuppressWarnings("ArrayRecordComponent") // private and never compared
    private record Field<T, D>(byte[] name, BiConsumer<MsgpackWriter, T> write, BiConsumer<MsgpackReader, D> read) {}

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

        private Builder(Supplier<D> newDraft, Function<D, T> finish) {
            this.newDraft = newDraft;
            this.finish = finish;
        }

        /** A field of any type; {@code read} is not called for nil. */
        public Builder<T, D> field(String name, BiConsumer<MsgpackWriter, T> write, BiConsumer<MsgpackReader, D> read) {
            fields.add(new Field<>(name.getBytes(StandardCharsets.UTF_8), write, read));
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
