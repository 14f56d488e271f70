package io.curia.autopilot;

import java.time.Duration;

/**
 * Whether a server keeps up with the leader (raft-and-autopilot §5.2), and has the state of the others.
 *
 * @param lastContact the longest time since it heard from the leader, beside what passes between two signs of it anyway
 * @param leader how far the leader's log has come
 * @param lowestIndex what its log must reach
 */
record HealthRule(Duration lastContact, Progress leader, long lowestIndex) {
    static HealthRule of(Observation seen) {
        var config = seen.config();
        var leader = seen.servers().stream()
                .filter(server -> server.id().equals(seen.leader()))
                .findFirst()
                .map(Server::progress)
                .orElse(Progress.UNHEARD);
        boolean all = Long.compareUnsigned(config.maxTrailingLogs(), leader.lastIndex()) >= 0;
        return new HealthRule(
                Duration.ofNanos(config.lastContactThreshold()).plus(seen.heartbeat()),
                leader,
                all ? 0 : leader.lastIndex() - config.maxTrailingLogs());
    }

    boolean test(Server server) {
        var progress = server.progress();
        return server.isAlive()
                && !server.diverged()
                && leader.lastIndex() > 0
                && !progress.lastContact().isNegative()
                && progress.lastContact().compareTo(lastContact) <= 0
                && progress.lastTerm() == leader.lastTerm()
                && progress.lastIndex() >= lowestIndex;
    }
}
