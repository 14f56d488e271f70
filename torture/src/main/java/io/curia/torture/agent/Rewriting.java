package io.curia.torture.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** Changes some classes as they are loaded, whichever class loader has them. Thread-safe. */
final class Rewriting implements ClassFileTransformer {
    private static final String FILES = "io/curia/raft/storage/ChecksummedPath";

    private final Map<String, List<Change>> changes = new HashMap<>();

    /**
     * One change.
     *
     * @param type the class, with dots
     * @param method its methods of that name
     * @param advice what is done at their beginning or end
     */
    record Change(String type, String method, Class<?> advice) {}

    Rewriting(List<Plant> plants) {
        add(new Change(FILES.replace('/', '.'), "open", OpenedFile.class));
        plants.forEach(plant -> plant.changes().forEach(this::add));
    }

    private void add(Change change) {
        changes.computeIfAbsent(change.type().replace('.', '/'), type -> new ArrayList<>())
                .add(change);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String type, Class<?> redefined, ProtectionDomain domain, byte[] original) {
        var wanted = type == null ? null : changes.get(type);
        return wanted == null ? null : changed(loader, type.replace('/', '.'), original, wanted);
    }

    private static byte[] changed(ClassLoader loader, String type, byte[] original, List<Change> wanted) {
        try {
            var locator = new ClassFileLocator.Compound(
                    ClassFileLocator.Simple.of(type, original),
                    ClassFileLocator.ForClassLoader.of(loader),
                    ClassFileLocator.ForClassLoader.of(Rewriting.class.getClassLoader()));
            var described = TypePool.Default.of(locator).describe(type).resolve();
            var builder = new ByteBuddy().decorate(described, locator);
            for (var change : wanted) {
                if (described
                        .getDeclaredMethods()
                        .filter(named(change.method()))
                        .isEmpty()) {
                    throw new IllegalStateException("it has no method " + change.method());
                }
                builder = builder.visit(Advice.to(change.advice(), locator).on(named(change.method())));
            }
            return builder.make().getBytes();
        } catch (RuntimeException | Error e) {
            // the JVM would go on with the class as it was, and the run would show nothing
            System.err.println("the agent cannot change " + type + ": " + e);
            Runtime.getRuntime().halt(1);
            throw e;
        }
    }
}
