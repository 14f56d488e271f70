package io.curia.snapshotagent.config;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything a snapshot agent is told. Immutable.
 *
 * @param schedule when archives are taken and how many stay
 * @param presence how the agent shows and locks itself in its cluster
 * @param scratch where archives are kept while they are under way; empty for a place among the storages or, without a
 *     local one, the system's directory of temporary files
 * @param storages at least one
 * @param logLevel the least grave lines that are logged
 */
public record AgentConfig(
        ServerAccess server,
        Schedule schedule,
        Presence presence,
        Optional<Path> scratch,
        List<Storage> storages,
        Level logLevel) {
    public AgentConfig {
        Objects.requireNonNull(server);
        Objects.requireNonNull(schedule);
        Objects.requireNonNull(presence);
        Objects.requireNonNull(scratch);
        storages = List.copyOf(storages);
        if (storages.isEmpty()) {
            throw new IllegalArgumentException("no storage");
        }
        Objects.requireNonNull(logLevel);
    }

    /**
     * When archives are taken.
     *
     * @param interval between the starts of two runs; zero for a single run without a lock
     * @param retain how many archives stay in each storage; 0 for all
     * @param stale whether any server's state will do
     * @param maxFailures runs that may fail one after the other before another agent gets its chance; 0 for any number
     */
    public record Schedule(Duration interval, int retain, boolean stale, int maxFailures) {
        public Schedule {
            if (interval.isNegative() || retain < 0 || maxFailures < 0) {
                throw new IllegalArgumentException("a schedule has no negative numbers");
            }
        }

        /** Whether the agent ends after one run. */
        public boolean isOneShot() {
            return interval.isZero();
        }
    }

    /**
     * What others see of the agent.
     *
     * @param service the name it is registered under
     * @param deregisterAfter how long after its end a lost agent stays registered; zero for ever
     * @param lockKey the key whose lock the active agent holds
     */
    public record Presence(String service, Duration deregisterAfter, String lockKey) {
        public Presence {
            if (service.isEmpty() || lockKey.isEmpty() || lockKey.startsWith("/")) {
                throw new IllegalArgumentException(
                        "a service and a lock key are needed, and the key begins with no slash");
            }
            Objects.requireNonNull(deregisterAfter);
        }
    }
}
