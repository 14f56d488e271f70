package io.curia.agent;

import io.curia.model.CompactMap;
import io.curia.model.HealthCheck;
import io.curia.model.NodeService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The services and checks of this agent in memory, and for each whether the catalog has it like that. What was removed
 * stays as a mark until the catalog has removed it too. Thread-safe; never blocks for long.
 */
public final class LocalState {
    /** How much an update changed. */
    public enum Change {
        /** There is no such check, or it was like that. */
        NONE,
        /** The output only. */
        OUTPUT,
        /** The status. */
        STATUS
    }

    private final TreeMap<String, ServiceEntry> services = new TreeMap<>(CompactMap.BYTEWISE);
    private final TreeMap<String, CheckEntry> checks = new TreeMap<>(CompactMap.BYTEWISE);
    private final Listeners listeners = new Listeners();

    /** @param service null once it was removed */
    private record ServiceEntry(NodeService service, boolean inSync) {}

    /**
     * @param local null once it was removed
     * @param criticalSince {@link System#nanoTime} of the moment it became critical; meaningless while it is not
     */
    private record CheckEntry(LocalCheck local, long criticalSince, boolean inSync) {
        private boolean isCritical() {
            return local != null && local.check().status().equals(HealthCheck.CRITICAL);
        }
    }

    /**
     * What the catalog lacks. Entries stand for what was there at one moment; when one has been brought to the catalog,
     * it counts only if it is still the present one.
     *
     * @param services by id; an empty one is to be removed
     * @param checks by id; an empty one is to be removed
     */
    record Pending(SortedMap<String, Optional<NodeService>> services, SortedMap<String, Optional<HealthCheck>> checks) {
        boolean isEmpty() {
            return services.isEmpty() && checks.isEmpty();
        }
    }

    /**
     * Has a listener run after every change, on the thread that made it, which must not be blocked. Running what comes back
     * ends that.
     */
    public Runnable onChange(Runnable listener) {
        return listeners.add(listener);
    }

    /** All services by id. */
    public synchronized SortedMap<String, NodeService> services() {
        var found = new TreeMap<String, NodeService>(CompactMap.BYTEWISE);
        services.forEach((id, entry) -> {
            if (entry.service != null) {
                found.put(id, entry.service);
            }
        });
        return Collections.unmodifiableSortedMap(found);
    }

    /** One service. */
    public synchronized Optional<NodeService> service(String id) {
        return Optional.ofNullable(services.get(id)).map(ServiceEntry::service);
    }

    /** All checks by id. */
    public synchronized SortedMap<String, LocalCheck> checks() {
        var found = new TreeMap<String, LocalCheck>(CompactMap.BYTEWISE);
        checks.forEach((id, entry) -> {
            if (entry.local != null) {
                found.put(id, entry.local);
            }
        });
        return Collections.unmodifiableSortedMap(found);
    }

    /** The checks of one service, in the order of their ids. */
    public synchronized List<LocalCheck> checksOf(String serviceId) {
        return checks.values().stream()
                .map(CheckEntry::local)
                .filter(local -> local != null && local.check().serviceId().equals(serviceId))
                .toList();
    }

    /** One check. */
    public synchronized Optional<LocalCheck> check(String id) {
        return Optional.ofNullable(checks.get(id)).map(CheckEntry::local);
    }

    /** Checks that have been critical for longer than their definition lets their service live. */
    synchronized List<LocalCheck> criticalForTooLong(long now) {
        var found = new ArrayList<LocalCheck>();
        for (var entry : checks.values()) {
            if (entry.isCritical()) {
                long limit = entry.local
                        .definition()
                        .map(d -> d.run().deregisterCriticalServiceAfter())
                        .orElse(0L);
                if (limit > 0 && now - entry.criticalSince > limit) {
                    found.add(entry.local);
                }
            }
        }
        return found;
    }

    /** Adds a service or puts it in the place of the one with its id. */
    void put(NodeService service) {
        synchronized (this) {
            var before = services.get(service.id());
            boolean same = before != null && service.equals(before.service);
            services.put(service.id(), new ServiceEntry(service, same && before.inSync));
        }
        changed();
    }

    /** Adds a check or puts it in the place of the one with its id. */
    void put(LocalCheck local) {
        synchronized (this) {
            String id = local.check().checkId();
            var before = checks.get(id);
            boolean same =
                    before != null && before.local != null && local.check().equals(before.local.check());
            checks.put(id, entry(local, before, same && before.inSync));
        }
        changed();
    }

    /** Removes a service but none of its checks; false if there is none. */
    boolean removeService(String id) {
        synchronized (this) {
            var before = services.get(id);
            if (before == null || before.service == null) {
                return false;
            }
            services.put(id, new ServiceEntry(null, false));
        }
        changed();
        return true;
    }

    /** Removes a check; false if there is none. */
    boolean removeCheck(String id) {
        synchronized (this) {
            var before = checks.get(id);
            if (before == null || before.local == null) {
                return false;
            }
            checks.put(id, new CheckEntry(null, 0, false));
        }
        changed();
        return true;
    }

