package io.curia.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes records in which every component says something, no two of them the same, for whoever must see that none is lost. */
public final class FilledRows {
    private int last;

    private FilledRows() {}

    /** A record whose components are all set, and always the same ones. */
    public static <R> R filled(Class<R> type) {
        return type.cast(new FilledRows().value(type));
    }

    /** The values of a record's components. */
    public static Object[] components(Object row) {
        return Arrays.stream(row.getClass().getRecordComponents())
                .map(component -> {
                    try {
                        return component.getAccessor().invoke(row);
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(e.toString(), e);
                    }
                })
                .toArray();
    }

    /** A record of these values. */
    public static <R> R make(Class<R> type, Object[] components) {
        try {
            return constructor(type).newInstance(components);
        } catch (InvocationTargetException e) {
            throw new AssertionError(type.getSimpleName() + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    private static <R> Constructor<R> constructor(Class<R> type) throws NoSuchMethodException {
        var types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? List.of(value(arguments[0]))
                    : Map.of("key-" + ++last, value(arguments[1]));
        }
        var plain = (Class<?>) type;
        if (plain == boolean.class) {
            return true;
        } else if (plain == int.class) {
            return ++last;
        } else if (plain == long.class) {
            return (long) ++last;
        } else if (plain == double.class || plain == Double.class) {
            return ++last + 0.5;
        } else if (plain == String.class) {
            return "text-" + ++last;
        } else if (plain == ByteString.class) {
            return ByteString.of("bytes-" + ++last);
        } else if (plain == GoTime.class) {
            return new GoTime(1_700_000_000 + ++last, 5, 3600);
        } else if (plain == Object.class) {
            return Map.of("any-" + ++last, List.of("text-" + ++last, true));
        } else if (plain.isSealed()) {
            return value(plain.getPermittedSubclasses()[0]);
        }
        return make(
                plain,
                Arrays.stream(plain.getRecordComponents())
                        .map(component -> value(component.getGenericType()))
                        .toArray());
    }
}
