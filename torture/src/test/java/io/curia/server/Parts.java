package io.curia.server;

import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the parts of a server from each other by their constructors, as the container does. Thread-safe. */
final class Parts {
    private final List<Object> given;
    private final Map<Class<?>, Object> made = new HashMap<>();

    Parts(List<Object> given) {
        this.given = given;
    }

    /** The one part of that type. */
    synchronized <T> T get(Class<T> type) {
        var present = given.stream().filter(type::isInstance).findFirst();
        return type.cast(present.isPresent() ? present.get() : made(type));
    }

    private Object made(Class<?> type) {
        var part = made.get(type);
        if (part == null) {
            part = make(type);
            made.put(type, part);
        }
        return part;
    }

    private Object make(Class<?> type) {
        try {
            var constructor = constructor(type);
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(constructor.getParameterTypes())
                    .map(this::get)
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("there is no " + type, e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
        for (var constructor : type.getDeclaredConstructors()) {
            if (constructor.isAnnotationPresent(Inject.class)) {
                return constructor;
            }
        }
        return type.getDeclaredConstructor();
    }
}
