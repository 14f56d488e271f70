package io.curia.cli.snapshot;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Lets signals of the operating system run something. Stateless. */
final class Signals {
    private Signals() {}

    /**
     * From now on a signal runs the task, on a thread of its own, and does nothing else.
     *
     * @param signal without SIG
     * @return false where there is no such signal, or something else has taken it
     */
    static boolean handle(String signal, Runnable task) {
        try {
            // there is no other way, and the compiler warns of naming these classes
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object handler = MethodHandleProxies.asInterfaceInstance(
                    handlers,
                    MethodHandles.dropArguments(
                            MethodHandles.lookup()
                                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                                    .bindTo(task),
                            0,
                            signals));
            Object wanted = signals.getConstructor(String.class).newInstance(signal);
            signals.getMethod("handle", signals, handlers).invoke(null, wanted, handler);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
