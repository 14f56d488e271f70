package io.curia.codec;

import io.curia.model.Draft;
import io.curia.model.Field;
import io.curia.model.Kind;
import io.curia.model.Shape;
import io.curia.model.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Declares to a codec the fields that a {@link Shape} has, by what they hold. For use by one thread. */
final class ShapeFields<T> {
    private final StructCodec.Builder<T, Draft<T>> codec;

    ShapeFields(StructCodec.Builder<T, Draft<T>> codec) {
        this.codec = codec;
    }

    /** How the fields of one kind are declared. */
    private interface Declaration<T, V> {
        void declare(String name, Function<T, V> get, BiConsumer<Draft<T>, V> set);
    }

    void declare(Field<T> field) {
        if (field instanceof Field.Flag<T> flag) {
            codec.bool(flag.name(), flag.get(), (draft, value) -> draft.set(flag, value));
        } else if (field instanceof Field.Decimal<T> decimal) {
            codec.field(
                    decimal.name(),
                    (out, row) -> out.float64(decimal.get().applyAsDouble(row)),
                    (in, draft) -> draft.set(decimal, in.float64()));
        } else if (field instanceof Field.Whole<T> whole) {
            declare(whole);
        } else {
            declareValue(field);
        }
    }

    private void declare(Field.Whole<T> field) {
        if (field.kind() == Kind.UNSIGNED) {
            codec.uint64(field.name(), field.get(), (draft, value) -> draft.set(field, value));
        } else {
            codec.int64(field.name(), field.get(), (draft, value) -> draft.set(field, value));
        }
        if (field.is(Trait.Plain.SPARSE)) {
            codec.onlyIf(row -> field.get().applyAsLong(row) != 0);
        }
    }

    private void declareValue(Field<T> field) {
        switch (field.kind()) {
            case TEXT -> as(field, codec::string);
            case BYTES -> as(field, codec::bytes);
            case TIME -> as(field, codec::time);
            case TEXTS -> as(field, codec::strings);
            case TEXT_MAP -> as(field, codec::stringMap);
            case ANY -> as(field, codec::any);
            case ANY_MAP -> as(field, codec::anyMap);
            case ANY_LIST -> as(field, codec::anyList);
            case ROW -> as(field, (name, get, set) -> codec.struct(name, get, set, rows(field)));
            case OPTIONAL_ROW -> as(field, (name, get, set) -> codec.optional(name, get, set, rows(field)));
            case ROWS -> {
                StructCodec<Object, ?> rows = rows(field);
                this.<List<Object>>as(field, (name, get, set) -> codec.list(name, get, set, rows));
            }
            case ROW_MAP -> {
                StructCodec<Object, ?> rows = rows(field);
                as(field, byName(rows::write, rows::read));
            }
            case TEXTS_MAP -> as(field, byName(MsgpackWriter::strings, MsgpackReader::strings));
            case DECIMALS -> as(field, this::decimals);
            default -> throw new IllegalArgumentException(field.name() + " holds no object: " + field.kind());
        }
    }

    @SuppressWarnings("unchecked") // its kind says what it holds
    private <V> void as(Field<T> field, Declaration<T, V> kind) {
        var value = (Field.Value<T, V>) field;
        kind.declare(value.name(), value.get(), (draft, given) -> draft.set(value, given));
        if (value.is(Trait.Plain.SPARSE)) {
            codec.onlyIf(row -> !"".equals(value.get().apply(row)));
        }
    }

    @SuppressWarnings("unchecked") // as declared
    private static <R> StructCodec<R, ?> rows(Field<?> field) {
        return StructCodec.of((Shape<R>) ((Field.Value<?, ?>) field).rows());
    }

    private <V> Declaration<T, Map<String, V>> byName(
            BiConsumer<MsgpackWriter, V> write, Function<MsgpackReader, V> read) {
        return (name, get, set) -> codec.field(
                name,
                (out, row) -> {
                    var map = get.apply(row);
                    if (map == null) {
                        out.nil();
                        return;
                    }
                    out.mapHeader(map.size());
                    map.forEach((key, value) -> write.accept(out.string(key), value));
                },
                (in, draft) -> {
                    var map = new HashMap<String, V>();
                    for (int left = in.mapHeader(); left > 0; left--) {
                        map.put(in.string(), read.apply(in));
                    }
                    set.accept(draft, map);
                });
    }

    private void decimals(String name, Function<T, List<Double>> get, BiConsumer<Draft<T>, List<Double>> set) {
        codec.field(
                name,
                (out, row) -> {
                    var numbers = get.apply(row);
                    if (numbers == null) {
                        out.nil();
                        return;
                    }
                    out.arrayHeader(numbers.size());
                    numbers.forEach(out::float64);
                },
                (in, draft) -> {
                    var numbers = new ArrayList<Double>();
                    for (int left = in.arrayHeader(); left > 0; left--) {
                        numbers.add(in.float64());
                    }
                    set.accept(draft, numbers);
                });
    }
}
