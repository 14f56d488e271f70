package io.curia.filter;

import io.curia.model.Field;
import io.curia.model.Shape;
import io.curia.model.Trait.Plain;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What expressions may ask about rows: the fields of their {@link Shape} that are of a kind that can be compared. */
public final class FilterFields {
    private FilterFields() {}

    /** The fields of a row. */
    public static <T> Fields<T> of(Shape<T> shape) {
        return of(shape.fields());
    }

    /** Those of these fields that filters may know. */
    public static <T> Fields<T> of(List<Field<T>> fields) {
        Fields.Builder<T> known = Fields.builder();
        for (Field<T> field : fields) {
            if (!field.is(Plain.INTERNAL) && !field.is(Plain.UNFILTERED)) {
                declare(field, known);
            }
        }
        return known.build();
    }

    private static <T> void declare(Field<T> field, Fields.Builder<T> known) {
        String name = field.name();
        if (field instanceof Field.Flag<T> flag) {
            known.flag(name, flag.get());
        } else if (field instanceof Field.Whole<T> number) {
            known.number(name, number.get());
        } else {
            switch (field.kind()) {
                case TEXT -> known.text(name, get(field));
                case TEXTS -> known.texts(name, get(field));
                case TEXT_MAP -> known.map(name, FilterFields.<T, Map<String, String>>get(field));
                case ROW, OPTIONAL_ROW -> known.object(name, get(field), of(rows(field)));
                case ROWS -> known.list(name, get(field), of(rows(field)));
                case ROW_MAP -> known.map(name, get(field), of(rows(field)));
                default -> {} // nothing that could be compared
            }
        }
    }

    @SuppressWarnings("unchecked") // its kind says what it holds
    private static <T, V> Function<T, V> get(Field<T> field) {
        return ((Field.Value<T, V>) field).get();
    }

    @SuppressWarnings("unchecked") // as declared
    private static <R> Shape<R> rows(Field<?> field) {
        return (Shape<R>) ((Field.Value<?, ?>) field).rows();
    }
}