    /**
     * Notes the outcome of a check.
     *
     * @param outputAtOnce whether a change of the output alone goes to the catalog as soon as one of the status does
     */
    Change update(String id, String status, String output, boolean outputAtOnce) {
        Change change;
        synchronized (this) {
            var before = checks.get(id);
            if (before == null || before.local == null) {
                return Change.NONE;
            }
            var check = before.local.check();
            if (check.status().equals(status)) {
                change = check.output().equals(output) ? Change.NONE : Change.OUTPUT;
            } else {
                change = Change.STATUS;
            }
            if (change == Change.NONE) {
                return change;
            }
            var local = new LocalCheck(check.withStatus(status, output), before.local.definition());
            checks.put(id, entry(local, before, change == Change.OUTPUT && !outputAtOnce && before.inSync));
        }
        changed();
        return change;
    }

    /** Has a check brought to the catalog, whatever was thought before. */
    synchronized void markChanged(String id) {
        checks.computeIfPresent(id, (same, entry) -> new CheckEntry(entry.local, entry.criticalSince, false));
    }

    /** What is to be brought to the catalog. */
    synchronized Pending pending() {
        var pendingServices = new TreeMap<String, Optional<NodeService>>(CompactMap.BYTEWISE);
        services.forEach((id, entry) -> {
            if (!entry.inSync) {
                pendingServices.put(id, Optional.ofNullable(entry.service));
            }
        });
        var pendingChecks = new TreeMap<String, Optional<HealthCheck>>(CompactMap.BYTEWISE);
        checks.forEach((id, entry) -> {
            if (!entry.inSync) {
                pendingChecks.put(id, Optional.ofNullable(entry.local).map(LocalCheck::check));
            }
        });
        return new Pending(pendingServices, pendingChecks);
    }

    /** The catalog has this service like that, or has it no more. */
    synchronized void broughtService(String id, Optional<NodeService> service) {
        var entry = services.get(id);
        if (entry == null || !Objects.equals(entry.service, service.orElse(null))) {
            return;
        }
        if (entry.service == null) {
            services.remove(id);
        } else {
            services.put(id, new ServiceEntry(entry.service, true));
        }
    }

    /** The catalog has this check like that, or has it no more. */
    synchronized void broughtCheck(String id, Optional<HealthCheck> check) {
        var entry = checks.get(id);
        var present = entry == null || entry.local == null ? null : entry.local.check();
        if (entry == null || !Objects.equals(present, check.orElse(null))) {
            return;
        }
        if (present == null) {
            checks.remove(id);
        } else {
            checks.put(id, new CheckEntry(entry.local, entry.criticalSince, true));
        }
    }

    /**
     * Compares with what the catalog has of this node and notes every difference as pending. An output that has its own
     * time to be brought is left to that.
     *
     * @param kept ids of services and checks that are of the catalog alone
     */
    synchronized void compare(
            Collection<NodeService> catalogServices, Collection<HealthCheck> catalogChecks, Collection<String> kept) {
        var absentServices = new TreeMap<>(services);
        for (var remote : catalogServices) {
            var entry = absentServices.remove(remote.id());
            if (entry == null) {
                if (!kept.contains(remote.id())) {
                    services.put(remote.id(), new ServiceEntry(null, false));
                }
            } else if (entry.service != null) {
                var service = withTagsOf(entry.service, remote);
                services.put(remote.id(), new ServiceEntry(service, service.sameContent(remote)));
            }
        }
        absentServices.forEach(
                (id, entry) -> absent(services, id, entry.service, new ServiceEntry(entry.service, false)));
        var absentChecks = new TreeMap<>(checks);
        for (var remote : catalogChecks) {
            var entry = absentChecks.remove(remote.checkId());
            if (entry == null) {
                if (!kept.contains(remote.checkId())) {
                    checks.put(remote.checkId(), new CheckEntry(null, 0, false));
                }
            } else if (entry.local != null) {
                var local = entry.local.check();
                boolean inSync =
                        isLike(local, remote) && (entry.inSync || local.output().equals(remote.output()));
                checks.put(remote.checkId(), new CheckEntry(entry.local, entry.criticalSince, inSync));
            }
        }
        absentChecks.forEach((id, entry) ->
                absent(checks, id, entry.local, new CheckEntry(entry.local, entry.criticalSince, false)));
    }

    private static <E> void absent(Map<String, E> entries, String id, Object present, E pending) {
        if (present == null) {
            entries.remove(id);
        } else {
            entries.put(id, pending);
        }
    }

    /** Whoever may override the tags in the catalog has the last word on them. */
    private static NodeService withTagsOf(NodeService local, NodeService remote) {
        return local.enableTagOverride() && !Objects.equals(local.tags(), remote.tags())
                ? local.withTags(remote.tags())
                : local;
    }

    /** The service's name and tags are the catalog's own copies. */
    private static boolean isLike(HealthCheck local, HealthCheck remote) {
        return local.name().equals(remote.name())
                && local.status().equals(remote.status())
                && local.notes().equals(remote.notes())
                && local.serviceId().equals(remote.serviceId())
                && local.definition().equals(remote.definition());
    }

    private static CheckEntry entry(LocalCheck local, CheckEntry before, boolean inSync) {
        boolean wasCritical = before != null && before.isCritical();
        return new CheckEntry(local, wasCritical ? before.criticalSince : System.nanoTime(), inSync);
    }

    private void changed() {
        listeners.tell();
    }
}
