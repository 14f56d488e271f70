package io.curia.service.snapshot;

import io.curia.snapshotagent.AgentReport;
import java.util.Optional;

/** What the snapshot agent inside this server has to say. Safe for use by any thread. */
public interface SnapshotReports {
    /** How the agent is now; empty if this server has none. */
    Optional<AgentReport> report();
}
