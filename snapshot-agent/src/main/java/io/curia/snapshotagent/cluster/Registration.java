package io.curia.snapshotagent.cluster;

import io.curia.client.RefusedRequestException;
import io.curia.snapshotagent.config.AgentConfig.Presence;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/**
 * The service under which an agent is registered with its server. One check says that the agent lives, a second one, while
 * it is the active one, that it saves archives. Safe for use by several threads.
 */
public final class Registration {
    private static final int NOT_FOUND = 404;
    private static final Duration TTL = Duration.ofSeconds(30);

    private final ServerApi api;
    private final Presence presence;
    private final String id;
    private boolean active;
    /** Whether an agent of the same name may have left its second check when it died. */
    private boolean begins = true;

    /** @param id of the service; no other agent that uses the same server may have it */
    public Registration(ServerApi api, Presence presence, String id) {
        this.api = api;
        this.presence = presence;
        this.id = id;
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
        return id + ":alive";
    }

    private String savingId() {
        return id + ":saving";
    }
}
