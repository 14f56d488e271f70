package io.curia.snapshotagent.cluster;

import io.curia.client.Faults;
import io.curia.client.RefusedRequestException;
import io.curia.snapshotagent.config.AgentConfig.Presence;
import io.curia.snapshotagent.config.AgentName;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The service under which an agent is registered with its server. One check says that the agent lives, a second one, while
 * it is the active one, that it saves archives. In the time after its start, an agent that is one of several processes
 * removes the registrations of others of its machine that turn out to be dead: it may have come in their place. One that
 * dies later stays to be seen. Safe for use by several threads.
 */
public final class Registration {
    private static final int NOT_FOUND = 404;
    private static final Duration TTL = Duration.ofSeconds(30);
    /** What was dead when the agent began is known to be by then. */
    private static final Duration PREDECESSORS_KNOWN_AFTER = TTL.plusSeconds(15);

    private static final String ALIVE = ":alive";

    private final ServerApi api;
    private final Presence presence;
    private final AgentName name;
    private final String id;
    private final long beganAt = System.nanoTime();
    private boolean active;
    /** Whether an agent of the same name may have left its second check when it died. */
    private boolean begins = true;

    private boolean predecessorsAreGone;

    /** @param name which no other agent may have that uses the same server */
    public Registration(ServerApi api, Presence presence, AgentName name) {
        this.api = api;
        this.presence = presence;
        this.name = name;
        this.id = name.serviceId(presence.service());
    }

    /** Says whether this is the active agent; takes effect with the next {@link #refresh}. */
    public synchronized void setActive(boolean newActive) throws IOException {
        boolean ended = active && !newActive;
        active = newActive;
        if (ended) {
            removeSavingCheck();
        }
    }

    private void removeSavingCheck() throws IOException {
        try {
            api.deregisterCheck(savingId());
        } catch (RefusedRequestException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
            // some servers say so of a check that they do not have
        }
    }

    /**
     * Tells the server that the agent lives, and registers it if the server does not know it. To be called more often
     * than twice a minute.
     *
     * @param saving whether archives are saved as they should
     * @param output what administrators read about it
     */
    public synchronized void refresh(boolean saving, String output) throws IOException {
        try {
            api.updateCheck(aliveId(), true, "the snapshot agent runs");
        } catch (RefusedRequestException e) {
            // the server has never heard of the check, or has forgotten it; if not, this is refused as well
            register();
        }
        if (begins && !active) {
            removeSavingCheck();
        }
        begins = false;
        if (active) {
            try {
                api.updateCheck(savingId(), saving, output);
            } catch (RefusedRequestException e) {
                api.registerCheck(savingCheck(saving));
                api.updateCheck(savingId(), saving, output);
            }
        }
        if (!predecessorsAreGone) {
            boolean last = System.nanoTime() - beganAt > PREDECESSORS_KNOWN_AFTER.toNanos();
            removePredecessors();
            predecessorsAreGone = last;
        }
    }

    /** One that lives all the same registers itself again. */
    private void removePredecessors() throws IOException {
        try {
            for (var check : api.criticalChecks()) {
                if (check.id().equals(check.serviceId() + ALIVE)
                        && name.isOfAnotherProcess(presence.service(), check.serviceId())) {
                    api.deregisterService(check.serviceId());
                }
            }
        } catch (RefusedRequestException e) {
            // it has gone by itself, or goes once its time is over
            System.getLogger("io.curia.snapshotagent")
                    .log(Level.DEBUG, "the service of an agent that died stays: {0}", Faults.line(e));
        }
    }

    /** Ends the registration. */
    public synchronized void end() throws IOException {
        api.deregisterService(id);
    }

    private void register() throws IOException {
        var alive = Json.createObjectBuilder()
                .add("CheckID", aliveId())
                .add("Name", "Consul Snapshot Agent Alive")
                .add("TTL", TTL.toSeconds() + "s")
                .add("Status", "passing");
        if (!presence.deregisterAfter().isZero()) {
            alive.add(
                    "DeregisterCriticalServiceAfter", presence.deregisterAfter().toSeconds() + "s");
        }
        api.registerService(Json.createObjectBuilder()
                .add("ID", id)
                .add("Name", presence.service())
                .add("Check", alive)
                .build());
    }

    private JsonObject savingCheck(boolean saving) {
        return Json.createObjectBuilder()
                .add("ID", savingId())
                .add("Name", "Consul Snapshot Agent Saving Snapshots")
                .add("ServiceID", id)
                .add("TTL", TTL.toSeconds() + "s")
                .add("Status", saving ? "passing" : "critical")
                .build();
    }

    private String aliveId() {
        return id + ALIVE;
    }

    private String savingId() {
        return id + ":saving";
    }
}
