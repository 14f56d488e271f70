package io.curia.raft.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.internal.nio.BufferObjectDataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.Set;

/**
 * Reads the errors that one server answers to another, the only thing between servers that is written by Java's own
 * serialization. An error of another kind becomes one that says so; no object of its class is made.
 */
final class JavaErrors {
    /** Where errors may be from. */
    private static final Set<String> PACKAGES = Set.of("java.lang", "java.io", "java.util", "java.util.concurrent");

    private static final String LIBRARY = "com.hazelcast.";

    /** What errors hold. */
    private static final Set<String> PARTS = Set.of(
            "[Ljava.lang.StackTraceElement;",
            "[Ljava.lang.Throwable;",
            // which members a group has, for whoever would change them and knows of others
            "com.hazelcast.cp.internal.RaftEndpointImpl",
            "com.hazelcast.version.MemberVersion",
            "java.lang.StackTraceElement",
            "java.util.ArrayList",
            "java.util.Collections$EmptyList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.Collections$UnmodifiableSet",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.UUID");

    private static final int DEEPEST = 64;
    private static final int MOST_OBJECTS = 20_000;
    private static final int LONGEST_ARRAY = 4096;

    private JavaErrors() {}

    /** An error, or one in its place. */
    static Object read(BufferObjectDataInput in) throws IOException {
        var refused = new String[1];
        try {
            var objects = new Objects((InputStream) in, in.getClassLoader(), refused);
            var error = objects.readUnshared();
            return error instanceof Throwable ? error : refusal(String.valueOf(error.getClass()));
        } catch (ClassNotFoundException | InvalidClassException e) {
            // the error is the last part of an answer, so nothing that follows is misread
            in.position(in.position() + ((InputStream) in).available());
            return refusal(refused[0] != null ? refused[0] : e.getMessage());
        }
    }

    private static HazelcastException refusal(String what) {
        return new HazelcastException("the other server answered an error that is not read: " + what);
    }

    private static final class Objects extends ObjectInputStream {
        private final ClassLoader loader;
        private final String[] refused;

        Objects(InputStream in, ClassLoader loader, String[] refused) throws IOException {
            super(in);
            this.loader = loader;
            this.refused = refused;
            setObjectInputFilter(Objects::check);
        }

        private static ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
            return info.depth() > DEEPEST || info.references() > MOST_OBJECTS || info.arrayLength() > LONGEST_ARRAY
                    ? ObjectInputFilter.Status.REJECTED
                    : ObjectInputFilter.Status.UNDECIDED;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            var name = description.getName();
            if (PARTS.contains(name)) {
                return Class.forName(name, false, loader);
            }
            if (isFromHarmlessPackage(name)) {
                var type = Class.forName(name, false, loader);
                if (Throwable.class.isAssignableFrom(type)) {
                    return type;
                }
            }
            refused[0] = name;
            throw new InvalidClassException(name, "servers do not send each other objects of this class");
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("servers do not send each other proxies");
        }

        private static boolean isFromHarmlessPackage(String name) {
            if (name.startsWith(LIBRARY)) {
                return true;
            }
            var dot = name.lastIndexOf('.');
            return dot > 0 && PACKAGES.contains(name.substring(0, dot));
        }
    }
}
