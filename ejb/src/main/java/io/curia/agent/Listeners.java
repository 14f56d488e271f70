package io.curia.agent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to know of changes. Thread-safe. */
final class Listeners {
    private final List<Registered> all = new CopyOnWriteArrayList<>();

    /** Two registrations of one listener are two. */
    private static final class Registered {
        private final Runnable listener;

        private Registered(Runnable listener) {
            this.listener = listener;
        }
    }

    /** Adds a listener; running what comes back removes it. */
    Runnable add(Runnable listener) {
        var registered = new Registered(listener);
        all.add(registered);
        return () -> all.remove(registered);
    }

    void tell() {
        all.forEach(registered -> registered.listener.run());
    }
}
