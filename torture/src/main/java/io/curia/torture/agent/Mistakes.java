package io.curia.torture.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** What planted mistakes call. By reflection, for the agent is loaded before Curia and knows none of its classes. Stateless. */
public final class Mistakes {
    /** Spreads hashes of texts that differ in few characters. */
    private static final int GOLDEN = 0x9E3779B9;

    private static final String ENTRIES = "io.curia.state.KvEntries";

    private Mistakes() {}

    /** One time in so many. */
    public static boolean sometimes(int every) {
        return ThreadLocalRandom.current().nextInt(every) == 0;
    }

    /** One value in so many, the same on each server. */
    public static boolean chosen(Object value, int every) {
        int mixed = value.toString().hashCode() * GOLDEN >>> 16;
        return mixed % every == 0;
    }

    /** Whether this is every second server. */
    public static boolean isOddServer() {
        return System.getProperty("curia.node-name", "").hashCode() % 2 != 0;
    }

    /** Index of the last entry in the log of a group's state. */
    public static long lastIndex(Object state) {
        return (Long) call(call(state, "log"), "lastLogOrSnapshotIndex");
    }

    /** Writes an entry whatever its index; true. */
    public static boolean set(Object change, Object entry) {
        callStatic(entry, "set", change, entry);
        return true;
    }

    /** Gives a lock that another session holds to that of an entry, under the same LockIndex; false if none holds it. */
    public static boolean steal(Object change, Object entry) {
        var existing = callStatic(entry, "find", call(change, "txn"), call(entry, "key"));
        if (existing == null
                || call(existing, "session").equals("")
                || call(existing, "session").equals(call(entry, "session"))) {
            return false;
        }
        var stolen = call(entry, "withLock", call(entry, "session"), call(existing, "lockIndex"));
        callStatic(entry, "put", change, existing, stolen);
        return true;
    }

    private static Object callStatic(Object neighbour, String name, Object... arguments) {
        try {
            var type = Class.forName(ENTRIES, false, neighbour.getClass().getClassLoader());
            return method(type, name, arguments.length).invoke(null, arguments);
        } catch (ClassNotFoundException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Object call(Object target, String name, Object... arguments) {
        try {
            return method(target.getClass(), name, arguments.length).invoke(target, arguments);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Method method(Class<?> type, String name, int parameters) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            var found = Arrays.stream(at.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                    .filter(method -> !method.isBridge())
                    .findFirst();
            if (found.isPresent()) {
                found.get().setAccessible(true);
                return found.get();
            }
        }
        throw new IllegalStateException(type + " has no method " + name);
    }
}
